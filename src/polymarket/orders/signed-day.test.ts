import { expect, test } from 'vitest';
import { InvariantError } from '../../domain/invariant.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { SignedDay } from './signed-day.ts';

const NOON = 1_776_081_600_000_000 as Timestamp;
const HALF_DAY = 43_200_000_000;
const at = (offset: number) => (NOON + offset) as Timestamp;

test('a day has what was signed on it, and the next nothing', () => {
  const day = new SignedDay();
  expect(day.worthAt(NOON)).toBe(0);
  day.set(NOON, 7 as Usd);
  const around = [-HALF_DAY - 1, 0, HALF_DAY - 1, HALF_DAY].map((offset) =>
    day.worthAt(at(offset)),
  );
  expect(around).toEqual([7, 7, 7, 0]);
});

test('what is signed by a clock that was set back counts on the later day', () => {
  const day = new SignedDay();
  day.set(at(2 * HALF_DAY), 7 as Usd);
  day.set(NOON, 9 as Usd);
  expect(day.worthAt(at(2 * HALF_DAY))).toBe(9);
});

test.each([
  ['no dollars', NOON, Number.NaN],
  ['fewer dollars than none', NOON, -1],
  ['no time', Number.NaN, 1],
])('%s are no count', (_what, time, worth) => {
  expect(() => new SignedDay().set(time as Timestamp, worth as Usd)).toThrow(InvariantError);
});
