import type { Outcome } from '../../domain/ids.ts';
import type { Side } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import type { DepthChange } from './depth.ts';
import type { ListedMarket } from './listed-market.ts';
import type { OrderRecord } from './order-record.ts';
import type { TradeRecord } from './trade-record.ts';

/** A print for everybody, in the token that the taker traded. */
export type Print = {
  readonly market: ListedMarket;
  readonly outcome: Outcome;
  /** What the taker did. */
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  /** Empty where a recording does not tell it. */
  readonly transaction: string;
  readonly at: Timestamp;
};

/** One price of the reference, in every form that its streams have. */
export type ReferenceNews = {
  /** btc, eth, ... */
  readonly asset: string;
  readonly at: Timestamp;
  /** Dollars as decimal text. */
  readonly value: string;
  /** The 60-second average as decimal text; undefined where it is not known. */
  readonly average: string | undefined;
  /** The same over 30 seconds. */
  readonly shortAverage?: string | undefined;
};

export type OrderNews = 'PLACEMENT' | 'UPDATE' | 'CANCELLATION';

/** Whoever carries news out to clients. Called between two steps of matching, never within. */
export type VenueListener = {
  listed?(market: ListedMarket, at: Timestamp): void;
  levels?(market: ListedMarket, changes: readonly DepthChange[], at: Timestamp): void;
  printed?(print: Print): void;
  /** The book is to be told as a whole: after prints. */
  bookAfterTrade?(market: ListedMarket, at: Timestamp): void;
  tickChanged?(market: ListedMarket, before: TickSize, at: Timestamp): void;
  closed?(market: ListedMarket, at: Timestamp): void;
  resolved?(market: ListedMarket, at: Timestamp): void;
  order?(record: OrderRecord, news: OrderNews, at: Timestamp): void;
  /** A trade was made, or the chain said something of it. */
  trade?(trade: TradeRecord, at: Timestamp): void;
  reference?(news: ReferenceNews): void;
  /** Prices of one asset from before anybody could listen, oldest first: no news. */
  earlierReference?(prices: readonly ReferenceNews[]): void;
};
