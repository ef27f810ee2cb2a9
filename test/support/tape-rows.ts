import type { Tape } from '../../src/domain/tape.ts';

/** One row of a tape; what is left out is 0. Prices, sizes and times in units. */
export type Row = {
  readonly kind: number;
  readonly at: number;
  /** When the venue says that it happened; the same time where that is left out. */
  readonly tsEvent?: number;
  readonly market?: number;
  readonly outcome?: number;
  readonly side?: number;
  readonly price?: number;
  readonly size?: number;
  readonly flags?: number;
};

/** Rows as a tape. */
export function tapeOf(rows: readonly Row[]): Tape {
  return {
    length: rows.length,
    tsEvent: Float64Array.from(rows, (row) => row.tsEvent ?? row.at),
    tsInit: Float64Array.from(rows, (row) => row.at),
    market: Int32Array.from(rows, (row) => row.market ?? 0),
    outcome: Uint8Array.from(rows, (row) => row.outcome ?? 0),
    kind: Uint8Array.from(rows, (row) => row.kind),
    side: Uint8Array.from(rows, (row) => row.side ?? 0),
    flags: Uint8Array.from(rows, (row) => row.flags ?? 0),
    price: Int32Array.from(rows, (row) => row.price ?? 0),
    size: Float64Array.from(rows, (row) => row.size ?? 0),
  };
}
