import type { Timestamp } from '../domain/units.ts';
import type { Clock, Monotonic, Timer } from '../ports/clock.ts';

/**
 * A clock that never tells the same wall time twice and never goes back, so that what is stamped by
 * it has one order: a replay of a recording depends on that. Against a wall clock that was set back
 * it counts on by single microseconds until that has caught up.
 */
export class StrictClock implements Clock {
  readonly #clock: Clock;
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): Timestamp {
    this.#last = Math.max(this.#clock.now(), this.#last + 1);
    return this.#last as Timestamp;
  }

  monotonic(): Monotonic {
    return this.#clock.monotonic();
  }

  setTimer(delayMs: number, run: () => void): Timer {
    return this.#clock.setTimer(delayMs, run);
  }

  clearTimer(timer: Timer): void {
    this.#clock.clearTimer(timer);
  }
}
