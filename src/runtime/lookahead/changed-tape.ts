import type { Random } from '../../domain/random.ts';
import { KIND_REFERENCE, KIND_RESOLVE, KIND_TICK, type Tape } from '../../domain/tape.ts';
import { SCALE, type Timestamp } from '../../domain/units.ts';
import { firstRows, rowsUntil, tapeOf } from '../tape-until.ts';
import { type Change, type Column, concerns, ROW_FIELDS, ROW_TIMES } from './change.ts';

/** The rows up to and including `cut` as they are, those after it changed. */
export function changedTape(tape: Tape, cut: Timestamp, change: Change, random: Random): Tape {
  const { how, only } = change;
  const kept = rowsUntil(tape, cut);
  if (how === 'nothing' || kept === tape.length) return tape;
  if (how === 'scrambled') return scrambled(tape, kept, change, random);
  return only === undefined ? firstRows(tape, kept) : without(tape, kept, ROW_TIMES[only] ?? []);
}

/** Without the rows of these kinds that come after the first `kept`. */
function without(tape: Tape, kept: number, kinds: readonly number[]): Tape {
  const stays = (_: number, row: number) =>
    row < kept || (row < tape.length && !kinds.includes(tape.kind[row] as number));
  return tapeOf(tape, (column) => column.filter(stays) as typeof column);
}

/** The same rows at the same times; from `kept` on they have other values. */
function scrambled(tape: Tape, kept: number, change: Change, random: Random): Tape {
  const copy = firstRows(tape, tape.length);
  const fields = ROW_FIELDS.filter(({ name }) => concerns(change, name));
  for (let row = kept; row < copy.length; row++) {
    const kind = copy.kind[row] as number;
    for (const field of fields) {
      if (field.kind !== kind) continue;
      const column = copy[field.column];
      column[row] = otherValue(field.column, kind, column[row] as number, random);
    }
  }
  return copy;
}

const CENT = 10_000;

/** Never the value itself, and one that could stand there. */
function otherValue(column: Column, kind: number, value: number, random: Random): number {
  if (column === 'side' || column === 'outcome') return 1 - value;
  if (kind === KIND_TICK) return value === CENT ? CENT / 10 : CENT;
  if (kind === KIND_RESOLVE) return value === SCALE ? 0 : SCALE;
  if (kind === KIND_REFERENCE) {
    return Math.round((value * (900 + random.integer(200))) / 1_000) + 1;
  }
  const step = column === 'size' ? SCALE : CENT;
  const other = step * (1 + random.integer(99));
  return other === value ? 100 * step - other + (other === 50 * step ? step : 0) : other;
}
