import { MICROS_PER_SECOND, type Timestamp } from '../domain/units.ts';
import type { Clock, Monotonic, Timer } from '../ports/clock.ts';

/** The wall clock was set. */
export type ClockStep = {
  /** How often it was until now. */
  readonly count: number;
  /** By so much the last time, µs; negative: back. */
  readonly micros: number;
  /** The last reading before that. */
  readonly since: Timestamp;
};

/** A wall clock that moves by more than this against the monotonic one was set. */
const STEP_MICROS = MICROS_PER_SECOND;
/** While a wall clock that was set back catches up, so much of what passes is counted. */
const SLOWED = 1 / 2;

/**
 * A clock that never tells the same wall time twice and never goes back, so that what is stamped by
 * it has one order: a replay of a recording depends on that. A wall clock that is ahead is followed
 * at once. Against one that was set back it goes on at half speed until that has caught up: time
 * that stood still would be replayed as one moment.
 */
export class StrictClock implements Clock {
  readonly #clock: Clock;
  #last = Number.NEGATIVE_INFINITY as Timestamp;
  /** A reading from which it is counted at the slowest, and what was told then; none at first. */
  #fromMonotonic = 0;
  #fromTold = Number.NEGATIVE_INFINITY;
  #step: ClockStep | undefined;
  /** Wall clock minus monotonic clock at the last reading, µs. */
  #offset: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The last step that a reading has met; undefined: none. Look at it now and then. */
  get step(): ClockStep | undefined {
    return this.#step;
  }

  now(): Timestamp {
    const monotonic = this.#clock.monotonic();
    const wall = this.#clock.now();
    this.#watch(wall - monotonic);
    const counted = this.#counted(monotonic);
    const least = this.#last + 1;
    const now = Math.max(wall, counted, least) as Timestamp;
    // While the wall clock is behind, it is counted from where it fell behind.
    if (wall >= counted || least > counted) {
      this.#fromMonotonic = monotonic;
      this.#fromTold = now;
    }
    this.#last = now;
    return now;
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

  /** What it tells at the least, however far back the wall clock was set. */
  #counted(monotonic: Monotonic): number {
    return this.#fromTold + Math.ceil((monotonic - this.#fromMonotonic) * SLOWED);
  }

  /** Between two readings a clock that is only slowed or sped up moves by next to nothing. */
  #watch(offset: number): void {
    const micros = offset - (this.#offset ?? offset);
    this.#offset = offset;
    if (Math.abs(micros) <= STEP_MICROS) return;
    this.#step = { count: (this.#step?.count ?? 0) + 1, micros, since: this.#last };
  }
}
