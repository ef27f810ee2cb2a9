import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { Backoff, type BackoffBounds } from '../../net/backoff.ts';
import type { Clock, Monotonic } from '../../ports/clock.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import type { CatalogueTiming } from './catalogue-timing.ts';

/**
 * What the next look at a window is for: that both services know it, that it takes orders, nothing
 * (the clock does the rest), that it is decided, that it stays so.
 */
export type Purpose = 'finding' | 'waiting' | 'resting' | 'settling' | 'confirming';

/** When a window is looked at next. */
export class LookSchedule {
  /** Undefined while there is nothing to ask. */
  dueAt: Monotonic | undefined;
  readonly #window: UpDownWindow;
  readonly #timing: CatalogueTiming;
  readonly #random: () => number;
  #purpose: Purpose = 'finding';
  #backoff: Backoff;

  /** Due at once. */
  constructor(window: UpDownWindow, timing: CatalogueTiming, random: () => number, clock: Clock) {
    this.#window = window;
    this.#timing = timing;
    this.#random = random;
    this.#backoff = new Backoff(timing.finding, random);
    this.dueAt = clock.monotonic();
  }

  /** A new purpose has its own waits; the same one changes nothing. */
  turnTo(purpose: Purpose, clock: Clock): void {
    if (purpose === this.#purpose) return;
    this.#purpose = purpose;
    if (purpose === 'resting') this.dueAt = undefined;
    else {
      this.#backoff = new Backoff(this.#bounds(purpose), this.#random);
      this.#wait(this.#firstWait(purpose, clock.now()), clock);
    }
  }

  /** The look for this purpose was taken, and another is needed. */
  again(clock: Clock): void {
    if (this.#purpose === 'resting') this.dueAt = undefined;
    else this.#wait(this.#backoff.next(), clock);
  }

  /** Something says that a look is worth it now. */
  hurry(clock: Clock): void {
    this.dueAt = clock.monotonic();
  }

  #firstWait(purpose: Purpose, now: Timestamp): number {
    const { confirmMs, settling } = this.#timing;
    if (purpose === 'confirming') return confirmMs;
    if (purpose !== 'settling') return this.#backoff.next();
    const { frame, closesAt } = this.#window;
    return Math.max(0, settling[frame].firstMs - (now - closesAt) / MICROS_PER_MS);
  }

  #bounds(purpose: Exclude<Purpose, 'resting'>): BackoffBounds {
    const { finding, waiting, settling } = this.#timing;
    if (purpose === 'finding') return finding;
    return purpose === 'waiting' ? waiting : settling[this.#window.frame].waits;
  }

  #wait(ms: number, clock: Clock): void {
    this.dueAt = (clock.monotonic() + Math.ceil(ms * MICROS_PER_MS)) as Monotonic;
  }
}
