import { ok, type Result, refuse } from '../../domain/result.ts';
import type { DeskJournal } from './desk-journal.ts';
import type { HeartbeatAccess } from './venue-access.ts';
import type { VenueMode } from './venue-mode.ts';

type Options = {
  readonly journal: DeskJournal;
  readonly mode: VenueMode;
  readonly permit: () => Result<void>;
  readonly heartbeat: HeartbeatAccess;
  /** Whether orders that are not ours stop us. */
  readonly haltOnForeign: boolean;
  /** Orders of an earlier run whose end is not proven. */
  readonly earlierOrders: () => number;
};

/**
 * Whether anything new may be sent. Cancels never ask.
 *
 * A blind user channel stops new orders at once, although REST would tell of their fills in time:
 * until it does, a strategy decides on an inventory that may be wrong, and what it would send on
 * that is worth less than the risk.
 *
 * Whatever makes our knowledge of open orders doubtful (the start, a gap of the user channel, a
 * restart of the venue, lost heartbeats) is a debt, paid by a reconciliation that began after it.
 */
export class Interlock {
  readonly #options: Options;
  #closed: string | undefined;
  #isBlind = true;
  #hasStarted = false;
  /** The start is the first debt. */
  #owed = 1;
  #paid = 0;
  foreignOrders = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Reconciliations that are due: a number to be handed to {@link paid}. */
  get owed(): number {
    return this.#owed;
  }

  get isOwing(): boolean {
    return this.#paid < this.#owed;
  }

  /** Nothing is sent any more, for good. */
  close(why: string): void {
    this.#closed ??= why;
  }

  /** What earlier runs left is known: what this one begins with can be told. */
  started(): void {
    this.#hasStarted = true;
  }

  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  owe(): void {
    this.#owed++;
  }

  paid(owed: number): void {
    this.#paid = Math.max(this.#paid, owed);
  }

  /** Nothing is heard of our orders. */
  blind(): void {
    this.#isBlind = true;
  }

  /** Everything is heard again; what was missed is owed. */
  heard(): void {
    this.#isBlind = false;
    this.owe();
  }

  get isBlind(): boolean {
    return this.#isBlind;
  }

  mayPost(postOnly: boolean): Result<void> {
    const { journal, mode, heartbeat, haltOnForeign } = this.#options;
    if (!journal.state.ok) return journal.state;
    if (this.#closed !== undefined) return refuse('desk_closed', this.#closed);
    const isFit = this.#options.permit();
    if (!isFit.ok) return isFit;
    const isOpen = mode.mayPost(postOnly);
    if (!isOpen.ok) return isOpen;
    if (this.#isBlind) {
      return refuse('user_channel_blind', 'fills would not be heard: the user channel is not open');
    }
    if (this.isOwing) {
      return refuse('not_reconciled', 'the venue has to be asked first which orders are open');
    }
    const earlier = this.#options.earlierOrders();
    if (earlier > 0) {
      const message = `of ${earlier} orders of an earlier run the end is not proven`;
      return refuse('earlier_orders', message);
    }
    if (!this.#hasStarted) {
      return refuse('not_started', 'what earlier runs left is not known yet: wait for the start');
    }
    if (haltOnForeign && this.foreignOrders > 0) {
      const message = `${this.foreignOrders} open orders of this API key are not ours`;
      return refuse('foreign_orders', message);
    }
    const beats = heartbeat.maySubmit();
    return beats.ok ? ok(undefined) : beats;
  }
}
