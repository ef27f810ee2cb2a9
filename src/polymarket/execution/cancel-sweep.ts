import type { ConditionId, VenueOrderId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { inTime } from '../../net/in-time.ts';
import { pause } from '../../net/pause.ts';
import { type Clock, elapsedMs } from '../../ports/clock.ts';
import type { VenueOutcome } from '../rest/outcome.ts';
import { gather } from '../rest/pages.ts';
import type { CancelOutcome } from '../wire/clob/canceled.ts';
import type { AccountAccess, OrderAccess } from './venue-access.ts';

/** Ids in one cancel: below the burst of the smallest tier, or it would never be taken. */
export const CANCELS_AT_ONCE = 50;
/** One way of a round may take so long by the machine; then the next one is tried, ms. */
const STEP_MS = 3_000;
const AGAIN_MS = 500;
/**
 * An order that the venue holds back (150 ms), or that is on its way, is in no list yet, and rests
 * afterwards: one answer proves nothing.
 */
const EMPTY_ANSWERS = 2;

/** An open order, as far as a sweep needs it. */
type Listed = { readonly order: VenueOrderId; readonly market: ConditionId | undefined };

export type SweepOptions = {
  readonly orders: Pick<OrderAccess, 'cancelAll' | 'cancelMany' | 'cancelMarket'>;
  readonly account: Pick<AccountAccess, 'openOrders'>;
  /** The venue's. */
  readonly clock: Clock;
  /** The machine's: a round trip takes its time, however fast the venue's runs. By default that. */
  readonly machine?: Clock;
  /** Open by our own books: taken out by name where a cancel of all fails. */
  readonly known?: () => readonly Listed[];
  /**
   * Asked in each round: which orders are ours to take out; undefined: whatever the key has,
   * whoever sent it.
   */
  readonly meant?: () => ((order: VenueOrderId) => boolean) | undefined;
  readonly onCanceled: (orders: readonly VenueOrderId[]) => void;
  /** The cancel of everything that is meant was not done. */
  readonly onUnswept?: () => void;
  /** A round has ended, and something may still be open; undefined: the venue did not tell. */
  readonly onUnproven?: (open: readonly VenueOrderId[] | undefined) => void;
};

export type Swept = {
  /** When the venue had said, twice in a row, that nothing is open; undefined: it did not. */
  readonly at: Timestamp | undefined;
  /** Open by the last answer, of those that are meant; undefined: it did not tell. */
  readonly open: readonly VenueOrderId[] | undefined;
  /** Open by the last answer and not meant: left alone; undefined: it did not tell. */
  readonly others: readonly VenueOrderId[] | undefined;
  /** What went wrong on the way, for people. */
  readonly troubles: readonly string[];
};

type Open = {
  readonly meant: readonly Listed[];
  readonly others: readonly Listed[];
};

/**
 * Takes everything of a key out, and asks until nothing is open: all at once; where that fails
 * market by market; and what is still listed order by order. Where only some orders are meant it
 * goes by their names alone, so that no other is touched. Each way has its own time, and its
 * requests go side by side, so that no number of markets or orders makes a round longer than that.
 */
export class CancelSweep {
  readonly #options: SweepOptions;
  readonly #troubles = new Set<string>();

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  get #machine(): Clock {
    return this.#options.machine ?? this.#options.clock;
  }

  /**
   * Ends once it is proven and `isDone`, or with the first round that ends after `withinMs` by both
   * clocks: what the venue does by itself takes its own time, and to ask for it takes ours.
   */
  async run(withinMs: number, isDone: () => boolean = () => true): Promise<Swept> {
    const { clock, onUnproven } = this.#options;
    const machine = this.#machine;
    const [started, asked] = [clock.monotonic(), machine.monotonic()];
    let empty = 0;
    for (;;) {
      const told = await this.#round();
      const open = told && idsOf(told.meant);
      empty = open?.length === 0 ? empty + 1 : 0;
      const isProven = empty >= EMPTY_ANSWERS && isDone();
      const passed = Math.min(
        elapsedMs(started, clock.monotonic()),
        elapsedMs(asked, machine.monotonic()),
      );
      if (isProven || passed >= withinMs) {
        const at = isProven ? clock.now() : undefined;
        return { at, open, others: told && idsOf(told.others), troubles: [...this.#troubles] };
      }
      if (empty === 0) onUnproven?.(open);
      await pause(clock, AGAIN_MS);
    }
  }

  async #round(): Promise<Open | undefined> {
    const isMeant = this.#options.meant?.();
    return isMeant === undefined ? this.#roundOfKey() : this.#roundByName(isMeant);
  }

  async #roundOfKey(): Promise<Open | undefined> {
    const { orders, known = () => [], onUnswept } = this.#options;
    const isSwept = await this.#cancel('cancel-all', orders.cancelAll());
    if (!isSwept) onUnswept?.();
    const listed = await this.#open(() => true);
    const rest = [...(listed?.meant ?? []), ...(isSwept ? [] : known())];
    if (!isSwept) {
      const markets = new Set(rest.flatMap(({ market }) => (market === undefined ? [] : [market])));
      const cancel = (market: ConditionId) => orders.cancelMarket({ market });
      await this.#cancelEach('cancel of a market', [...markets], cancel);
    }
    await this.#cancelNamed(rest);
    return listed;
  }

  async #roundByName(isMeant: (order: VenueOrderId) => boolean): Promise<Open | undefined> {
    const { known = () => [], onUnswept } = this.#options;
    // Before it is asked, so that the first answer may be an empty one.
    if (!(await this.#cancelNamed(known()))) onUnswept?.();
    const listed = await this.#open(isMeant);
    await this.#cancelNamed(listed?.meant ?? []);
    return listed;
  }

  async #cancelNamed(named: readonly Listed[]): Promise<boolean> {
    const ids = [...new Set(idsOf(named))];
    const parts = Array.from({ length: Math.ceil(ids.length / CANCELS_AT_ONCE) }, (_, i) =>
      ids.slice(i * CANCELS_AT_ONCE, (i + 1) * CANCELS_AT_ONCE),
    );
    const { orders } = this.#options;
    return this.#cancelEach('cancel of orders', parts, (some) => orders.cancelMany(some));
  }

  async #open(isMeant: (order: VenueOrderId) => boolean): Promise<Open | undefined> {
    const { account } = this.#options;
    const told = await inTime(this.#machine, STEP_MS, gather(account.openOrders()));
    if (told !== undefined && told.failure === undefined && told.refused === 0) {
      const { meant = [], others = [] } = Object.groupBy(told.rows, ({ order }) =>
        isMeant(order) ? 'meant' : 'others',
      );
      return { meant, others };
    }
    const why = told === undefined ? 'no answer in time' : told.failure?.kind;
    this.#troubles.add(`open orders: ${why ?? 'some could not be read'}`);
    return undefined;
  }

  async #cancelEach<T>(
    what: string,
    items: readonly T[],
    cancel: (item: T) => Promise<VenueOutcome<CancelOutcome>>,
  ): Promise<boolean> {
    const done = await Promise.all(items.map((item) => this.#cancel(what, cancel(item))));
    return done.every(Boolean);
  }

  async #cancel(what: string, asking: Promise<VenueOutcome<CancelOutcome>>): Promise<boolean> {
    const outcome = await inTime(this.#machine, STEP_MS, asking);
    if (outcome?.kind === 'ok') {
      this.#options.onCanceled(outcome.value.canceled);
      return true;
    }
    this.#troubles.add(`${what}: ${outcome?.kind ?? 'no answer in time'}`);
    return false;
  }
}

function idsOf(orders: readonly Listed[]): readonly VenueOrderId[] {
  return orders.map(({ order }) => order);
}
