import type { Row, RunChanges } from '../../store/desk/desk-store.ts';
import type { DeskTableName } from '../../store/desk/desk-tables.ts';

/** The rows of a run that are not written yet; one that changes again is written once. */
export class ChangedRows {
  readonly #rows = new Map<Row, DeskTableName>();
  readonly #trades = new Map<string, readonly Row[]>();

  /** To be told again when the row is changed: it is written as it stands then. */
  put(table: DeskTableName, row: Row): void {
    this.#rows.set(row, table);
  }

  /** All trades of a market, instead of those told before. */
  replaceTrades(market: string, trades: readonly Row[]): void {
    this.#trades.set(market, trades);
  }

  get all(): RunChanges {
    const rows = [...this.#rows].map(([row, table]) => ({ table, row }));
    return { rows, trades: this.#trades };
  }

  /** They are written. */
  clear(): void {
    this.#rows.clear();
    this.#trades.clear();
  }
}
