import type { Timestamp } from '../../domain/units.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import { isFromTheFuture } from '../../ports/from-the-future.ts';

/** A value and how long ago it was so, by the exchange's word: delivery included. */
export type AgedValue<T> = { readonly value: T; readonly ageMs: number };

/**
 * The newest of what is told again and again, and its age. Age counts from the event, not from its
 * arrival: who repeats an old price forever has an old price. After arrival it grows by the
 * monotonic clock, so that a wall clock that is set makes nothing young again.
 */
export class Aged<T> {
  readonly #clock: Clock;
  #newest: { readonly value: T; readonly tsEvent: Timestamp } | undefined;
  #receivedAt = 0 as Monotonic;
  /** Age at arrival, ms. */
  #delayMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * What is older than what is known is passed over. False: it says to be from the future, so one
   * of the clocks is wrong and nothing is known of its age; it is not taken.
   */
  take(value: T, tsEvent: Timestamp, receivedAt: Timestamp): boolean {
    if (isFromTheFuture(tsEvent, receivedAt)) return false;
    if (this.#newest !== undefined && tsEvent < this.#newest.tsEvent) return true;
    this.#newest = { value, tsEvent };
    this.#receivedAt = this.#clock.monotonic();
    this.#delayMs = Math.max(0, (receivedAt - tsEvent) / 1_000);
    return true;
  }

  /** However old it is: for whoever judges the age. Undefined: nothing was ever told. */
  get heard(): AgedValue<T> | undefined {
    if (this.#newest === undefined) return undefined;
    const ageMs = this.#delayMs + elapsedMs(this.#receivedAt, this.#clock.monotonic());
    return { value: this.#newest.value, ageMs };
  }

  /** Undefined: unknown, because nothing was told or it is older than this. */
  within(ageMsMost: number): AgedValue<T> | undefined {
    const { heard } = this;
    return heard !== undefined && heard.ageMs <= ageMsMost ? heard : undefined;
  }
}
