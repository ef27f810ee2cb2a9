import { ok, type Result, refuse } from './result.ts';

declare const id: unique symbol;

/** On-chain id of a market: "0x" and 64 hex digits, lower case. */
export type ConditionId = string & { readonly [id]: 'condition' };
/** Id of an outcome token: a decimal integer of 256 bits, kept as text. */
export type TokenId = string & { readonly [id]: 'token' };
/** Our name of an order, known before it is sent: a positive integer, rising within a run. */
export type ClientOrderId = number & { readonly [id]: 'clientOrder' };
/** The venue's name of an order: its EIP-712 hash, "0x" and 64 hex digits. */
export type VenueOrderId = string & { readonly [id]: 'venueOrder' };
/** The venue's name of a match: one text for the taker's and all makers' fills of it. */
export type VenueTradeId = string & { readonly [id]: 'venueTrade' };

/** Position of a market in the run's universe, from 0. */
export type MarketIndex = number & { readonly [id]: 'marketIndex' };
/** Position of an outcome token: 2 * market + outcome. */
export type TokenIndex = number & { readonly [id]: 'tokenIndex' };
/** First or second outcome of a market; the order is the venue's, the meaning is its label. */
export type Outcome = 0 | 1;
/** Position of a strategy in the run, from 0. */
export type StrategyIndex = number & { readonly [id]: 'strategyIndex' };

const HASH = /^0x[0-9a-f]{64}$/;
const TRADE = /^[\w-]{1,100}$/;
const TOKEN = /^(0|[1-9]\d{0,77})$/;
/** The largest token id: 2^256 - 1, of 78 digits. */
const TOKEN_MAX = '115792089237316195423570985008687907853269984665640564039457584007913129639935';

export function parseConditionId(text: string): Result<ConditionId> {
  const lower = text.toLowerCase();
  return HASH.test(lower)
    ? ok(lower as ConditionId)
    : refuse('bad_condition_id', `"${text}" is not a condition id (0x and 64 hex digits)`);
}

export function parseTokenId(text: string): Result<TokenId> {
  // Texts of one length compare as their numbers do.
  return TOKEN.test(text) && (text.length < TOKEN_MAX.length || text <= TOKEN_MAX)
    ? ok(text as TokenId)
    : refuse('bad_token_id', `"${text}" is not a token id (a decimal integer of 256 bits)`);
}

export function parseVenueOrderId(text: string): Result<VenueOrderId> {
  const lower = text.toLowerCase();
  return HASH.test(lower)
    ? ok(lower as VenueOrderId)
    : refuse('bad_order_id', `"${text}" is not an order id (0x and 64 hex digits)`);
}

/** The form is not documented (a UUID in all recordings): any one word. */
export function parseVenueTradeId(text: string): Result<VenueTradeId> {
  return TRADE.test(text)
    ? ok(text as VenueTradeId)
    : refuse('bad_trade_id', `"${text}" is not a trade id`);
}

export function tokenIndex(market: MarketIndex, outcome: Outcome): TokenIndex {
  return (market * 2 + outcome) as TokenIndex;
}

export function marketOf(token: TokenIndex): MarketIndex {
  return (token >> 1) as MarketIndex;
}

export function outcomeOf(token: TokenIndex): Outcome {
  return (token & 1) as Outcome;
}

/** The other token of the same market. */
export function complementOf(token: TokenIndex): TokenIndex {
  return (token ^ 1) as TokenIndex;
}
