import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OrderJournal, OrderRecord } from './order-record.ts';

/**
 * What has happened is on the disk after this, ms, or with the next intent: an order that answers a
 * fill must not wait for the fill's own sync first. What a crash takes of it, REST tells again.
 */
const NOTES_WITHIN_MS = 20;
/** A disk that takes longer may be about to fail: nothing new rests on it meanwhile, ms. */
const SLOW_MS = 2_000;

type JournalListener = {
  readonly failed: (failure: Refusal) => void;
  readonly slow: (refusal: Refusal) => void;
};

/**
 * The journal as the execution uses it: a failure is remembered for ever, because a journal that
 * lost one record proves nothing any more.
 */
export class DeskJournal {
  readonly #journal: OrderJournal;
  readonly #clock: Clock;
  readonly #listener: JournalListener;
  /** Hears what was written. */
  onRecord: ((record: OrderRecord) => void) | undefined;
  #failure: Refusal | undefined;
  #isFlushing = false;
  #slow: Refusal | undefined;
  #waiting = 0;

  constructor(journal: OrderJournal, clock: Clock, listener: JournalListener) {
    this.#journal = journal;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Whether anything new may rest on it. */
  get state(): Result<void> {
    return this.#failure ?? this.#slow ?? ok(undefined);
  }

  /** What has happened: it is told whether or not it can be written. On the disk soon. */
  note(record: OrderRecord): void {
    if (!this.append(record).ok || this.#isFlushing) return;
    this.#isFlushing = true;
    this.#clock.setTimer(NOTES_WITHIN_MS, () => {
      this.#isFlushing = false;
      void this.durable();
    });
  }

  append(record: OrderRecord): Result<void> {
    if (this.#failure !== undefined) return this.#failure;
    try {
      this.#journal.append(record);
      this.onRecord?.(record);
      return ok(undefined);
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Whether all that was appended before this call is on the disk. */
  async durable(): Promise<Result<void>> {
    if (this.#failure !== undefined) return this.#failure;
    const timer = this.#clock.setTimer(SLOW_MS, () => this.#tarries());
    this.#waiting++;
    try {
      await this.#journal.durable();
      return this.#failure ?? ok(undefined);
    } catch (error) {
      return this.#fail(error);
    } finally {
      this.#clock.clearTimer(timer);
      this.#waiting--;
      if (this.#waiting === 0) this.#slow = undefined;
    }
  }

  #tarries(): void {
    if (this.#slow !== undefined || this.#failure !== undefined) return;
    this.#slow = refuse('journal_slow', `the disk takes longer than ${SLOW_MS / 1_000} s`);
    this.#listener.slow(this.#slow);
  }

  #fail(error: unknown): Refusal {
    if (this.#failure !== undefined) return this.#failure;
    const said = error instanceof Error ? error.message : String(error);
    this.#failure = refuse('journal_failed', `the journal of orders failed: ${said}`);
    this.#listener.failed(this.#failure);
    return this.#failure;
  }
}
