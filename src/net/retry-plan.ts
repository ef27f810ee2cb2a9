import type { Backoff } from './backoff.ts';

/** When connections that come and go are a loop, and what is done about it. */
export type LoopRule = {
  /** A connection has proven itself when it was open this long and carried a frame, ms. */
  readonly provenMs: number;
  /** So many unproven connections in a row are a loop. */
  readonly closes: number;
  /** No attempt comes sooner while it lasts, ms. */
  readonly restMs: number;
};

export type Retry = { readonly delayMs: number; readonly looping: boolean };

/**
 * When to connect again. Opening proves nothing: a server that opens and closes at once would be
 * hammered by a client that takes each opening for a success (venue close code 1008, 2026).
 */
export class RetryPlan {
  readonly #backoff: Backoff;
  readonly #loop: LoopRule;

  constructor(backoff: Backoff, loop: LoopRule) {
    this.#backoff = backoff;
    this.#loop = loop;
  }

  /**
   * After a connection that was open for so long and carried so many frames. `wishedMs` is the
   * wait that the close itself asks for, if any; a loop outlasts it.
   */
  next(openForMs: number, frames: number, wishedMs: number | undefined): Retry {
    if (openForMs >= this.#loop.provenMs && frames > 0) this.#backoff.reset();
    const backoffMs = this.#backoff.next();
    const looping = this.#backoff.failures >= this.#loop.closes;
    const delayMs = wishedMs ?? backoffMs;
    return { delayMs: looping ? Math.max(this.#loop.restMs, delayMs) : delayMs, looping };
  }
}
