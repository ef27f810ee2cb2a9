import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import type { VenueOutcome } from '../rest/outcome.ts';

export type VenueModeName = 'normal' | 'restarting' | 'postOnly' | 'cancelOnly' | 'disabled';

/** After a restart only post-only orders are taken (docs, read 2026-10), ms. */
const POST_ONLY_MS = 120_000;
/** An outage that does not say how long it lasts is asked about again after this, ms. */
const OUTAGE_MS = 30_000;

/**
 * Which orders the venue takes, by what it last said. NORMAL → RESTARTING (425) → POST_ONLY for two
 * minutes → NORMAL. Out of RESTARTING leads only a look at all open orders that began after it: the
 * docs do not say that resting orders survive. Cancels always pass.
 */
export class VenueMode {
  readonly #clock: Clock;
  readonly #onRestart: () => void;
  #mode: VenueModeName = 'normal';
  /** When the mode ends by itself; undefined: it does not. */
  #until: Monotonic | undefined;
  /** How often it was heard to restart. */
  #restarts = 0;

  constructor(clock: Clock, onRestart: () => void) {
    this.#clock = clock;
    this.#onRestart = onRestart;
  }

  get name(): VenueModeName {
    if (this.#until !== undefined && this.#clock.monotonic() >= this.#until) {
      this.#mode = 'normal';
      this.#until = undefined;
    }
    return this.#mode;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Every answer to an order, a cancel or a question about orders. */
  heard(outcome: VenueOutcome<unknown>): void {
    if (outcome.kind === 'restarting') {
      this.#restarts++;
      this.#enter('restarting', undefined);
      this.#onRestart();
    } else if (outcome.kind === 'unavailable') {
      const { mode, retryAfterMs } = outcome;
      // What a restart leads to is known; a lesser word does not end it.
      if (this.name === 'restarting' && mode !== 'postOnly') return;
      this.#enter(mode, retryAfterMs ?? (mode === 'postOnly' ? POST_ONLY_MS : OUTAGE_MS));
    }
  }

  /** All open orders were looked at; `restarts`: as of the beginning of that look. */
  verified(restarts: number): void {
    if (this.name === 'restarting' && restarts === this.#restarts) {
      this.#enter('postOnly', POST_ONLY_MS);
    }
  }

  /** Whether a new order may be sent. */
  mayPost(postOnly: boolean): Result<void> {
    switch (this.name) {
      case 'normal':
        return ok(undefined);
      case 'postOnly':
        if (postOnly) return ok(undefined);
        return this.#refuse('post_only_mode', 'takes only post-only orders');
      case 'restarting':
        return this.#refuse('venue_restarting', 'starts its matching engine anew');
      case 'cancelOnly':
        return this.#refuse('cancel_only', 'takes only cancels');
      case 'disabled':
        return this.#refuse('trading_disabled', 'has stopped trading');
    }
  }

  #refuse(code: string, what: string): Refusal {
    const leftMs =
      this.#until === undefined ? undefined : elapsedMs(this.#clock.monotonic(), this.#until);
    const wait = leftMs === undefined ? '' : `, for ${Math.ceil(leftMs / 1_000)} s yet`;
    return refuse(code, `the venue ${what}${wait}`);
  }

  #enter(mode: VenueModeName, forMs: number | undefined): void {
    this.#mode = mode;
    const until = forMs === undefined ? undefined : this.#clock.monotonic() + forMs * 1_000;
    this.#until = until as Monotonic | undefined;
  }
}
