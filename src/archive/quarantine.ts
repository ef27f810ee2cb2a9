import type { SourceRow } from './importer.ts';
import type { QuarantineRecord } from './receipt.ts';

/** So many rows of each code are kept for reading; all are counted. */
const KEPT_PER_CODE = 100;
const LONGEST_RAW = 400;
const LONGEST_MESSAGE = 300;

/** Source rows that one unit could not use. */
export class Quarantine {
  readonly kept: QuarantineRecord[] = [];
  readonly #counts = new Map<string, number>();

  add(at: SourceRow, code: string, message: string, raw: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > KEPT_PER_CODE) return;
    this.kept.push({
      file: at.file,
      row: at.row,
      code,
      message: message.slice(0, LONGEST_MESSAGE),
      raw: raw.length > LONGEST_RAW ? `${raw.slice(0, LONGEST_RAW)}…` : raw,
    });
  }

  get counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
}
