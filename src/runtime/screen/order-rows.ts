import type { SubmitOrder } from '../../domain/command.ts';
import { type ClientOrderId, marketOf, outcomeOf } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { isClosed } from '../../domain/order-status.ts';
import type { SettlementStatus } from '../../domain/settlement.ts';
import type { EngineState } from '../../engine/state.ts';
import type { OrderRow, Table } from '../../screen/desk-document.ts';
import type { OrderAtVenue, WatchedDesk } from './watched-desk.ts';

/** Of orders that are over, so many of the newest are shown. */
const CLOSED_MOST = 200;

type Kept = {
  readonly command: SubmitOrder;
  readonly submittedAt: number;
  changedAt: number;
  /** By fill. */
  readonly settlements: Map<number, SettlementStatus>;
  isOver: boolean;
  row: OrderRow | undefined;
};

type Watched = Pick<WatchedDesk, 'atVenue'> & {
  readonly state: EngineState;
  readonly strategies: readonly string[];
};

/** The orders of a run, folded from its journal: all that are not over, and the newest that are. */
export class OrderRows {
  readonly #watched: Watched;
  readonly #orders = new Map<ClientOrderId, Kept>();
  readonly #over: ClientOrderId[] = [];
  #table: Readonly<Record<string, OrderRow>> = {};
  #isStale = false;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  append(entry: JournalEntry): void {
    if (entry.kind === 'Submitted') {
      const { at, command } = entry;
      const times = { submittedAt: at, changedAt: at };
      const kept = { command, ...times, settlements: new Map(), isOver: false, row: undefined };
      this.#orders.set(command.id, kept);
      this.#isStale = true;
    } else if (entry.kind === 'CancelRequested') {
      this.#touch(entry.command.order, entry.at);
    } else if (entry.kind === 'Answered') {
      const { event, at } = entry;
      const kept = this.#touch(event.order, at);
      if (event.kind === 'OrderFilled') kept?.settlements.set(event.fill.id, event.fill.settlement);
      if (event.kind === 'FillSettled') kept?.settlements.set(event.fillId, event.settlement);
    }
  }

  /** The same table as before where no row has changed. */
  table(): Table<OrderRow> {
    for (const [id, kept] of this.#orders) {
      if (kept.row === undefined) this.#isStale = true;
      else if (!kept.isOver && this.#hasMoved(id, kept.row)) {
        kept.row = undefined;
        this.#isStale = true;
      }
    }
    if (!this.#isStale) return this.#table;
    this.#isStale = false;
    const table: Record<string, OrderRow> = {};
    for (const [id, kept] of this.#orders) {
      kept.row ??= this.#rowOf(id, kept);
      if (kept.row !== undefined) table[id] = kept.row;
    }
    for (const id of this.#over.splice(0, this.#over.length - CLOSED_MOST)) {
      this.#orders.delete(id);
      delete table[id];
    }
    this.#table = table;
    return table;
  }

  #touch(id: ClientOrderId, at: number): Kept | undefined {
    const kept = this.#orders.get(id);
    if (kept === undefined) return undefined;
    kept.changedAt = at;
    kept.row = undefined;
    return kept;
  }

  /** Whether the venue has another word on it, which stands in no journal. */
  #hasMoved(id: ClientOrderId, { venueId, isUnknown }: OrderRow): boolean {
    const now = this.#watched.atVenue(id);
    return (now?.id ?? null) !== venueId || (now?.isUnknown ?? false) !== isUnknown;
  }

  #rowOf(id: ClientOrderId, kept: Kept): OrderRow | undefined {
    const { state, atVenue } = this.#watched;
    const order = state.orders.get(id);
    if (order === undefined) return undefined;
    if (isClosed(order.status) && !kept.isOver) {
      kept.isOver = true;
      this.#over.push(id);
    }
    const counts: Record<string, number> = {};
    for (const status of kept.settlements.values()) counts[status] = (counts[status] ?? 0) + 1;
    return this.#told(kept, order, counts, atVenue(id));
  }

  #told(
    { command, submittedAt, changedAt }: Kept,
    { status, filled }: Pick<OrderRow, 'status' | 'filled'>,
    settlement: OrderRow['settlement'],
    atVenue: OrderAtVenue | undefined,
  ): OrderRow {
    const { state, strategies } = this.#watched;
    const { terms, reason, strategy } = command;
    const { token, side, price, size, timeInForce, postOnly } = terms;
    const index = marketOf(token);
    const market = state.markets[index];
    return {
      strategy: strategies[strategy] ?? `strategy ${strategy}`,
      market: market?.slug ?? `market ${index}`,
      outcome: outcomeOf(token),
      label: market?.labels[outcomeOf(token)] ?? null,
      side,
      price,
      size,
      filled,
      status,
      timeInForce,
      postOnly,
      submittedAt,
      changedAt,
      venueId: atVenue?.id ?? null,
      isUnknown: atVenue?.isUnknown ?? false,
      reason,
      settlement,
    };
  }
}
