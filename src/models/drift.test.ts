import { expect, test } from 'vitest';
import { Random } from '../domain/random.ts';
import { driftOf, driftReference, stabilityIndex } from './drift.ts';
import type { Rows } from './labeled-rows.ts';

/** Two inputs, 0 to 1; the second may lie `shift` higher. */
function rowsOf(count: number, seed: number, shift = 0): Rows {
  const random = new Random(seed, 'drift');
  const values = new Float64Array(2 * count).map((_, i) => random.float() + (i % 2) * shift);
  return { count, inputs: 2, values };
}

test('the index, by hand', () => {
  // Of 49 and 49 rows and half a one each: even. Of 89 and 9: .895 and .095 of 100 and 99.
  const even = [49.5 / 99, 49.5 / 99];
  const odd = [89.5 / 99, 9.5 / 99];
  const expected = odd.reduce((sum, a, i) => sum + (a - even[i]!) * Math.log(a / even[i]!), 0);
  expect(stabilityIndex([49, 49], [89, 9])).toBeCloseTo(expected, 12);
  expect(stabilityIndex([3, 4, 5], [3, 4, 5])).toBe(0);
});

test('what comes from the same source gives no alarm, however few', () => {
  const reference = driftReference(rowsOf(2_000, 1));
  const alarms = [...Array(200).keys()].flatMap((seed) =>
    driftOf(reference, rowsOf(20 + seed, 10 + seed)).filter(({ isAlarm }) => isAlarm),
  );
  expect(alarms.length).toBeLessThanOrEqual(4);
});

test('an input that has moved gives one, and its neighbor none', () => {
  const reference = driftReference(rowsOf(2_000, 1));
  const [first, second] = driftOf(reference, rowsOf(200, 2, 0.4));
  expect(first).toMatchObject({ input: 0, isAlarm: false });
  expect(second).toMatchObject({ input: 1, isAlarm: true });
});

test('a small move gives none, however many rows prove it', () => {
  const [, moved] = driftOf(driftReference(rowsOf(20_000, 1)), rowsOf(20_000, 2, 0.05));
  expect(moved!.index).toBeGreaterThan(moved!.byChance);
  expect(moved!.isAlarm).toBe(false);
});

test('nothing recent, or only missing values, is no drift', () => {
  const reference = driftReference(rowsOf(500, 1));
  const missing = { count: 9, inputs: 2, values: new Float64Array(18).fill(Number.NaN) };
  const alarms = driftOf(reference, missing).map(({ isAlarm }) => isAlarm);
  expect(alarms).toEqual([false, false]);
});

test('a reference is plain numbers', () => {
  const reference = driftReference(rowsOf(100, 1));
  expect(JSON.parse(JSON.stringify(reference))).toStrictEqual(reference);
  expect(reference.counts[0]!.reduce((sum, count) => sum + count, 0)).toBe(100);
});
