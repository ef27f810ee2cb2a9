import type { BookSide } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import { type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import type { ArrivalEstimate } from '../../models/arrivals/arrival-estimate.ts';
import { combineArrivals } from '../../models/arrivals/combine-arrivals.ts';
import {
  decayErrorOf,
  isSavedMarketArrivals,
  MARKET_ARRIVALS_DEFAULTS,
  MarketArrivals,
  type SavedMarketArrivals,
} from '../../models/arrivals/market-arrivals.ts';
import { isCount } from '../../models/saved.ts';
import { isSavedOwnFills, OwnFills, type SavedOwnFills } from './own-fills.ts';

export type ArrivalRule = {
  /** k, per $, and A, per second and side, that the user assumes. */
  readonly arrivalDecay: number;
  readonly arrivalRate: number;
  /** Taker orders that the assumption counts for; 0: nothing is assumed. */
  readonly arrivalEvents: number;
  /** Fills of our own first quotes below which they tell nothing; 0: they never do. */
  readonly ownFills: number;
};

/** What was seen by one tick, price units; 0: no book was. */
export type SavedTakers = {
  readonly tick: number;
  readonly hasPrints: boolean;
  readonly seen?: SavedMarketArrivals | undefined;
  readonly own: SavedOwnFills;
};

export function isSavedTakers(one: unknown): one is SavedTakers {
  const { tick, hasPrints, seen, own } = (one ?? {}) as Partial<SavedTakers>;
  if (!isCount(tick) || typeof hasPrints !== 'boolean') return false;
  return (seen === undefined || isSavedMarketArrivals(seen)) && isSavedOwnFills(own);
}

/**
 * How often orders are filled in a market, by how far away they rest: what the user assumes, and
 * more and more what prints and our own fills tell, each by how sure it is. Before the first print
 * nobody knows whether prints are told at all, so that none came says nothing: then it is the
 * assumption, and our own fills.
 */
export class TakerArrivals {
  readonly #rule: ArrivalRule;
  #tick = 0;
  /** Of this tick; undefined before a book was seen. */
  #seen: MarketArrivals | undefined;
  #hasPrints = false;
  readonly own: OwnFills;
  /** What an earlier run has seen, until a tick is known. */
  #saved: SavedTakers | undefined;

  constructor(rule: ArrivalRule, saved?: SavedTakers) {
    this.#rule = rule;
    this.own = new OwnFills(rule.ownFills);
    this.#saved = saved;
    this.#hasPrints = saved?.hasPrints ?? false;
  }

  get hasPrints(): boolean {
    return this.#hasPrints;
  }

  save(now: number): SavedTakers {
    if (this.#saved !== undefined) return { ...this.#saved, hasPrints: this.#hasPrints };
    const seen = this.#seen?.save(now);
    return { tick: this.#tick, hasPrints: this.#hasPrints, seen, own: this.own.save(now) };
  }

  /** Best prices of a trusted book; undefined: there is none. */
  hearBook(now: Timestamp, bid: Price | undefined, ask: Price | undefined, tick: TickSize): void {
    if (tick !== this.#tick) this.#begin(tick);
    this.#seen?.hearBook(now, (bid ?? Number.NaN) / SCALE, (ask ?? Number.NaN) / SCALE);
  }

  /** A print in the first outcome's terms. */
  hearPrint(now: Timestamp, madeAt: Timestamp, taken: BookSide, price: number): void {
    this.#hasPrints = true;
    this.#seen?.hearPrint(now, madeAt, taken, price / SCALE);
  }

  /** Writes `out`; NaN: not known. */
  estimate(now: Timestamp, out: ArrivalEstimate): void {
    const hasSeen = this.#hasPrints && this.#seen?.estimate(now, out) === undefined;
    if (!hasSeen) this.#assume(out);
    const own = this.own.estimate;
    if (own === undefined) return;
    if (hasSeen) combineArrivals(out, own, 'same takers');
    else if (this.#rule.arrivalEvents > 0) combineArrivals(out, own);
    else Object.assign(out, own);
  }

  /** An assumption is as sure as so many takers would make it. */
  #assume(out: ArrivalEstimate): void {
    const { arrivalDecay: decay, arrivalRate: rate, arrivalEvents: events } = this.#rule;
    const isAssumed = events > 0;
    const tick = this.#tick / SCALE;
    out.decay = isAssumed ? decay : Number.NaN;
    out.decayError = isAssumed ? decayErrorOf(decay, tick, events) : Number.NaN;
    out.rate = isAssumed ? rate : Number.NaN;
    out.rateError = isAssumed ? rate / Math.sqrt(events) : Number.NaN;
    out.countError = isAssumed ? 1 / Math.sqrt(events) : Number.NaN;
    out.events = 0;
    out.priorShare = isAssumed ? 1 : Number.NaN;
  }

  /** Prices of another tick lie elsewhere: what was seen before tells nothing of them. */
  #begin(tick: TickSize): void {
    const { arrivalDecay: decay, arrivalRate: rate, arrivalEvents: events } = this.#rule;
    const prior = events > 0 ? { prior: { decay, rate, events } } : {};
    const saved = this.#saved?.tick === tick ? this.#saved : undefined;
    this.#saved = undefined;
    this.#tick = tick;
    this.own.begin(tick, saved?.own);
    const options = { ...MARKET_ARRIVALS_DEFAULTS, tick: tick / SCALE, ...prior };
    this.#seen = new MarketArrivals(options, saved?.seen);
  }
}
