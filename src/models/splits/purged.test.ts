import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeUpRows, WINDOW } from '../../../test/support/labeled-rows.ts';
import { purgedSplitCounts } from '../../domain/combinations.ts';
import type { LabeledRows } from '../labeled-rows.ts';
import { forwardSplits, purgedSplits, type Split } from './purged.ts';

const six = madeUpRows({ markets: 6, rowsPerMarket: 2, inputs: 1, seed: 1, slope: 0 });

/** The markets of both sides, in their order. */
function marketsOf({ markets }: LabeledRows, { train, test: held }: Split) {
  const of = (rows: Int32Array) => [...new Set(Array.from(rows, (row) => markets[row]!))];
  return [of(train), of(held)];
}

test('each market is tested once, and its neighbors are purged', () => {
  const splits = purgedSplits(six, { groups: 3, embargo: 0 });
  expect(splits.map((split) => marketsOf(six, split))).toEqual([
    [
      [3, 4, 5],
      [0, 1],
    ],
    [
      [0, 5],
      [2, 3],
    ],
    [
      [0, 1, 2],
      [4, 5],
    ],
  ]);
});

test('an embargo leaves out what opens soon after a test', () => {
  const splits = purgedSplits(six, { groups: 3, embargo: WINDOW });
  expect(splits.map((split) => marketsOf(six, split)[0])).toEqual([[4, 5], [0], [0, 1, 2]]);
});

test('forward in time, only what was over before is trained on', () => {
  expect(forwardSplits(six, 3).map((split) => marketsOf(six, split))).toEqual([
    [[0], [2, 3]],
    [
      [0, 1, 2],
      [4, 5],
    ],
  ]);
});

test('six groups two at a time are fifteen splits, in each group five', () => {
  const rows = madeUpRows({ markets: 60, rowsPerMarket: 1, inputs: 1, seed: 1, slope: 0 });
  const splits = purgedSplits(rows, { groups: 6, embargo: 0 }, 2);
  const { splits: all, paths } = purgedSplitCounts(6, 2);
  expect([all, paths]).toEqual([15, 5]);
  expect(splits).toHaveLength(all);
  const times = new Map<number, number>();
  for (const { test: held } of splits) {
    for (const row of held) times.set(row, (times.get(row) ?? 0) + 1);
  }
  expect([...times.values()]).toEqual(Array.from({ length: 60 }, () => paths));
});

describe('of any rows', () => {
  /** Markets of any length that overlap and stand in any order, a market's rows apart. */
  const anyRows = fc
    .array(
      fc.record({ from: fc.nat(50), length: fc.nat(8), rows: fc.integer({ min: 1, max: 4 }) }),
      {
        minLength: 5,
        maxLength: 25,
      },
    )
    .chain((markets) => {
      const rows = markets.flatMap(({ from, length, rows: many }, market) =>
        Array.from({ length: many }, () => ({ market, from, until: from + length })),
      );
      return fc.shuffledSubarray(rows, { minLength: rows.length });
    })
    .map(
      (rows): LabeledRows => ({
        count: rows.length,
        inputs: 1,
        values: new Float64Array(rows.length),
        labels: new Uint8Array(rows.length),
        markets: Int32Array.from(rows, ({ market }) => market),
        from: Float64Array.from(rows, ({ from }) => from),
        until: Float64Array.from(rows, ({ until }) => until),
      }),
    );

  test('no market is on both sides, and no label interval meets that of a test', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 1, max: 3 }), fc.nat(6), (rows, tested, embargo) => {
        const splits = purgedSplits(rows, { groups: 5, embargo }, tested);
        for (const { train, test: held } of splits) {
          for (const known of train) {
            for (const asked of held) {
              expect(rows.markets[known]).not.toBe(rows.markets[asked]);
              const isBefore = rows.until[known]! < rows.from[asked]!;
              expect(isBefore || rows.from[known]! > rows.until[asked]! + embargo).toBe(true);
            }
          }
        }
      }),
    );
  });

  test('forward, what is known was over before the test began; no row is asked twice', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const asked: number[] = [];
        for (const { train, test: held } of forwardSplits(rows, 5)) {
          const start = Math.min(...Array.from(held, (row) => rows.from[row]!));
          for (const row of train) expect(rows.until[row]).toBeLessThan(start);
          asked.push(...held);
        }
        expect(new Set(asked).size).toBe(asked.length);
      }),
    );
  });
});

test('what cannot be split is refused', () => {
  expect(() => forwardSplits(six, 7)).toThrow('6 markets do not make 7 groups');
  expect(() => purgedSplits(six, { groups: 3, embargo: 0 }, 3)).toThrow('cannot test');
  expect(() => purgedSplits(six, { groups: 3, embargo: -1 })).toThrow('not negative');
  const backward = { ...six, until: six.from.map((at) => at - 1) };
  expect(() => forwardSplits(backward, 2)).toThrow('before it opens');
  expect(() => forwardSplits({ ...six, labels: new Uint8Array(1) }, 2)).toThrow('a label');
  expect(() => forwardSplits({ ...six, inputs: 2 }, 2)).toThrow('numbers each');
});
