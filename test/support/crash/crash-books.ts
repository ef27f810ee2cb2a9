import type { VenueOrderId } from '../../../src/domain/ids.ts';
import { SCALE } from '../../../src/domain/units.ts';
import { recover } from '../../../src/polymarket/execution/order-history.ts';
import type { OrderRecord } from '../../../src/polymarket/execution/order-record.ts';
import { readJournal } from '../../../src/store/journal/journal-text.ts';
import { UP } from '../wire-samples/ids.ts';
import type { CrashExchange } from './crash-exchange.ts';

/** What journal and exchange have to agree on; amounts in 1e-6. */
export type CrashBooks = {
  readonly up: number;
  readonly down: number;
  /** Change since the beginning. */
  readonly cash: number;
  /** Each part in a match once: "trade order". */
  readonly fills: readonly string[];
  /** Fills of which nobody knows whether they are final. */
  readonly unsettled: number;
  readonly orders: readonly VenueOrderId[];
};

const OPENING = 1_000 * SCALE;

/** By all that is on the disk. */
export function booksOfJournal({ disk }: CrashExchange): CrashBooks {
  const { records, tornBytes, damage } = readJournal(Buffer.from(disk.synced));
  if (damage !== undefined || tornBytes > 0) throw new Error('the journal is damaged');
  const values = records.map(({ value }) => value as OrderRecord);
  const history = recover(values);
  const held = (isUp: boolean) =>
    history.holdings
      .filter(({ token }) => (token === UP) === isUp)
      .reduce((sum, { shares }) => sum + shares, 0);
  const fills = values.filter((value) => value.kind === 'OrderFilled');
  const cash = fills.reduce(
    (sum, { side, amount, fee = 0 }) => sum + (side === 'buy' ? -amount : amount) - fee,
    0,
  );
  return {
    up: held(true),
    down: held(false),
    cash,
    fills: fills.map(({ trade, id }) => `${trade} ${id}`).sort(),
    unsettled: history.fills.filter(({ status }) => status !== 'confirmed').length,
    orders: [...history.orders],
  };
}

/** By what the exchange knows of the account. */
export function booksOfExchange({ bench, arrived }: CrashExchange): CrashBooks {
  const { ann, market, venue } = bench;
  const { account } = ann.wallet;
  const position = (outcome: number) =>
    account.position((2 * market.index + outcome) as never)?.traded ?? 0;
  const parts = [...venue.trades.all.values()].flatMap(({ id, status, taker, makers }) =>
    [taker, ...makers]
      .filter(({ order }) => order?.facts.key === ann.key)
      .map(({ order }) => ({ fill: `${id} ${order?.facts.id}`, status })),
  );
  return {
    up: position(0),
    down: position(1),
    cash: account.cash - OPENING,
    fills: [...new Set(parts.map(({ fill }) => fill))].sort(),
    unsettled: parts.filter(({ status }) => status !== 'confirmed').length,
    orders: [...arrived.keys()],
  };
}
