import { MICROS_PER_MS, type Timestamp } from '../domain/units.ts';
import type { Clock, Monotonic, Timer } from '../ports/clock.ts';

/** How far the wall clock may be from ours before we follow it: more than its own resolution. */
const FOLLOW_US = 2 * MICROS_PER_MS;

/** Node calls a timer that is to wait longer than this at once, ms. */
const PIECE_MS_MOST = 2 ** 31 - 1;

type SystemTimer = Timer & { id: NodeJS.Timeout };

/**
 * The machine's clock. Node tells the wall clock in whole milliseconds; in between, the monotonic
 * clock counts on, and a wall clock that was set is followed at once.
 */
export class SystemClock implements Clock {
  /** Wall clock minus monotonic clock, µs. */
  #offset = Number.NEGATIVE_INFINITY;

  now(): Timestamp {
    const wall = Date.now() * MICROS_PER_MS;
    const monotonic = this.monotonic();
    if (Math.abs(monotonic + this.#offset - wall) > FOLLOW_US) this.#offset = wall - monotonic;
    return (monotonic + this.#offset) as Timestamp;
  }

  monotonic(): Monotonic {
    return Math.floor(performance.now() * MICROS_PER_MS) as Monotonic;
  }

  setTimer(delayMs: number, run: () => void): Timer {
    const dueAt = (this.monotonic() + Math.ceil(delayMs * MICROS_PER_MS)) as Monotonic;
    const timer: SystemTimer = { dueAt, id: piece(Math.ceil(delayMs)) };
    function piece(leftMs: number): NodeJS.Timeout {
      if (leftMs <= PIECE_MS_MOST) return setTimeout(run, leftMs);
      return setTimeout(() => {
        timer.id = piece(leftMs - PIECE_MS_MOST);
      }, PIECE_MS_MOST);
    }
    return timer;
  }

  clearTimer(timer: Timer): void {
    clearTimeout((timer as SystemTimer).id);
  }
}
