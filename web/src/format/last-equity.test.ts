import { expect, test } from 'vitest';
import { lastEquityOf, nowOf } from './last-equity.ts';

const MINUTE = 60_000_000;

test('equity that is not known now is told as it was known last, said to be old', () => {
  const last = lastEquityOf({ at: 7 * MINUTE, value: 1_004_750_000 }, 1_000_000_000, 10 * MINUTE);
  expect(last.words).toBe('Not known now; last known: $1,004.75, 3 min old');
  expect(last).toMatchObject({ value: 1_004_750_000, made: 4_750_000, age: '3 min old' });
});

test('an age is by the clock of the desk, and goes on after the desk has ended', () => {
  const [desk, machine] = [10 * MINUTE, 90 * MINUTE];
  expect(nowOf({ isHeard: true, desk, machine })).toBe(desk);
  expect(nowOf({ isHeard: false, desk, machine })).toBe(machine);
  // A clock that goes behind that of the desk makes nothing younger than it is.
  expect(nowOf({ isHeard: false, desk: machine, machine: desk })).toBe(machine);
});
