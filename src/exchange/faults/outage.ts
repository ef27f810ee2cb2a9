import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { Timer } from '../../ports/clock.ts';
import type { ExchangeMode } from '../../sim/options.ts';
import type { LocalVenue } from '../venue/local-venue.ts';

/** What the exchange takes. While it restarts, and where trading is disabled, nothing at all. */
export type OutageMode = ExchangeMode | 'disabled' | 'restarting';

/** After a restart only orders that rest are taken (docs, matching engine, read 2026-10). */
const POST_ONLY_SECONDS = 120;

/** The exchange's own troubles: restarts, and times when it takes only some orders. */
export class Outage {
  readonly #venue: LocalVenue;
  #blocked: 'disabled' | 'restarting' | undefined;
  #endsAt: Timestamp | undefined;
  #timer: Timer | undefined;

  constructor(venue: LocalVenue) {
    this.#venue = venue;
  }

  get mode(): OutageMode {
    return this.#blocked ?? this.#venue.mode;
  }

  /** Until the mode ends by itself; undefined where it does not. */
  get secondsLeft(): number | undefined {
    if (this.#endsAt === undefined) return undefined;
    return Math.max(0, Math.ceil((this.#endsAt - this.#venue.now()) / MICROS_PER_SECOND));
  }

  /** A mode until told otherwise, or for so many seconds; after a restart comes post-only. */
  begin(mode: OutageMode, seconds?: number): void {
    this.stop();
    const isBlocked = mode === 'disabled' || mode === 'restarting';
    this.#blocked = isBlocked ? mode : undefined;
    this.#venue.mode = isBlocked ? 'normal' : mode;
    if (seconds === undefined) return;
    const endsAt = (this.#venue.now() + seconds * MICROS_PER_SECOND) as Timestamp;
    this.#endsAt = endsAt;
    this.#timer = this.#venue.time.setTimer(endsAt, () => {
      if (mode === 'restarting') this.begin('post_only', POST_ONLY_SECONDS);
      else this.begin('normal');
    });
  }

  /** Nothing changes by itself any more. */
  stop(): void {
    if (this.#timer !== undefined) this.#venue.time.clearTimer(this.#timer);
    this.#timer = undefined;
    this.#endsAt = undefined;
  }
}
