import { ASK, BID, type BookSide } from '../../../domain/side.ts';
import type { Levels, MarketMessage } from '../../../ports/venue-wire.ts';
import { readLevels } from '../levels.ts';
import { names, object } from '../object.ts';
import type { Parser } from '../parser.ts';
import { text, tick, token } from '../values.ts';
import { envelopeOf } from './envelope.ts';

/** Facts of the market that come along; the catalog has them from elsewhere. */
const UNREAD = names('min_order_size neg_risk last_trade_price');

/** Replaces the book of its token: sent on subscription and after trades. */
export const bookSnapshot: Parser<MarketMessage> = object('book', UNREAD, (fields) => ({
  kind: 'BookSnapshot',
  token: fields.vital('asset_id', token),
  ...envelopeOf(fields),
  bids: fields.vital('bids', levels(BID)),
  asks: fields.vital('asks', levels(ASK)),
  tick: fields.strict('tick_size', tick),
  hash: fields.strict('hash', text),
}));

export function levels(side: BookSide): Parser<Levels> {
  return (value, at) => readLevels(value, side, at);
}
