import { ArchiveError } from './archive-error.ts';
import type { DuckRow } from './duck.ts';

/** One row of a small table, as it was written; anything else is damage, told by its place. */
export class StoredRow {
  readonly #cells: DuckRow;
  readonly #file: string;
  readonly #number: number;

  /** `number` counts from 1, in the order of the file's key. */
  constructor(cells: DuckRow, file: string, number: number) {
    this.#cells = cells;
    this.#file = file;
    this.#number = number;
  }

  text(column: string): string {
    return this.optionalText(column) ?? this.#missing(column);
  }

  optionalText(column: string): string | undefined {
    const cell = this.#cells[column] ?? undefined;
    if (cell === undefined || typeof cell === 'string') return cell;
    return this.#refuse(column, `is ${String(cell)}`);
  }

  /** The cell as it was given to be written: text, a number or nothing; what it may be is open. */
  cell(column: string): string | number | undefined {
    const cell = this.#cells[column] ?? undefined;
    return cell === undefined || typeof cell === 'string' ? cell : Number(cell);
  }

  integer(column: string): number {
    return this.optionalInteger(column) ?? this.#missing(column);
  }

  optionalInteger(column: string): number | undefined {
    const cell = this.#cells[column] ?? undefined;
    if (cell === undefined) return undefined;
    const value = Number(cell);
    return Number.isSafeInteger(value) ? value : this.#refuse(column, `is ${String(cell)}`);
  }

  /** One of a few values. */
  oneOf<T extends string | number>(column: string, values: readonly T[]): T {
    const cell = typeof values[0] === 'number' ? this.integer(column) : this.text(column);
    return values.find((value) => value === cell) ?? this.#refuse(column, `is ${cell}`);
  }

  /** A value stored as JSON; its shape is that of the program that wrote it. */
  optionalJson<T>(column: string): T | undefined {
    const stored = this.optionalText(column);
    if (stored === undefined) return undefined;
    try {
      return JSON.parse(stored) as T;
    } catch {
      return this.#refuse(column, `is ${stored}`);
    }
  }

  #missing(column: string): never {
    return this.#refuse(column, 'is empty');
  }

  #refuse(column: string, what: string): never {
    const where = `${this.#file}: column "${column}" ${what} in row ${this.#number}`;
    throw new ArchiveError('archive_damaged', `${where}: import again`);
  }
}
