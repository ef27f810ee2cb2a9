import type { CancelOrder } from '../../domain/command.ts';
import type { ExchangeEvent } from '../../domain/event.ts';
import type { Fill } from '../../domain/fill.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { KnownOrders } from '../../domain/known-orders.ts';
import type { Reason } from '../../domain/order.ts';
import { isFinal, nextSettlement } from '../../domain/settlement.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Cell } from '../../store/desk/desk-store.ts';
import type { ChangedRows } from './changed-rows.ts';
import type { RunNames } from './run-names.ts';

type Open = Record<string, Cell>;
type Life = {
  readonly row: Open;
  readonly size: number;
  filled: number;
  end: string | undefined;
  /** Wishes to cancel it. */
  readonly cancels: Open[];
};
type Ordered = Extract<JournalEntry, { readonly kind: 'Submitted' | 'Denied' }>;

/** The decisions of a run and the fills of its orders, as rows. */
export class OrderRows {
  readonly #names: RunNames;
  readonly #changed: ChangedRows;
  readonly #lives = new KnownOrders<Life>();
  /** Those that the chain has said no final word of. */
  readonly #unsettled = new Map<number, Open>();

  constructor(names: RunNames, changed: ChangedRows) {
    this.#names = names;
    this.#changed = changed;
  }

  ordered(entry: number, ordered: Ordered): void {
    const { id, strategy, terms, reason } = ordered.command;
    const isDenied = ordered.kind === 'Denied';
    const row: Open = {
      ...this.#decision(entry, ordered.at, 'order', reason),
      strategy: this.#names.strategy(strategy),
      ...this.#names.token(terms.token),
      order_id: id,
      side: terms.side,
      price: terms.price,
      size: terms.size,
      time_in_force: terms.timeInForce,
      post_only: Number(terms.postOnly),
      expires: terms.expiresAt ?? null,
      status: isDenied ? 'denied' : 'open',
      code: isDenied ? ordered.code : null,
      message: isDenied ? ordered.message : null,
      filled: 0,
      ended: isDenied ? ordered.at : null,
    };
    this.#changed.put('decision', row);
    if (isDenied) return;
    const { size } = terms;
    this.#lives.submitted(id, size, { row, size, filled: 0, end: undefined, cancels: [] });
  }

  cancelWished(entry: number, at: Timestamp, { order, strategy, reason }: CancelOrder): void {
    const life = this.#lives.get(order);
    const { market = null, outcome = null, label = null } = life?.row ?? {};
    const row: Open = {
      ...this.#decision(entry, at, 'cancel', reason),
      strategy: this.#names.strategy(strategy),
      market,
      outcome,
      label,
      order_id: order,
      status: 'requested',
    };
    this.#changed.put('decision', row);
    life?.cancels.push(row);
  }

  skipped(entry: number, skip: Extract<JournalEntry, { readonly kind: 'Skipped' }>): void {
    this.#changed.put('decision', {
      ...this.#decision(entry, skip.at, 'skip', skip.reason),
      strategy: this.#names.strategy(skip.strategy),
      market: this.#names.market(skip.market),
      status: 'skipped',
    });
  }

  answered(entry: number, event: ExchangeEvent): void {
    this.#answered(entry, event);
    this.#lives.heard(event);
  }

  #answered(entry: number, event: ExchangeEvent): void {
    if (event.kind === 'FillSettled') {
      this.#settled(event.fillId, event.settlement, event.tsInit);
      return;
    }
    const life = this.#lives.get(event.order);
    if (event.kind === 'OrderFilled') this.#filled(entry, event.fill, event.tsInit, life);
    if (life === undefined || life.end === 'rejected') return;
    switch (event.kind) {
      case 'OrderRejected':
        this.#end(life, 'rejected', event.tsInit, event.code, event.message);
        break;
      case 'OrderCanceled':
        this.#end(life, 'canceled', event.tsInit, event.reason);
        this.#answerCancels(life, 'canceled');
        break;
      case 'OrderExpired':
        this.#end(life, 'expired', event.tsInit);
        break;
      case 'CancelRejected':
        this.#answerCancels(life, 'refused', event.code);
        break;
      default:
        break;
    }
  }

  #filled(entry: number, fill: Fill, at: Timestamp, life: Life | undefined): void {
    const { id, order, token, settlement, tsEvent, ...rest } = fill;
    const { provenance } = this.#names;
    const row: Open = {
      run: this.#names.run,
      // What nobody but our own simulation has filled is simulated, whatever it traded on.
      provenance: fill.evidence === 'venue' ? provenance : 'simulated',
      fill: id,
      entry,
      time: at,
      venue_time: tsEvent,
      order_id: order,
      strategy: life?.row.strategy ?? null,
      ...this.#names.token(token),
      ...rest,
      settlement,
      settled: null,
    };
    this.#changed.put('fill', row);
    this.#unsettled.set(id, row);
    if (life === undefined) return;
    life.filled += fill.size;
    life.row.filled = life.filled;
    if (life.filled >= life.size) life.row.ended ??= at;
    this.#tell(life);
  }

  /** The venue's frames come more than once and out of order: the first final word stands. */
  #settled(fill: number, kind: Parameters<typeof nextSettlement>[1], at: Timestamp): void {
    const row = this.#unsettled.get(fill);
    if (row === undefined) return;
    const status = row.settlement as Fill['settlement'];
    const next = nextSettlement(status, kind);
    if (next === undefined || next === status) return;
    row.settlement = next;
    if (isFinal(next)) {
      row.settled = at;
      this.#unsettled.delete(fill);
    }
    this.#changed.put('fill', row);
  }

  #end(life: Life, end: string, at: Timestamp, code?: string, message?: string): void {
    life.end = end;
    life.row.code = code ?? null;
    life.row.message = message ?? null;
    life.row.ended ??= at;
    this.#tell(life);
  }

  #tell(life: Life): void {
    const isFilled = life.end !== 'rejected' && life.filled >= life.size;
    life.row.status = isFilled ? 'filled' : (life.end ?? 'open');
    this.#changed.put('decision', life.row);
  }

  #answerCancels({ cancels }: Life, status: string, code?: string): void {
    for (const row of cancels.splice(0)) {
      row.status = status;
      row.code = code ?? null;
      this.#changed.put('decision', row);
    }
  }

  #decision(entry: number, time: Timestamp, kind: string, reason: Reason) {
    const { code, numbers } = reason;
    return {
      ...this.#names.ofRun,
      entry,
      time,
      kind,
      reason: code,
      numbers: JSON.stringify(numbers),
    };
  }
}
