import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { Backoff, type BackoffBounds } from '../../net/backoff.ts';
import type { Clock, Monotonic } from '../../ports/clock.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import type { CatalogueTiming, Settling } from './catalogue-timing.ts';

/**
 * What the next look at a market is for: that both services know it, that it takes orders, nothing
 * (the clock does the rest), that it is not over, that it is decided, that it stays so.
 */
export type Purpose = 'finding' | 'waiting' | 'resting' | 'minding' | 'settling' | 'confirming';

/** When a market is looked at next. */
export class LookSchedule {
  /** Undefined while there is nothing to ask. */
  dueAt: Monotonic | undefined;
  readonly #window: UpDownWindow | undefined;
  readonly #timing: CatalogueTiming;
  readonly #random: () => number;
  #purpose: Purpose = 'finding';
  #backoff: Backoff;

  /** Due at once. */
  constructor(
    window: UpDownWindow | undefined,
    timing: CatalogueTiming,
    random: () => number,
    clock: Clock,
  ) {
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
    if (purpose === 'confirming') return this.#timing.confirmMs;
    if (purpose !== 'settling') return this.#backoff.next();
    // Without a window, the close is what the look just now has shown.
    const { closesAt } = this.#window ?? { closesAt: now };
    return Math.max(0, this.#settling.firstMs - (now - closesAt) / MICROS_PER_MS);
  }

  #bounds(purpose: Exclude<Purpose, 'resting'>): BackoffBounds {
    const { finding, waiting, minding } = this.#timing;
    if (purpose === 'finding') return finding;
    if (purpose === 'minding') return minding;
    return purpose === 'waiting' ? waiting : this.#settling.waits;
  }

  get #settling(): Settling {
    return this.#timing.settling[this.#window?.frame ?? 'other'];
  }

  #wait(ms: number, clock: Clock): void {
    this.dueAt = (clock.monotonic() + Math.ceil(ms * MICROS_PER_MS)) as Monotonic;
  }
}
