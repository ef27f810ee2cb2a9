import type { ClientOrderId, MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import type { BookSide } from '../../domain/side.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { Listing } from '../venue/listing.ts';

/** A market that takes orders now. */
export type FloorMarket = {
  readonly index: MarketIndex;
  readonly listing: Listing;
  /** Smallest price step now, in price units. */
  readonly tick: Price;
};

/** An order of a participant that rests. */
export type RestingOrder = {
  readonly id: ClientOrderId;
  readonly token: TokenIndex;
  readonly side: 'buy' | 'sell';
  readonly price: Price;
  readonly rest: Shares;
};

/** The exchange as a participant inside it sees it: no network, no signature, the same rules. */
export type Floor = {
  /** By index. */
  openMarkets(): readonly FloorMarket[];
  /** The best price of the first outcome's book; undefined where nobody stands. */
  best(market: MarketIndex, side: BookSide): Price | undefined;
  /** Shares at a price of the first outcome's book. */
  sizeAt(market: MarketIndex, side: BookSide, price: Price): Shares;
  /** Last print of the first outcome; undefined before the first. */
  lastPrice(market: MarketIndex): Price | undefined;
  /** What a share of the first outcome is worth by the reference's own law; undefined: unknown. */
  fairPrice(market: MarketIndex, now: Timestamp): Price | undefined;
};

/** One participant's account. */
export type Trader = {
  readonly cash: Usd;
  /** Shares held, reserved ones included. */
  shares(token: TokenIndex): Shares;
  resting(market: MarketIndex): readonly RestingOrder[];
  /** Refusals are the exchange's; a participant that asks for nonsense gets nothing. */
  submit(token: TokenIndex, terms: LimitTerms): void;
  cancel(order: ClientOrderId): void;
};

/** Somebody who trades at the local exchange to make it move. */
export type Participant = {
  readonly name: string;
  /** Does what there is to do at `now`; returns when to come again, µs, later than `now`. */
  act(floor: Floor, trader: Trader, now: Timestamp): Timestamp;
};
