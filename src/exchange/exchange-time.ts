import { invariant } from '../domain/invariant.ts';
import { MICROS_PER_MS, type Timestamp } from '../domain/units.ts';
import type { Clock, Monotonic, Timer } from '../ports/clock.ts';

/**
 * The exchange's own time: that of the machine, or a faster one for practice. It never goes back,
 * whatever the wall clock does.
 */
export class ExchangeTime {
  readonly speed: number;
  readonly #clock: Clock;
  readonly #startedAt: Monotonic;
  readonly #from: Timestamp;

  /** `from`: the time at the start; that of the clock where not told otherwise. */
  constructor(clock: Clock, speed = 1, from = clock.now()) {
    invariant(speed > 0 && Number.isFinite(speed), `a clock cannot run ${speed} times as fast`);
    this.speed = speed;
    this.#clock = clock;
    this.#startedAt = clock.monotonic();
    this.#from = from;
  }

  /** µs UTC. */
  now(): Timestamp {
    const elapsed = this.#clock.monotonic() - this.#startedAt;
    return (this.#from + Math.floor(elapsed * this.speed)) as Timestamp;
  }

  /** The time of the machine: clients sign their requests by theirs. */
  wall(): Timestamp {
    return this.#clock.now();
  }

  /** Calls `run` once, at `at` or later; at once where that is over. */
  setTimer(at: Timestamp, run: () => void): Timer {
    const ahead = (at - this.now()) / this.speed / MICROS_PER_MS;
    return this.#clock.setTimer(Math.max(0, Math.ceil(ahead)), run);
  }

  clearTimer(timer: Timer): void {
    this.#clock.clearTimer(timer);
  }
}
