import { expect, test } from 'vitest';
import { lastEquityOf, nowOf } from './last-equity.ts';

const MINUTE = 60_000_000;

test('equity that is not known now is told as it was known last, said to be old', () => {
  const last = lastEquityOf({ at: 7 * MINUTE, value: 1_004_750_000 }, 1_000_000_000, 10 * MINUTE);
  expect(last.words).toBe('Not known now; last known: $1,004.75, 3 min old');
  expect(last).toMatchObject({ value: 1_004_750_000, made: 4_750_000, age: '3 min old' });
});

test('an age is by the clock of the desk, whatever day that has, and goes on without it', () => {
  const [desk, machine] = [10 * MINUTE, 300_000 * MINUTE];
  expect(nowOf({ desk, machine, silentSince: undefined })).toBe(desk);
  expect(nowOf({ desk, machine, silentSince: machine - 2 * MINUTE })).toBe(desk + 2 * MINUTE);
  // A clock that was set back makes nothing younger than it is.
  expect(nowOf({ desk, machine, silentSince: machine + MINUTE })).toBe(desk);
});
