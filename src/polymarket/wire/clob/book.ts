import type { ConditionId, TokenId } from '../../../domain/ids.ts';
import { ASK, BID } from '../../../domain/side.ts';
import type { TickSize } from '../../../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../../domain/units.ts';
import type { Levels } from '../../../ports/venue-wire.ts';
import { levels } from '../market/book-snapshot.ts';
import type { Answer } from '../notes.ts';
import { names, object } from '../object.ts';
import { type Parser, readAnswer, rows } from '../parser.ts';
import { condition, flag, price, size, text, tick, time, token } from '../values.ts';

/** A whole book with the facts that the venue sends along. */
export type ClobBook = {
  readonly market: ConditionId;
  readonly token: TokenId;
  readonly tsEvent: Timestamp;
  readonly bids: Levels;
  readonly asks: Levels;
  /** See book-hash.ts. */
  readonly hash: string | undefined;
  readonly minimumSize: Shares | undefined;
  readonly tick: TickSize | undefined;
  readonly negativeRisk: boolean | undefined;
  readonly lastPrice: Price | undefined;
};

const book: Parser<ClobBook> = object('book', names(), (fields) => ({
  market: fields.vital('market', condition),
  token: fields.vital('asset_id', token),
  tsEvent: fields.vital('timestamp', time),
  bids: fields.vital('bids', levels(BID)),
  asks: fields.vital('asks', levels(ASK)),
  hash: fields.soft('hash', text),
  minimumSize: fields.soft('min_order_size', size),
  tick: fields.strict('tick_size', tick),
  negativeRisk: fields.soft('neg_risk', flag),
  lastPrice: fields.soft('last_trade_price', price),
}));

/** GET /book. After its market is settled the venue answers 404. */
export function readBook(text: string): Answer<ClobBook> {
  return readAnswer(text, book);
}

/** POST /books: those that exist, in no order that is promised. */
export function readBooks(text: string): Answer<readonly ClobBook[]> {
  return readAnswer(text, rows(book));
}
