import type { BookSide } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import { type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import type { ArrivalEstimate } from '../../models/arrivals/arrival-estimate.ts';
import { MARKET_ARRIVALS_DEFAULTS, MarketArrivals } from '../../models/arrivals/market-arrivals.ts';

export type ArrivalRule = {
  /** k, per $, and A, per second and side, that the user assumes. */
  readonly arrivalDecay: number;
  readonly arrivalRate: number;
  /** Taker orders that the assumption counts for; 0: nothing is assumed. */
  readonly arrivalEvents: number;
};

/**
 * How often orders are filled in a market, by how far away they rest: what the user assumes, and
 * more and more what prints tell. Before the first print nobody knows whether prints are told at
 * all, so that none came says nothing: then it is the assumption alone.
 */
export class TakerArrivals {
  readonly #rule: ArrivalRule;
  #tick = 0;
  /** Of this tick; undefined before a book was seen. */
  #seen: MarketArrivals | undefined;
  #hasPrints = false;

  constructor(rule: ArrivalRule) {
    this.#rule = rule;
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

  /** Writes `out`; NaN: not known. Asking changes nothing. */
  estimate(now: Timestamp, out: ArrivalEstimate): void {
    const { arrivalDecay, arrivalRate, arrivalEvents } = this.#rule;
    if (this.#hasPrints && this.#seen?.estimate(now, out) === undefined) return;
    const isAssumed = arrivalEvents > 0;
    out.decay = isAssumed ? arrivalDecay : Number.NaN;
    out.rate = isAssumed ? arrivalRate : Number.NaN;
    out.events = 0;
    out.priorShare = isAssumed ? 1 : Number.NaN;
  }

  /** Prices of another tick lie elsewhere: what was seen before tells nothing of them. */
  #begin(tick: TickSize): void {
    const { arrivalDecay: decay, arrivalRate: rate, arrivalEvents: events } = this.#rule;
    const prior = events > 0 ? { prior: { decay, rate, events } } : {};
    this.#tick = tick;
    this.#seen = new MarketArrivals({ ...MARKET_ARRIVALS_DEFAULTS, tick: tick / SCALE, ...prior });
  }
}
