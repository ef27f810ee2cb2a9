import type { ClientOrderId, VenueOrderId } from '../../domain/ids.ts';
import type { SettlementStatus } from '../../domain/settlement.ts';
import { NO_SHARES, type Shares, type Timestamp } from '../../domain/units.ts';
import type { Intent } from './desk-order.ts';
import type { KnownFill } from './fill-book.ts';
import { type Holding, Holdings } from './holdings.ts';
import type { FillRecord, OrderRecord } from './order-record.ts';

/** An intent whose end is not in the journal: to be asked for by its hash, never assumed. */
export type OpenIntent = {
  readonly intent: Intent;
  /** The venue had it; otherwise whether it was ever sent is not known. */
  readonly wasPlaced: boolean;
  readonly filled: Shares;
};

/** An order that bought something. */
type Bought = Pick<Intent, 'strategy' | 'token'> & { readonly at: Timestamp };

type Told = { -readonly [K in keyof OpenIntent]: OpenIntent[K] } & { isOver: boolean };
type Booked = { readonly record: FillRecord; moved: KnownFill };

/** Reads what the execution has written; records of others between them are passed over. */
export function recover(values: Iterable<unknown>): OrderHistory {
  const history = new OrderHistory();
  for (const value of values) if (isOrderRecord(value)) history.take(value);
  return history;
}

/** What earlier runs leave to this one, by what they wrote down. */
export class OrderHistory {
  readonly #orders = new Map<VenueOrderId, Told>();
  readonly #fills = new Map<string, Booked>();
  readonly #holdings = new Holdings();
  #lastOrder = 0;
  #lastFill = 0;
  /** Since then a record may be missing. */
  #restoredFrom: number | undefined;

  /** Intents without an end, oldest first. */
  get open(): readonly OpenIntent[] {
    return [...this.#orders.values()]
      .filter(({ isOver }) => !isOver)
      .map(({ intent, wasPlaced, filled }) => ({ intent, wasPlaced, filled }));
  }

  /** Hashes of all orders ever: none of them is foreign. */
  get orders(): Iterable<VenueOrderId> {
    return this.#orders.keys();
  }

  /** All parts that are booked: none is booked again. */
  get fills(): readonly KnownFill[] {
    return [...this.#fills.values()].map(({ moved }) => moved);
  }

  get holdings(): readonly Holding[] {
    return this.#holdings.all;
  }

  /** Orders to buy that were intended after `since` and bought something, oldest first. */
  buysSince(since: number): readonly Bought[] {
    const all = [...this.#orders.values()].map(({ intent, filled }) => ({ ...intent, filled }));
    const bought = all.filter(
      ({ terms, filled, intendedAt }) => terms.side === 'buy' && filled > 0 && intendedAt > since,
    );
    return bought.map(({ strategy, token, intendedAt: at }) => ({ strategy, token, at }));
  }

  /** The first client order id that is free. */
  get nextOrder(): ClientOrderId {
    return (this.#lastOrder + 1) as ClientOrderId;
  }

  get lastFill(): number {
    return this.#lastFill;
  }

  /** Matches after this may not be in the journal; undefined: it holds no order at all. */
  get tradesFrom(): Timestamp | undefined {
    const times = this.open.map(({ intent }) => intent.intendedAt as number);
    if (this.#restoredFrom !== undefined) times.push(this.#restoredFrom);
    const lastFill = [...this.#fills.values()].at(-1);
    const lastOrder = [...this.#orders.values()].at(-1);
    if (lastFill !== undefined) times.push(lastFill.moved.since);
    else if (lastOrder !== undefined) times.push(lastOrder.intent.intendedAt);
    return times.length === 0 ? undefined : (Math.min(...times) as Timestamp);
  }

  take(record: OrderRecord): void {
    if (record.kind === 'JournalRestored') {
      this.#restoredFrom = Math.min(this.#restoredFrom ?? record.since, record.since);
      return;
    }
    const order = this.#orders.get(record.id);
    switch (record.kind) {
      case 'OrderIntended': {
        const { kind: _kind, at: intendedAt, order: client, body: _body, ...named } = record;
        const intent = { ...named, client, intendedAt };
        const told = { intent, wasPlaced: false, filled: NO_SHARES, isOver: false };
        this.#orders.set(record.id, told);
        this.#lastOrder = Math.max(this.#lastOrder, client);
        return;
      }
      case 'OrderPlaced':
        if (order !== undefined) order.wasPlaced = true;
        return;
      case 'OrderEnded':
        if (order !== undefined) order.isOver = true;
        return;
      case 'OrderFilled':
        this.#filled(record, order);
        return;
      case 'FillMoved':
        this.#moved(record, order);
        return;
    }
  }

  #filled(record: OrderRecord & { kind: 'OrderFilled' }, order: Told | undefined): void {
    const { at, matchedAt, id, trade, fill } = record;
    const key = `${trade} ${id}`;
    if (this.#fills.has(key)) return;
    const since = matchedAt ?? at;
    const moved = { fill, trade, id, since, status: 'matched' as const };
    this.#fills.set(key, { record, moved });
    this.#lastFill = Math.max(this.#lastFill, fill);
    if (order === undefined) return;
    order.filled = (order.filled + record.size) as Shares;
    this.#holdings.take(order.intent.strategy, record);
  }

  #moved(record: OrderRecord & { kind: 'FillMoved' }, order: Told | undefined): void {
    const booked = this.#fills.get(`${record.trade} ${record.id}`);
    if (booked === undefined) return;
    const before: SettlementStatus = booked.moved.status;
    booked.moved = { ...booked.moved, status: record.status, since: record.since };
    if (record.status !== 'failed' || before === 'failed' || order === undefined) return;
    this.#holdings.failed(order.intent.strategy, booked.record);
  }
}

const KINDS: ReadonlySet<unknown> = new Set<OrderRecord['kind']>([
  'OrderIntended',
  'OrderPlaced',
  'OrderEnded',
  'OrderFilled',
  'FillMoved',
  'JournalRestored',
]);

/**
 * The journal's checksums say that a record is as we wrote it, so its kind tells its form. The
 * engine's journal has answers called OrderFilled too, but inside of an entry.
 */
function isOrderRecord(value: unknown): value is OrderRecord {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
}
