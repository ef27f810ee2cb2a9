import type { ClobClient } from '../../polymarket/rest/clob-client.ts';
import type { DataClient } from '../../polymarket/rest/data-client.ts';
import { gather } from '../../polymarket/rest/pages.ts';
import type { Witness } from '../../polymarket/sockets/book-witness.ts';
import type { BackfillOptions } from './backfill.ts';

/** The book as REST tells it: who is asked whether a quiet socket has stalled. */
export function bookWitness(clob: ClobClient): Witness {
  return async (token) => {
    const outcome = await clob.markets.book(token);
    if (outcome.kind !== 'ok') return undefined;
    const { tsEvent, hash } = outcome.value;
    return { tsEvent, hash };
  };
}

/** Prints of a market in a stretch of time, as the data service tells them. */
export function askPrints(data: DataClient): BackfillOptions['ask'] {
  return async (market, from, to) => {
    const { rows, failure } = await gather(data.trades({ markets: [market], from, to }));
    if (failure !== undefined) return undefined;
    return rows
      .filter((row) => row.market === market)
      .map(({ token, side, price, size, at, transaction }) => ({
        token,
        side,
        price,
        size,
        tsEvent: at,
        transaction,
      }));
  };
}
