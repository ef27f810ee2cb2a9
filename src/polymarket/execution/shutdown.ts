import type { VenueOrderId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { inTime } from '../../net/in-time.ts';
import { type Clock, elapsedMs, type Monotonic } from '../../ports/clock.ts';
import { CancelSweep } from './cancel-sweep.ts';
import type { DeskJournal } from './desk-journal.ts';
import type { FillBook } from './fill-book.ts';
import type { NoticeListener } from './notice.ts';
import type { OrderCancels } from './order-cancels.ts';
import type { OrderDesk } from './order-desk.ts';
import type { AccountAccess, HeartbeatAccess, OrderAccess } from './venue-access.ts';

/** What could be proven at the end. */
export type Proof = {
  /** The venue says that nothing that is meant is open, and no order's fate is unknown. */
  readonly isProven: boolean;
  /** A kill means everything of the key; an end, and a desk without its wallet, what is its own. */
  readonly isOfKey: boolean;
  /** When the venue had said so, by our clock, µs UTC; undefined: it is not proven. */
  readonly at: Timestamp | undefined;
  /** Open by the last answer, of what is meant; undefined: the venue did not tell. */
  readonly open: readonly VenueOrderId[] | undefined;
  /** Open by that answer and not this desk's: left alone; undefined: the venue did not tell. */
  readonly others: readonly VenueOrderId[] | undefined;
  /** Orders of which it is not known what became of them. */
  readonly unresolved: readonly VenueOrderId[];
  /** Fills that the chain has not made final. */
  readonly unsettled: number;
  /** Whether the journal holds everything. */
  readonly isWritten: boolean;
  /** The venue was left to cancel by itself. */
  readonly hasStoppedHeartbeat: boolean;
  /** What went wrong on the way, for people. */
  readonly troubles: readonly string[];
};

type Parts = {
  readonly orders: OrderAccess;
  readonly account: AccountAccess;
  readonly heartbeat: HeartbeatAccess;
  readonly desk: OrderDesk;
  readonly fills: FillBook;
  readonly cancels: OrderCancels;
  readonly journal: DeskJournal;
  readonly clock: Clock;
  /** By default the same. */
  readonly machine?: Clock;
  readonly notice: NoticeListener;
};

/** So often a person is told that nothing is proven yet, ms. */
const ALARM_MS = 10_000;
/** The journal has so long for its last records, ms. */
const WRITE_MS = 3_000;

/** Takes everything out and asks until that is proven, or the time is up. */
export class Shutdown {
  readonly #parts: Parts;
  #hasStopped = false;
  #alarmedAt: Monotonic | undefined;

  /** The wallet is another desk's: a kill takes out only what is ours, too. */
  isFenced = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Takes out what this desk sent, by name. `isKill`: everything of the key, whoever sent it; when
   * that fails the heartbeat is stopped as well, so that the venue cancels by itself (within 15 s).
   * Until it is proven that nothing that is meant is open, that is told.
   */
  async run(isKill: boolean, withinMs: number): Promise<Proof> {
    const { clock, machine = clock, journal, desk, cancels, heartbeat, fills } = this.#parts;
    const isOfKey = () => isKill && !this.isFenced;
    for (const order of desk.live) cancels.want(order, 'swept');
    const sweep = new CancelSweep({
      ...this.#parts,
      meant: () => (isOfKey() ? undefined : (id) => desk.isOurs(id)),
      known: () => desk.live.map(({ id: order, intent }) => ({ order, market: intent.market })),
      onCanceled: (ids) => {
        for (const order of ids.map((id) => desk.byHash(id))) {
          if (order !== undefined) cancels.canceled(order);
        }
      },
      onUnswept: () => {
        if (!isKill || this.#hasStopped) return;
        this.#hasStopped = true;
        heartbeat.stop();
      },
      onUnproven: (open) => this.#alarm(open),
    });
    const { at, open, others, troubles } = await sweep.run(withinMs, () => desk.live.length === 0);
    const isWritten = await inTime(machine, WRITE_MS, journal.durable());
    return {
      isProven: at !== undefined,
      isOfKey: isOfKey(),
      at,
      open,
      others,
      unresolved: desk.live.map(({ id }) => id),
      unsettled: fills.unsettled.length,
      isWritten: isWritten?.ok === true,
      hasStoppedHeartbeat: this.#hasStopped,
      troubles,
    };
  }

  #alarm(open: readonly VenueOrderId[] | undefined): void {
    const { clock, machine = clock, notice } = this.#parts;
    const now = machine.monotonic();
    if (this.#alarmedAt !== undefined && elapsedMs(this.#alarmedAt, now) < ALARM_MS) return;
    this.#alarmedAt = now;
    const known = open === undefined ? 'the venue does not tell' : `${open.length} are open`;
    notice({ code: 'not_proven', message: `not proven yet that no order is open: ${known}` });
  }
}

/**
 * How long the proof of an end may take by both clocks, ms: the venue's own cancel-all after a lost
 * heartbeat comes within 15 s, and it has to be seen.
 */
export const CLOSE_WITHIN_MS = 30_000;
export const KILL_WITHIN_MS = 60_000;
