import type { MarketIndex } from '../domain/ids.ts';
import { FLAG_LAST, GAP_REASONS, type GapReason, KIND_GAP, type Tape } from '../domain/tape.ts';
import type { Timestamp } from '../domain/units.ts';
import { RowBuffer } from './row-buffer.ts';

/** A book was not known since `from`, and whoever listened heard of that only then. */
export type LateGap = {
  readonly market: MarketIndex;
  readonly from: Timestamp;
  readonly at: Timestamp;
  readonly reason: GapReason;
};

/**
 * The same tapes for whoever listened then: an archive ends trust where a gap began, a run trusted
 * the book until it heard of that. `gaps` in the order in which they were heard.
 */
export async function* gapsAsHeard(
  tapes: AsyncIterable<Tape>,
  gaps: readonly LateGap[],
): AsyncGenerator<Tape> {
  let next = 0;
  for await (const tape of tapes) {
    const first = tape.tsInit[0] as number;
    const last = tape.tsInit[tape.length - 1] as number;
    const told = gaps.filter(({ from, at }) => at >= first && from <= last);
    const isDue = next < gaps.length && (gaps[next] as LateGap).at < last;
    if (tape.length === 0 || (told.length === 0 && !isDue)) {
      yield tape;
      continue;
    }
    const rows = new RowBuffer();
    for (let row = 0; row < tape.length; row++) {
      const at = tape.tsInit[row] as number;
      for (; next < gaps.length && (gaps[next] as LateGap).at < at; next++) {
        push(rows, gaps[next] as LateGap);
      }
      if (!isToldEarly(tape, row, told)) copy(rows, tape, row);
    }
    if (rows.length > 0) yield rows;
  }
  const left = new RowBuffer();
  for (; next < gaps.length; next++) push(left, gaps[next] as LateGap);
  if (left.length > 0) yield left;
}

/** Also where a part of the recording begins, and says again what began before it. */
function isToldEarly(tape: Tape, row: number, gaps: readonly LateGap[]): boolean {
  if (tape.kind[row] !== KIND_GAP) return false;
  const at = tape.tsInit[row] as number;
  const reason = GAP_REASONS[tape.price[row] as number];
  return gaps.some(
    (gap) =>
      gap.market === tape.market[row] && gap.reason === reason && gap.from <= at && at < gap.at,
  );
}

function push(rows: RowBuffer, { market, at, reason }: LateGap): void {
  const code = GAP_REASONS.indexOf(reason);
  rows.push(Number.NaN, at, market, 0, KIND_GAP, 0, code, 0, FLAG_LAST);
}

function copy(rows: RowBuffer, tape: Tape, row: number): void {
  const { tsEvent, tsInit, market, outcome, kind, side, price, size, flags } = tape;
  const of = (column: { readonly [row: number]: number }) => column[row] as number;
  rows.push(
    of(tsEvent),
    of(tsInit),
    of(market),
    of(outcome),
    of(kind),
    of(side),
    of(price),
    of(size),
    of(flags),
  );
}
