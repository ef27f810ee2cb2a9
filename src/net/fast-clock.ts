import { invariant } from '../domain/invariant.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Clock, Monotonic, Timer } from '../ports/clock.ts';

/** Another clock run faster, for practice: a minute of that one is `speed` minutes of this one. */
export class FastClock implements Clock {
  readonly #clock: Clock;
  readonly #speed: number;
  readonly #startedAt: Monotonic;
  readonly #from: Timestamp;

  /** `from`: its time at the start; that of the other clock where not told otherwise. */
  constructor(clock: Clock, speed: number, from = clock.now()) {
    invariant(speed > 0 && Number.isFinite(speed), `a clock cannot run ${speed} times as fast`);
    this.#clock = clock;
    this.#speed = speed;
    this.#startedAt = clock.monotonic();
    this.#from = from;
  }

  now(): Timestamp {
    return (this.#from + this.monotonic()) as Timestamp;
  }

  monotonic(): Monotonic {
    const elapsed = this.#clock.monotonic() - this.#startedAt;
    return Math.floor(elapsed * this.#speed) as Monotonic;
  }

  setTimer(delayMs: number, run: () => void): Timer {
    return this.#clock.setTimer(delayMs / this.#speed, run);
  }

  clearTimer(timer: Timer): void {
    this.#clock.clearTimer(timer);
  }
}
