import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ASK, BID } from '../../domain/side.ts';
import { formatDecimal, type Price } from '../../domain/units.ts';
import type { ListedToken } from '../venue/listed-markets.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { bestOf, lastOf, midpointOf, spreadOf } from '../venue/quote.ts';
import { type Answer, answer, refusal } from './answer.ts';
import { queryOf } from './asked.ts';
import { type RouteInstaller, serve } from './exchange-desk.ts';
import { askedToken, askedTokens, badList, NO_BOOK, type TokenWish } from './tokens.ts';

/** ASSUMPTION, kept here alone: what the venue says of the price of an empty side is not known. */
const NO_PRICE = refusal(404, 'No price exists for the requested token id');

/** What the venue says where nothing was traded yet (protocol notes §3.2). */
const UNTRADED = { price: '0.5', side: '' };

/** The venue calls the best bid BUY and the best ask SELL. */
const SIDES = { BUY: BID, SELL: ASK } as const;

export const installPrices: RouteInstaller = (app, { venue }) => {
  installSingle(app, venue);
  installTables(app, venue);
};

function installSingle(app: FastifyInstance, { markets }: LocalVenue): void {
  const of = (url: string, tell: (token: ListedToken, request: FastifyRequest) => Answer) =>
    serve(app, 'GET', url, (request) => {
      const token = askedToken(request, markets);
      return token === undefined ? NO_BOOK : tell(token, request);
    });
  of('/midpoint', ({ market, outcome }) => priced('mid', midpointOf(market, outcome)));
  of('/spread', ({ market, outcome }) => priced('spread', spreadOf(market, outcome)));
  of('/price', ({ market, outcome }, request) => {
    const side = queryOf(request).text('side')?.toUpperCase();
    if (side !== 'BUY' && side !== 'SELL') return refusal(400, 'Invalid side');
    return priced('price', bestOf(market, outcome, SIDES[side]));
  });
  of('/last-trade-price', ({ market, outcome }) => {
    const last = lastOf(market, outcome);
    if (last === undefined) return answer(UNTRADED);
    return answer({ price: formatDecimal(last.price), side: last.side.toUpperCase() });
  });
}

function priced(name: string, price: Price | undefined): Answer {
  return price === undefined ? NO_PRICE : answer({ [name]: formatDecimal(price) });
}

/** Lists can be asked for either way; tokens of which there is nothing to say are left out. */
function installTables(app: FastifyInstance, { markets }: LocalVenue): void {
  const of = (url: string, tell: (wishes: readonly TokenWish[]) => unknown) => {
    for (const method of ['GET', 'POST'] as const) {
      serve(app, method, url, (request) => {
        const wishes = askedTokens(request, markets);
        return wishes.ok ? answer(tell(wishes.value)) : badList(wishes);
      });
    }
  };
  of('/midpoints', (wishes) =>
    tableOf(wishes, ({ token }) => midpointOf(token.market, token.outcome)),
  );
  of('/spreads', (wishes) => tableOf(wishes, ({ token }) => spreadOf(token.market, token.outcome)));
  of('/prices', pricesTable);
  of('/last-trades-prices', (wishes) =>
    wishes.flatMap(({ id, token: { market, outcome } }) => {
      const last = lastOf(market, outcome);
      if (last === undefined) return [];
      return [{ token_id: id, price: formatDecimal(last.price), side: last.side.toUpperCase() }];
    }),
  );
}

function tableOf(
  wishes: readonly TokenWish[],
  of: (wish: TokenWish) => Price | undefined,
): Readonly<Record<string, string>> {
  const rows = wishes.flatMap((wish) => {
    const price = of(wish);
    return price === undefined ? [] : [[wish.id, formatDecimal(price)] as const];
  });
  return Object.fromEntries(rows);
}

/** A row names a side, or none: then both are told. */
function pricesTable(wishes: readonly TokenWish[]): Record<string, Record<string, string>> {
  const table: Record<string, Record<string, string>> = {};
  for (const { id, side, token } of wishes) {
    const row = table[id] ?? {};
    table[id] = row;
    for (const name of ['BUY', 'SELL'] as const) {
      if (side !== '' && side.toUpperCase() !== name) continue;
      const price = bestOf(token.market, token.outcome, SIDES[name]);
      if (price !== undefined) row[name] = formatDecimal(price);
    }
  }
  return table;
}
