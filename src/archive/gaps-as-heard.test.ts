import { expect, test } from 'vitest';
import { confirmAt, gapAt, type Message, messagesToTape } from '../../test/support/tape-builder.ts';
import type { MarketIndex } from '../domain/ids.ts';
import { KIND_GAP } from '../domain/tape.ts';
import type { Timestamp } from '../domain/units.ts';
import { gapsAsHeard, type LateGap } from './gaps-as-heard.ts';

const late = (from: number, at: number, market = 0, reason: LateGap['reason'] = 'stale') =>
  ({
    market: market as MarketIndex,
    from: from as Timestamp,
    at: at as Timestamp,
    reason,
  }) as const;

/** Tapes of such messages, as whoever listened heard them: `gap market@time` or `row@time`. */
async function heard(tapes: readonly (readonly Message[])[], ...gaps: readonly LateGap[]) {
  async function* all() {
    for (const messages of tapes) yield messagesToTape(...messages);
  }
  const rows: string[][] = [];
  for await (const tape of gapsAsHeard(all(), gaps)) {
    const own: string[] = [];
    for (let row = 0; row < tape.length; row++) {
      const what = tape.kind[row] === KIND_GAP ? `gap ${tape.market[row]}` : 'row';
      own.push(`${what}@${tape.tsInit[row]}`);
    }
    rows.push(own);
  }
  return rows;
}

test('a gap is where it was heard of, not where it began', async () => {
  const tape = [confirmAt(10), gapAt(10, 'stale'), confirmAt(20, 1), confirmAt(30)];
  expect(await heard([tape], late(10, 25))).toEqual([['row@10', 'row@20', 'gap 0@25', 'row@30']]);
});

test('also in another tape, between two, and after the last', async () => {
  const tapes = [[gapAt(10, 'stale'), confirmAt(12)], [confirmAt(20)], [confirmAt(30)]];
  expect(await heard(tapes, late(10, 21))).toEqual([
    ['row@12'],
    ['row@20'],
    ['gap 0@21', 'row@30'],
  ]);
  expect(await heard(tapes, late(10, 31))).toEqual([
    ['row@12'],
    ['row@20'],
    ['row@30'],
    ['gap 0@31'],
  ]);
});

test('one that is told again where a part of the recording begins is told once', async () => {
  const tape = [gapAt(10, 'stale'), confirmAt(15), gapAt(15, 'stale'), confirmAt(30)];
  expect(await heard([tape], late(10, 25))).toEqual([['row@15', 'gap 0@25', 'row@30']]);
});

test('those of other markets, reasons and times stay', async () => {
  const tape = [gapAt(10, 'stale', 1), gapAt(12, 'bad_rows'), confirmAt(20), gapAt(40, 'stale')];
  expect(await heard([tape], late(10, 25))).toEqual([
    ['gap 1@10', 'gap 0@12', 'row@20', 'gap 0@25', 'gap 0@40'],
  ]);
  expect(await heard([tape])).toEqual([['gap 1@10', 'gap 0@12', 'row@20', 'gap 0@40']]);
});
