import { MICROS_PER_MS, type Timestamp } from '../domain/units.ts';
import type { Clock, Monotonic } from '../ports/clock.ts';

/** Two good oscillators drift apart by less than this, parts per million. */
const DRIFT_PPM = 100;

/** A time that a server told, and when we asked and heard. */
export type ServerTime = {
  readonly sentAt: Monotonic;
  readonly receivedAt: Monotonic;
  /** What it said, µs. */
  readonly told: Timestamp;
  /** What it says is cut to this, µs: a second for most. */
  readonly resolution: number;
};

/**
 * What time a server has, by our monotonic clock: right however wrong the machine's wall clock is.
 * Each answer bounds it (it was told after we asked and before we heard), and the bounds of several
 * answers are narrower than those of any one, so whole seconds are enough to come below a tenth.
 */
export class ServerClock {
  /** Answers that no steady clock could have given after those before: one was set, or we slept. */
  jumps = 0;
  readonly #clock: Clock;
  /** Bounds of server time minus monotonic time, µs, as of `#at`. */
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;
  #at: Monotonic | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  learn({ sentAt, receivedAt, told, resolution }: ServerTime): void {
    this.#widen(receivedAt);
    const low = told - receivedAt;
    const high = told + resolution - sentAt;
    if (low > this.#high || high < this.#low) {
      this.jumps++;
      this.#low = low;
      this.#high = high;
      return;
    }
    this.#low = Math.max(this.#low, low);
    this.#high = Math.min(this.#high, high);
  }

  /** The server's time; undefined before it has told one. */
  now(): Timestamp | undefined {
    if (this.#at === undefined) return undefined;
    const now = this.#clock.monotonic();
    return Math.round(now + (this.#low + this.#high) / 2) as Timestamp;
  }

  /** How far the wall clock is ahead of the server, ms; undefined before it has told its time. */
  get skewMs(): number | undefined {
    const there = this.now();
    return there === undefined ? undefined : (this.#clock.now() - there) / MICROS_PER_MS;
  }

  /** How far {@link now} may be off, ms; grows with time. */
  get uncertaintyMs(): number {
    if (this.#at === undefined) return Number.POSITIVE_INFINITY;
    this.#widen(this.#clock.monotonic());
    return (this.#high - this.#low) / 2 / MICROS_PER_MS;
  }

  #widen(now: Monotonic): void {
    const elapsed = this.#at === undefined ? 0 : Math.max(0, now - this.#at);
    const drift = (elapsed * DRIFT_PPM) / 1_000_000;
    this.#low -= drift;
    this.#high += drift;
    this.#at = now;
  }
}
