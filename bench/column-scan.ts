import type { Tape } from '../src/domain/tape.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';
import { type Spread, spreadOf } from './spread.ts';
import { lap } from './stopwatch.ts';

/**
 * Reads every column of a tape once and adds it up: the roof that nothing which reads rows in this
 * language can pass. Everything else is measured against it.
 */
export function columnScan(tape: Tape): number {
  const { length, tsInit, market, outcome, kind, side, flags, price, size } = tape;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    sum += (tsInit[i] as number) + (market[i] as number) + (outcome[i] as number);
    sum += (kind[i] as number) + (side[i] as number) + (flags[i] as number);
    sum += (price[i] as number) + (size[i] as number);
  }
  return sum;
}

const ROWS = 2_000_000;

/** Rows a second of the scan, for sections that have no tape of their own at hand. */
export function scanRate(runs: number): Spread {
  const tape = new RandomTape(200, 7).fill(emptyColumns(ROWS), ROWS);
  columnScan(tape);
  const rates = Array.from({ length: runs }, () => {
    const { wall } = lap(() => columnScan(tape));
    return tape.length / wall;
  });
  return spreadOf(rates);
}
