import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import type { BookSide } from '../../domain/side.ts';
import { NEVER, SCALE, type Timestamp } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { type BrakeRule, FailureBrake } from './failure-brake.ts';
import { VolatilityMeter } from './volatility-meter.ts';

/** No order, and no price. */
const NONE = 0;

export type WatchRule = {
  readonly levels: number;
  readonly volatilityHalfLife: number;
  readonly crossings: BrakeRule;
  readonly failures: BrakeRule;
};

/** What is kept of a market while it is quoted: what was seen, what rests, when to look again. */
export class QuotedMarket {
  readonly market: MarketIndex;
  readonly first: TokenIndex;
  readonly opensAt: number;
  readonly closesAt: number;
  /** $/sqrt(s), and the same of the log odds. */
  readonly volatility: VolatilityMeter;
  readonly logitVolatility: VolatilityMeter;
  readonly crossings: FailureBrake;
  readonly failures: FailureBrake;
  /** Midpoint of the last trusted book with both sides, price units; 0: none. */
  mid = NONE;
  midMovedAt = Number.NaN;
  /** Since when the inventory is not 0; NaN: it is. */
  positionSince = Number.NaN;
  /** Midpoint of the last decision, price units; 0: the next book is decided on. */
  decidedMid = NONE;
  /** When to decide again, whatever happens: the first book is decided on. */
  nextLook: Timestamp = 0 as Timestamp;
  /** When the next timer rings that was asked for. */
  timerAt: Timestamp = NEVER;
  /** Why nothing is quoted, as last said; undefined: something is. */
  obstacle: string | undefined;
  /** Why a side has less, as last said. */
  readonly limits: [string | undefined, string | undefined] = [undefined, undefined];
  readonly #levels: number;
  /** Id of the order in each slot: a level of a side. */
  readonly #orders: Float64Array;
  /** At what price it is, in the first outcome's terms. */
  readonly #prices: Float64Array;
  /** At what price an order of the slot was refused. */
  readonly #refused: Float64Array;

  constructor(index: MarketIndex, market: Market, rule: WatchRule) {
    this.market = index;
    this.first = (index * 2) as TokenIndex;
    this.opensAt = market.opensAt ?? Number.NaN;
    this.closesAt = market.closesAt ?? Number.NaN;
    this.volatility = new VolatilityMeter(rule.volatilityHalfLife);
    this.logitVolatility = new VolatilityMeter(rule.volatilityHalfLife);
    this.crossings = new FailureBrake(rule.crossings);
    this.failures = new FailureBrake(rule.failures);
    this.#levels = rule.levels;
    this.#orders = new Float64Array(2 * rule.levels);
    this.#prices = new Float64Array(2 * rule.levels);
    this.#refused = new Float64Array(2 * rule.levels);
  }

  /** Looks at the book. Whether the midpoint is known. */
  see(view: View): boolean {
    const mid = view.isTrusted(this.market) ? (view.mid(this.first) ?? NONE) : NONE;
    if (mid === NONE) {
      if (this.mid !== NONE) this.#breakOff();
      return false;
    }
    if (mid !== this.mid) {
      this.mid = mid;
      this.midMovedAt = view.now;
    }
    const price = mid / SCALE;
    this.volatility.see(view.now, price);
    this.logitVolatility.see(view.now, Math.log(price / (1 - price)));
    return true;
  }

  /** Failures have stopped the quoting. */
  isBraked(now: Timestamp): boolean {
    return this.crossings.until > now || this.failures.until > now;
  }

  slot(side: BookSide, level: number): number {
    return side * this.#levels + level;
  }

  orderIn(slot: number): number {
    return this.#orders[slot] as number;
  }

  /** Price at which the slot's last order was refused; 0: it was not. */
  refusedAt(slot: number): number {
    return this.#refused[slot] as number;
  }

  fill(slot: number, order: number, price: number): void {
    this.#orders[slot] = order;
    this.#prices[slot] = price;
    this.#refused[slot] = NONE;
  }

  /** The slot that an order has; -1: none. */
  slotOf(order: number): number {
    return this.#orders.indexOf(order);
  }

  empty(slot: number): void {
    this.#orders[slot] = NONE;
  }

  /** The slot's order was refused: it is not repeated at that price for a while. */
  refuse(slot: number): void {
    this.#orders[slot] = NONE;
    this.#refused[slot] = this.#prices[slot] as number;
  }

  /** What was refused may be tried again. */
  forgive(): void {
    this.#refused.fill(NONE);
  }

  #breakOff(): void {
    this.mid = NONE;
    this.volatility.breakOff();
    this.logitVolatility.breakOff();
  }
}
