import { Backoff } from '../../net/backoff.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Interlock } from './interlock.ts';
import type { Reconciler } from './reconciler.ts';
import type { SettlementWatch } from './settlement-watch.ts';

/** While the venue restarts it wants to be asked after 1-2 s, then up to 30 s (docs, 2026-10). */
const WAITS = { leastMs: 1_000, firstMs: 2_000, mostMs: 30_000 };

type Parts = {
  readonly reconciler: Reconciler;
  readonly settlements: SettlementWatch;
  readonly interlock: Interlock;
  readonly clock: Clock;
  readonly random: () => number;
  /** How often without any reason, ms. */
  readonly everyMs: number;
  readonly onFault: (error: unknown) => void;
};

/** When to reconcile: at once when it is owed, after a failure later and later, and ever again. */
export class ReconcileRounds {
  readonly #parts: Parts;
  readonly #backoff: Backoff;
  #timer: Timer | undefined;
  #isRunning = false;
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#backoff = new Backoff(WAITS, parts.random);
  }

  /** There is a reason: as soon as it may be. */
  soon(): void {
    // A round under way began before the reason: the debt stays, and another one follows.
    if (!this.#isRunning && this.#backoff.failures === 0) this.#plan(0);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== undefined) this.#parts.clock.clearTimer(this.#timer);
    this.#timer = undefined;
  }

  #plan(inMs: number): void {
    if (this.#isClosed) return;
    const { clock, onFault } = this.#parts;
    if (this.#timer !== undefined) clock.clearTimer(this.#timer);
    this.#timer = clock.setTimer(inMs, () => {
      this.#timer = undefined;
      this.#run().catch(onFault);
    });
  }

  async #run(): Promise<void> {
    const { reconciler, settlements, interlock, clock, everyMs } = this.#parts;
    this.#isRunning = true;
    let isTold = false;
    try {
      isTold = await reconciler.run(clock.now());
      if (isTold) await settlements.run(clock.now());
    } finally {
      this.#isRunning = false;
      if (isTold) this.#backoff.reset();
      const waitMs = isTold ? (interlock.isOwing ? 0 : everyMs) : this.#backoff.next();
      this.#plan(waitMs);
    }
  }
}
