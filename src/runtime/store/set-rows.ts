import type { SetsEvent } from '../../domain/event.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Cell } from '../../store/desk/desk-store.ts';
import type { ChangedRows } from './changed-rows.ts';
import type { RunNames } from './run-names.ts';

type Wished = Extract<JournalEntry, { readonly kind: 'SetsRequested' | 'SetsDenied' }>;

/** Splits and merges among the decisions of a run: their kind is the direction. */
export class SetRows {
  readonly #names: RunNames;
  readonly #changed: ChangedRows;
  /** Those without an answer. */
  readonly #open = new Map<number, Record<string, Cell>>();

  constructor(names: RunNames, changed: ChangedRows) {
    this.#names = names;
    this.#changed = changed;
  }

  wished(entry: number, wished: Wished): void {
    const { id, strategy, market, direction, shares, price, reason } = wished.command;
    const isDenied = wished.kind === 'SetsDenied';
    const row = {
      ...this.#names.ofRun,
      entry,
      time: wished.at,
      strategy: this.#names.strategy(strategy),
      market: this.#names.market(market),
      kind: direction,
      order_id: id,
      price,
      size: shares,
      reason: reason.code,
      numbers: JSON.stringify(reason.numbers),
      status: isDenied ? 'denied' : 'open',
      code: isDenied ? wished.code : null,
      message: isDenied ? wished.message : null,
      ended: isDenied ? wished.at : null,
    };
    this.#changed.put('decision', row);
    if (!isDenied) this.#open.set(id, row);
  }

  /** What is told again changes nothing. */
  answered(event: SetsEvent): void {
    const row = this.#open.get(event.change);
    if (row === undefined) return;
    this.#open.delete(event.change);
    const isDone = event.kind === 'SetsChanged';
    const said = isDone
      ? { status: 'done', filled: row.size ?? null }
      : { status: 'rejected', code: event.code, message: event.message };
    this.#changed.put('decision', Object.assign(row, said, { ended: event.tsInit }));
  }
}
