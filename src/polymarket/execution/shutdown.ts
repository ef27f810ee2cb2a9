import type { VenueOrderId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { pause } from '../../net/pause.ts';
import { type Clock, elapsedMs } from '../../ports/clock.ts';
import type { VenueOutcome } from '../rest/outcome.ts';
import { gather } from '../rest/pages.ts';
import type { CancelOutcome } from '../wire/clob/canceled.ts';
import type { DeskJournal } from './desk-journal.ts';
import type { FillBook } from './fill-book.ts';
import type { OrderCancels } from './order-cancels.ts';
import type { OrderDesk } from './order-desk.ts';
import type { AccountAccess, HeartbeatAccess, OrderAccess } from './venue-access.ts';

/** What could be proven at the end. */
export type Proof = {
  /** The venue says that nothing of this key is open, and no order's fate is unknown. */
  readonly isProven: boolean;
  /** When the venue had said so, by our clock, µs UTC; undefined: it is not proven. */
  readonly at: Timestamp | undefined;
  /** Open by the last answer; undefined: the venue did not tell. */
  readonly open: readonly VenueOrderId[] | undefined;
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
};

/** One request of a kill may take so long; then the next way is tried, ms. */
const STEP_MS = 3_000;
const AGAIN_MS = 500;
/** Cancels in one request: below every tier's burst. */
const AT_ONCE = 50;

/** Takes everything out and asks until that is proven, or the time is up. */
export class Shutdown {
  readonly #parts: Parts;
  readonly #troubles: string[] = [];
  #hasStopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Cancels all, looks, cancels what it sees, and looks again. `isKill`: when the first request
   * fails, the heartbeat is stopped as well, so that the venue cancels by itself (within 15 s).
   */
  async run(isKill: boolean, withinMs: number): Promise<Proof> {
    const { clock, journal } = this.#parts;
    const started = clock.monotonic();
    const leftMs = () => withinMs - elapsedMs(started, clock.monotonic());
    let open: readonly VenueOrderId[] | undefined;
    for (;;) {
      await this.#sweep(open ?? [], isKill);
      open = await this.#within(this.#askOpen());
      const isDone = open?.length === 0 && this.#unresolved().length === 0;
      if (isDone || leftMs() <= 0) break;
      await pause(clock, AGAIN_MS);
    }
    const at = clock.now();
    const written = await this.#within(journal.durable());
    const unresolved = this.#unresolved();
    const isProven = open?.length === 0 && unresolved.length === 0;
    return {
      isProven,
      at: isProven ? at : undefined,
      open,
      unresolved,
      unsettled: this.#parts.fills.unsettled.length,
      isWritten: written?.ok === true,
      hasStoppedHeartbeat: this.#hasStopped,
      troubles: this.#troubles,
    };
  }

  /** Everything at once; where that fails, market by market, and then each order by its hash. */
  async #sweep(open: readonly VenueOrderId[], isKill: boolean): Promise<void> {
    const { orders, heartbeat, desk } = this.#parts;
    for (const order of desk.live) this.#parts.cancels.want(order, 'swept');
    const isSwept = await this.#cancel('cancel-all', orders.cancelAll());
    if (!isSwept && isKill && !this.#hasStopped) {
      this.#hasStopped = true;
      heartbeat.stop();
    }
    if (!isSwept) {
      const markets = new Set(desk.live.map(({ intent }) => intent.market));
      for (const market of markets) {
        if (market === undefined) continue;
        await this.#cancel(`cancel of market ${market}`, orders.cancelMarket({ market }));
      }
    }
    // What is still listed after everything was canceled, or could not be.
    const ids = isSwept ? open : [...new Set([...open, ...desk.live.map(({ id }) => id)])];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      await this.#cancel(`cancel of ${some.length} orders`, orders.cancelMany(some));
    }
  }

  async #cancel(what: string, asking: Promise<VenueOutcome<CancelOutcome>>): Promise<boolean> {
    const outcome = await this.#within(asking);
    if (outcome?.kind !== 'ok') {
      this.#trouble(`${what}: ${outcome?.kind ?? 'no answer in time'}`);
      return false;
    }
    const { desk, cancels } = this.#parts;
    for (const id of outcome.value.canceled) {
      const order = desk.byHash(id);
      if (order !== undefined) cancels.canceled(order);
    }
    return true;
  }

  async #askOpen(): Promise<readonly VenueOrderId[] | undefined> {
    const { rows, refused, failure } = await gather(this.#parts.account.openOrders());
    if (failure === undefined && refused === 0) return rows.map(({ order }) => order);
    this.#trouble(`open orders: ${failure?.kind ?? 'some could not be read'}`);
    return undefined;
  }

  #unresolved(): readonly VenueOrderId[] {
    return this.#parts.desk.live.map(({ id }) => id);
  }

  #trouble(what: string): void {
    if (!this.#troubles.includes(what)) this.#troubles.push(what);
  }

  /** Undefined when it takes too long; what it does goes on. */
  #within<T>(work: Promise<T>): Promise<T | undefined> {
    const { clock } = this.#parts;
    return new Promise((resolve, reject) => {
      const timer = clock.setTimer(STEP_MS, () => resolve(undefined));
      work.then(resolve, reject).finally(() => clock.clearTimer(timer));
    });
  }
}

/** How long the proof of an end may take, ms: the venue's own cancel-all after a lost heartbeat
 * comes within 15 s, and it has to be seen. */
export const CLOSE_WITHIN_MS = 30_000;
export const KILL_WITHIN_MS = 60_000;
