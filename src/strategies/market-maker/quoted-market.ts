import type { ClientOrderId, MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import type { RiskMode } from '../../domain/risk-standing.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { MICROS_PER_SECOND, type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import { MidVolatility } from '../../models/pricing/mid-volatility.ts';
import type { View } from '../../ports/view.ts';
import { bookDepth } from './book-depth.ts';
import { type BrakeRule, DenialBrake } from './denial-brake.ts';
import type { MarketMarkouts } from './fill-feedback.ts';
import { GuardedMarket, type GuardRule } from './guarded-market.ts';
import type { BriefMarket, SavedMarket } from './saved-market.ts';
import { type ArrivalRule, TakerArrivals } from './taker-arrivals.ts';

/** No order, and no price. */
const NONE = 0;

/** Seconds: a midpoint that goes to the next tick and comes back has not moved. */
const SPACING = 5;

export type WatchRule = {
  readonly levels: number;
  readonly volatilityHalfLife: number;
} & ArrivalRule &
  BrakeRule &
  GuardRule;

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
  readonly guarded: GuardedMarket;
  readonly #facts: Pick<Market, 'slug' | 'closesAt'>;
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
  /** Why it is not among the markets that are quoted, by the last scan; undefined: it is. */
  barred: string | undefined;
  /** Nothing is bought before, after a refusal that says something of the market. */
  buysAt = 0;
  /** Of a size, what is asked for to get out. */
  #outPart = 1;
  /** Best prices that were last seen. */
  #bid: Price | undefined;
  #ask: Price | undefined;
  /** By side, where our first quote rests unfilled, by the first outcome; NaN: none does. */
  readonly #ownPrices = new Float64Array(2).fill(Number.NaN);
  readonly #levels: number;
  /** Id of the order in each slot: a level of a side. */
  readonly #orders: Float64Array;
  /** At what price it is, in the first outcome's terms. */
  readonly #prices: Float64Array;
  /** 1 where it is a sale of what is held. */
  readonly #sells: Uint8Array;
  /** When the slot may bid again, after a refusal. */
  readonly #bidsAt: Float64Array;
  /** At what price an order of the slot was refused (below 0: a sale), and until when it counts. */
  readonly #refused: Float64Array;
  readonly #refusedUntil: Float64Array;

  /** `saved`: what an earlier run has left of it. */
  constructor(
    index: MarketIndex,
    market: Market,
    rule: WatchRule,
    now: Timestamp,
    saved?: SavedMarket,
  ) {
    const { levels, volatilityHalfLife: halfLife } = rule;
    this.market = index;
    this.#facts = market;
    this.first = (index * 2) as TokenIndex;
    this.opensAt = market.opensAt ?? Number.NaN;
    this.closesAt = market.closesAt ?? Number.NaN;
    // What moved so long ago counts less than what nobody has seen since.
    const isRecent = saved !== undefined && now - saved.at <= halfLife * MICROS_PER_SECOND;
    const watched = { halfLife, spacing: SPACING, leastSeconds: halfLife };
    this.volatility = new MidVolatility(watched, isRecent ? saved.volatility : undefined);
    const logit = isRecent ? saved.logitVolatility : undefined;
    this.logitVolatility = new MidVolatility(watched, logit);
    this.arrivals = new TakerArrivals(rule, saved?.arrivals);
    this.denials = new DenialBrake(rule, saved?.denials);
    this.guarded = new GuardedMarket(rule, now, saved?.guard, saved?.arrivals.hasPrints);
    this.positionSince = saved?.positionSince ?? Number.NaN;
    this.refillAt.set(saved?.refillAt ?? []);
    [this.buysAt, this.setsAt] = [saved?.buysAt ?? 0, saved?.setsAt ?? 0];
    this.#levels = levels;
    this.#orders = new Float64Array(2 * levels);
    this.#prices = new Float64Array(2 * levels);
    this.#sells = new Uint8Array(2 * levels);
    this.#bidsAt = new Float64Array(2 * levels);
    this.#refused = new Float64Array(2 * levels);
    this.#refusedUntil = new Float64Array(2 * levels);
  }

  /** The gate has denied a sale for what half of its limits allow: of it a part may pass. */
  halveOut(): void {
    this.#outPart /= 2;
  }

  /**
   * Of a size, what is asked for to get out: half with each denial while half of the limits hold,
   * and all anew where less cannot rest: what keeps us in may be gone. `least`: such a part.
   */
  outPart(mode: RiskMode, least: number): number {
    if (mode !== 'reduce' || this.#outPart < least) this.#outPart = 1;
    return this.#outPart;
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
    if (mid === NONE) this.guarded.round.breakOff();
    this.mid = mid;
    this.#hear(now, mid === NONE ? Number.NaN : mid);
    this.arrivals.hearBook(now, bid, ask, view.tick(this.market));
    this.#hearOwn(now);
  }

  /** Where our first quotes rest that nobody has filled yet may be another now. */
  seeOwn(view: View): void {
    for (const side of [BID, ASK] as const) this.#ownPrices[side] = this.#firstPrice(side, view);
    this.#hearOwn(view.now);
  }

  /** Our first quote of a side is filled for the first time. */
  hearOwnFill(now: Timestamp, side: BookSide): void {
    this.arrivals.own.hearFill(now, side);
  }

  /** For the guard: what rests there now. */
  watch(view: View): void {
    this.see(view);
    if (this.mid === NONE) this.guarded.round.breakOff();
    else this.guarded.round.see(this.mid / SCALE, bookDepth(this.first, view));
  }

  /** One of our orders was filled, at a price of the first outcome. `begin`: if it is the first. */
  hearFill(now: Timestamp, side: BookSide, price: number, begin: () => MarketMarkouts): void {
    if (this.#markouts === undefined) this.goOn(now, begin());
    const earned = (side === BID ? this.mid - price : price - this.mid) / SCALE;
    this.#markouts?.hearFill(now, side, earned);
  }

  /** Fills of an earlier run, or the first of this one, are followed from now on. */
  goOn(now: Timestamp, markouts: MarketMarkouts): void {
    this.#markouts = markouts;
    markouts.hearMid(now, this.mid === NONE ? Number.NaN : this.mid / SCALE);
  }

  /** Of what a later run may go on from, what is told of it. */
  brief(now: Timestamp): BriefMarket {
    return { market: this.#facts.slug, guard: { standOff: this.guarded.keptStandOff(now) } };
  }

  /** What a later run may go on from, if nothing more were seen after `now`. */
  save(now: Timestamp): SavedMarket {
    const since = this.positionSince;
    return {
      market: this.#facts.slug,
      at: now,
      closesAt: this.#facts.closesAt,
      volatility: this.volatility.save(now),
      logitVolatility: this.logitVolatility.save(now),
      arrivals: this.arrivals.save(now),
      waiting: this.#markouts?.save(),
      denials: this.denials.save(),
      guard: this.guarded.save(now),
      positionSince: Number.isNaN(since) ? undefined : since,
      refillAt: [...this.refillAt],
      buysAt: this.buysAt,
      setsAt: this.setsAt,
    };
  }

  /** Nothing more will be seen of it. */
  end(now: Timestamp): void {
    this.#markouts?.hearMid(now, Number.NaN);
  }

  /** Of the first level's order; NaN: none rests, or it is filled in part. */
  #firstPrice(side: BookSide, view: View): number {
    const slot = this.slot(side, 0);
    const order = view.order(this.orderIn(slot) as ClientOrderId);
    const rests = order?.status === 'accepted' || order?.status === 'pendingCancel';
    return rests && order?.filled === 0 ? (this.#prices[slot] as number) : Number.NaN;
  }

  #hearOwn(now: Timestamp): void {
    const mid = this.mid === NONE ? Number.NaN : this.mid;
    const { own } = this.arrivals;
    own.hearQuote(now, BID, (mid - (this.#ownPrices[BID] as number)) / SCALE);
    own.hearQuote(now, ASK, ((this.#ownPrices[ASK] as number) - mid) / SCALE);
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

  /** The slot is that of a side's first level. */
  isFirst(slot: number): boolean {
    return slot >= 0 && slot % this.#levels === 0;
  }

  orderIn(slot: number): number {
    return this.#orders[slot] as number;
  }

  /** Until when such an order is not sent, as one was refused; 0: none was. */
  refusedUntil(slot: number, price: number, sells: boolean): number {
    const isThat = signed(price, sells) === this.#refused[slot];
    return isThat ? (this.#refusedUntil[slot] as number) : 0;
  }

  fill(slot: number, order: number, price: number, sells: boolean): void {
    this.#orders[slot] = order;
    this.#prices[slot] = price;
    this.#sells[slot] = Number(sells);
  }

  /** The slot's order, or the last that it had, is a sale of what is held. */
  sellsIn(slot: number): boolean {
    return this.#sells[slot] === 1;
  }

  /** The slot that an order has; -1: none. */
  slotOf(order: number): number {
    return this.#orders.indexOf(order);
  }

  empty(slot: number): void {
    this.#orders[slot] = NONE;
  }

  /** From when on refusals let the slot bid: sales do not wait. */
  bidsFrom(slot: number): number {
    return Math.max(this.buysAt, this.#bidsAt[slot] as number);
  }

  /**
   * The slot's order was refused: it is not repeated at that price before `until`, and no bid is
   * made at all before `bidsAt`.
   */
  refuse(slot: number, until: number, bidsAt: number): void {
    this.#orders[slot] = NONE;
    this.#bidsAt[slot] = bidsAt;
    this.#refused[slot] = signed(this.#prices[slot] as number, this.sellsIn(slot));
    this.#refusedUntil[slot] = until;
  }
}

/** A price of a bid; a sale's is below 0. */
function signed(price: number, sells: boolean): number {
  return sells ? -price : price;
}
