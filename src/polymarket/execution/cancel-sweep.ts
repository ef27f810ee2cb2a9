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
  /** The cancel of everything was not done. */
  readonly onUnswept?: () => void;
  /** A round has ended, and something may still be open; undefined: the venue did not tell. */
  readonly onUnproven?: (open: readonly VenueOrderId[] | undefined) => void;
};

export type Swept = {
  /** When the venue had said, twice in a row, that nothing is open; undefined: it did not. */
  readonly at: Timestamp | undefined;
  /** Open by the last answer; undefined: it never told. */
  readonly open: readonly VenueOrderId[] | undefined;
  /** What went wrong on the way, for people. */
  readonly troubles: readonly string[];
};

/**
 * Takes everything of a key out, and asks until nothing is open: all at once; where that fails
 * market by market; and what is still listed order by order. Each way has its own time, and its
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
      const open = await this.#round();
      empty = open?.length === 0 ? empty + 1 : 0;
      const isProven = empty >= EMPTY_ANSWERS && isDone();
      const passed = Math.min(
        elapsedMs(started, clock.monotonic()),
        elapsedMs(asked, machine.monotonic()),
      );
      if (isProven || passed >= withinMs) {
        const at = isProven ? clock.now() : undefined;
        return { at, open, troubles: [...this.#troubles] };
      }
      if (empty === 0) onUnproven?.(open);
      await pause(clock, AGAIN_MS);
    }
  }

  async #round(): Promise<readonly VenueOrderId[] | undefined> {
    const { orders, known = () => [], onUnswept } = this.#options;
    const isMeant = this.#options.meant?.();
    const isSwept = isMeant === undefined && (await this.#cancel('cancel-all', orders.cancelAll()));
    if (!isSwept) onUnswept?.();
    const listed = await this.#open(isMeant);
    const rest = [...(listed ?? []), ...(isSwept ? [] : known())];
    if (!isSwept && isMeant === undefined) {
      const markets = new Set(rest.flatMap(({ market }) => (market === undefined ? [] : [market])));
      const cancel = (market: ConditionId) => orders.cancelMarket({ market });
      await this.#cancelEach('cancel of a market', [...markets], cancel);
    }
    const ids = [...new Set(rest.map(({ order }) => order))];
    const parts = Array.from({ length: Math.ceil(ids.length / CANCELS_AT_ONCE) }, (_, i) =>
      ids.slice(i * CANCELS_AT_ONCE, (i + 1) * CANCELS_AT_ONCE),
    );
    await this.#cancelEach('cancel of orders', parts, (some) => orders.cancelMany(some));
    return listed?.map(({ order }) => order);
  }

  async #open(
    isMeant: (order: VenueOrderId) => boolean = () => true,
  ): Promise<readonly Listed[] | undefined> {
    const { account } = this.#options;
    const told = await inTime(this.#machine, STEP_MS, gather(account.openOrders()));
    if (told !== undefined && told.failure === undefined && told.refused === 0) {
      return told.rows.filter(({ order }) => isMeant(order));
    }
    const why = told === undefined ? 'no answer in time' : told.failure?.kind;
    this.#troubles.add(`open orders: ${why ?? 'some could not be read'}`);
    return undefined;
  }

  async #cancelEach<T>(
    what: string,
    items: readonly T[],
    cancel: (item: T) => Promise<VenueOutcome<CancelOutcome>>,
  ): Promise<void> {
    await Promise.all(items.map((item) => this.#cancel(what, cancel(item))));
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
