import type { Tape } from '../domain/tape.ts';
import type { Timestamp } from '../domain/units.ts';

/** How many rows come at or before `cut`. */
export function rowsUntil({ tsInit, length }: Tape, cut: Timestamp): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tsInit[middle] as number) <= cut) low = middle + 1;
    else high = middle;
  }
  return low;
}

type AnyColumn = Float64Array | Int32Array | Uint8Array;

/** A tape whose columns are made of those of another: copies, so that nothing is behind its end. */
export function tapeOf(tape: Tape, columnOf: <C extends AnyColumn>(column: C) => C): Tape {
  const tsInit = columnOf(tape.tsInit);
  return {
    length: tsInit.length,
    tsInit,
    tsEvent: columnOf(tape.tsEvent),
    market: columnOf(tape.market),
    outcome: columnOf(tape.outcome),
    kind: columnOf(tape.kind),
    side: columnOf(tape.side),
    flags: columnOf(tape.flags),
    price: columnOf(tape.price),
    size: columnOf(tape.size),
  };
}

export function firstRows(tape: Tape, count: number): Tape {
  return tapeOf(tape, (column) => column.slice(0, count) as typeof column);
}
