import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import type { BookSide } from '../../domain/side.ts';
import { type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import { MidVolatility } from '../../models/pricing/mid-volatility.ts';
import type { View } from '../../ports/view.ts';
import { type BrakeRule, DenialBrake } from './denial-brake.ts';
import type { MarketMarkouts } from './fill-feedback.ts';
import { type ArrivalRule, TakerArrivals } from './taker-arrivals.ts';

/** No order, and no price. */
const NONE = 0;

/** Seconds: a midpoint that goes to the next tick and comes back has not moved. */
const SPACING = 5;

export type WatchRule = {
  readonly levels: number;
  readonly volatilityHalfLife: number;
} & ArrivalRule &
  BrakeRule;

/** What is kept of a market while it is quoted: what was seen, what rests, when to look again. */
export class QuotedMarket {
  readonly market: MarketIndex;
  readonly first: TokenIndex;
  readonly opensAt: number;
  readonly closesAt: number;
  /** $/sqrt(s), and the same of the log odds. */
  readonly volatility: MidVolatility;
  readonly logitVolatility: MidVolatility;
  readonly arrivals: TakerArrivals;
  readonly denials: DenialBrake;
  /** Undefined before the first fill. */
  #markouts: MarketMarkouts | undefined;
  /** Midpoint of a trusted book with both sides, price units; 0: there is none. */
  mid = NONE;
  midMovedAt = Number.NaN;
  /** Since when the inventory is not 0; NaN: it is. */
  positionSince = Number.NaN;
  /** Midpoint of the last decision, price units; 0: there was none. */
  decidedMid = NONE;
  /** When to decide again, whatever happens: the first book is decided on. */
  nextLook: Timestamp = 0 as Timestamp;
  /** A split or merge is under way. */
  isChangingSets = false;
  /** None is asked for before. */
  setsAt = 0;
  /** Why nothing is quoted, as last said; undefined: something is. */
  obstacle: string | undefined;
  /** Why a side has less, as last said. */
  readonly limits: [string | undefined, string | undefined] = [undefined, undefined];
  /** By side, in the first outcome's terms: nothing new rests there before, after a fill. */
  readonly refillAt = new Float64Array(2);
  /** Best prices that were last seen. */
  #bid: Price | undefined;
  #ask: Price | undefined;
  readonly #levels: number;
  /** Id of the order in each slot: a level of a side. */
  readonly #orders: Float64Array;
  /** At what price it is, in the first outcome's terms. */
  readonly #prices: Float64Array;
  /** At what price an order of the slot was refused, and how long it is not repeated there. */
  readonly #refused: Float64Array;
  readonly #refusedUntil: Float64Array;

  constructor(index: MarketIndex, market: Market, rule: WatchRule) {
    const { levels, volatilityHalfLife: halfLife } = rule;
    this.market = index;
    this.first = (index * 2) as TokenIndex;
    this.opensAt = market.opensAt ?? Number.NaN;
    this.closesAt = market.closesAt ?? Number.NaN;
    this.volatility = new MidVolatility({ halfLife, spacing: SPACING, leastSeconds: halfLife });
    this.logitVolatility = new MidVolatility({
      halfLife,
      spacing: SPACING,
      leastSeconds: halfLife,
    });
    this.arrivals = new TakerArrivals(rule);
    this.denials = new DenialBrake(rule);
    this.#levels = levels;
    this.#orders = new Float64Array(2 * levels);
    this.#prices = new Float64Array(2 * levels);
    this.#refused = new Float64Array(2 * levels);
    this.#refusedUntil = new Float64Array(2 * levels);
  }

  /** Looks at the best prices, which mostly are what they were. */
  see(view: View): void {
    const isTrusted = view.isTrusted(this.market);
    const bid = isTrusted ? view.bestBid(this.first) : undefined;
    const ask = isTrusted ? view.bestAsk(this.first) : undefined;
    if (bid === this.#bid && ask === this.#ask) return;
    this.#bid = bid;
    this.#ask = ask;
    const { now } = view;
    const mid = bid === undefined || ask === undefined ? NONE : (bid + ask) / 2;
    // What the midpoint was until now counts, before nobody knows it.
    if (mid === NONE && this.mid !== NONE) this.#hear(now, this.mid);
    if (mid !== this.mid) this.midMovedAt = now;
    this.mid = mid;
    this.#hear(now, mid === NONE ? Number.NaN : mid);
    this.arrivals.hearBook(now, bid, ask, view.tick(this.market));
  }

  /** One of our orders was filled. `begin`: if it is the first. */
  hearFill(now: Timestamp, side: BookSide, begin: () => MarketMarkouts): void {
    if (this.#markouts === undefined) {
      this.#markouts = begin();
      this.#markouts.hearMid(now, this.mid === NONE ? Number.NaN : this.mid / SCALE);
    }
    this.#markouts.hearFill(now, side);
  }

  /** Nothing more will be seen of it. */
  end(now: Timestamp): void {
    this.#markouts?.hearMid(now, Number.NaN);
  }

  #hear(now: Timestamp, mid: number): void {
    const price = mid / SCALE;
    this.#markouts?.hearMid(now, price);
    this.volatility.hear(now, price);
    this.logitVolatility.hear(now, Math.log(price / (1 - price)));
  }

  slot(side: BookSide, level: number): number {
    return side * this.#levels + level;
  }

  orderIn(slot: number): number {
    return this.#orders[slot] as number;
  }

  /** An order at that price was refused lately. */
  isRefused(slot: number, price: number, now: Timestamp): boolean {
    return price === this.#refused[slot] && now < (this.#refusedUntil[slot] as number);
  }

  fill(slot: number, order: number, price: number): void {
    this.#orders[slot] = order;
    this.#prices[slot] = price;
  }

  /** The slot that an order has; -1: none. */
  slotOf(order: number): number {
    return this.#orders.indexOf(order);
  }

  empty(slot: number): void {
    this.#orders[slot] = NONE;
  }

  /** The slot's order was refused: it is not repeated at that price before then. */
  refuse(slot: number, until: number): void {
    this.#orders[slot] = NONE;
    this.#refused[slot] = this.#prices[slot] as number;
    this.#refusedUntil[slot] = until;
  }
}
