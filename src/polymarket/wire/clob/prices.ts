import type { TokenId } from '../../../domain/ids.ts';
import type { Side } from '../../../domain/side.ts';
import type { Price } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { names, object, single } from '../object.ts';
import { mapped, type Parser, readAnswer, rows, table } from '../parser.ts';
import { price, side, token } from '../values.ts';

/** GET /price: for side=BUY the best bid, for SELL the best ask (protocol notes §3.2). */
export function readPrice(text: string): Answer<Price> {
  return readAnswer(text, single('price', price));
}

/** GET /midpoint. */
export function readMidpoint(text: string): Answer<Price> {
  return readAnswer(text, single('mid', price));
}

/** GET /spread: best ask minus best bid. */
export function readSpread(text: string): Answer<Price> {
  return readAnswer(text, single('spread', price));
}

/** POST /midpoints and /spreads: one number a token; tokens without a book are left out. */
export function readPriceTable(text: string): Answer<ReadonlyMap<TokenId, Price>> {
  return readAnswer(text, table(token, price));
}

export type BestPrices = {
  readonly bestBid: Price | undefined;
  readonly bestAsk: Price | undefined;
};

const bests: Parser<BestPrices> = object('prices', names(), (fields) => ({
  bestBid: fields.strict('BUY', price),
  bestAsk: fields.strict('SELL', price),
}));

/** POST /prices: the venue calls the best bid BUY and the best ask SELL. */
export function readPrices(text: string): Answer<ReadonlyMap<TokenId, BestPrices>> {
  return readAnswer(text, table(token, bests));
}

export type LastTrade = { readonly price: Price; readonly side: Side };

/** Where nothing was traded yet the venue says 0.5 and no side: that is no trade. */
const lastTrade: Parser<LastTrade | undefined> = object('last_trade', names(), (fields) => {
  const way = fields.strict('side', side);
  const paid = fields.vital('price', price);
  return way === undefined ? undefined : { price: paid, side: way };
});

/** GET /last-trade-price; undefined where nothing was traded yet. */
export function readLastTrade(text: string): Answer<LastTrade | undefined> {
  return readAnswer(text, lastTrade);
}

const lastTradeOf: Parser<readonly [TokenId, LastTrade]> = object(
  'last_trade',
  names(),
  (fields) => [
    fields.vital('token_id', token),
    { price: fields.vital('price', price), side: fields.vital('side', side) },
  ],
);

/** POST /last-trades-prices. */
export function readLastTrades(text: string): Answer<ReadonlyMap<TokenId, LastTrade>> {
  return readAnswer(
    text,
    mapped(rows(lastTradeOf), (list) => new Map(list)),
  );
}
