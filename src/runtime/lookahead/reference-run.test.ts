import { expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import { chooseCuts } from './reference-run.ts';

const entry = (at: number, kind: string) =>
  ({ kind, at, reason: {}, command: { strategy: 0 }, strategy: 0 }) as unknown as JournalEntry;

const reference = {
  entries: [
    entry(1, 'MarketListed'),
    ...Array.from({ length: 50 }, (_, i) => entry(10 + i, 'Skipped')),
    entry(70, 'Submitted'),
    entry(70, 'Answered'),
    entry(70, 'Skipped'),
    entry(80, 'CancelRequested'),
    entry(90, 'Denied'),
    entry(100, 'Skipped'),
  ],
  listedAt: [],
  from: 1 as Timestamp,
  to: 100 as Timestamp,
};

test('every time of a decision that has a future, once', () => {
  const { cuts, times } = chooseCuts(reference, undefined, 1);
  expect(cuts).toEqual([...Array.from({ length: 50 }, (_, i) => 10 + i), 70, 80, 90]);
  expect(times).toBe(53);
  expect(chooseCuts(reference, 53, 1).cuts).toEqual(cuts);
});

test('a sample is of the seed, in order, and half of it orders while there are some', () => {
  const { cuts, times } = chooseCuts(reference, 6, 1);
  expect(times).toBe(53);
  expect(cuts).toEqual([...cuts].sort((a, b) => a - b));
  expect(new Set(cuts).size).toBe(6);
  expect(cuts.filter((at) => at >= 70)).toEqual([70, 80, 90]);
  expect(chooseCuts(reference, 6, 1).cuts).toEqual(cuts);
  expect(chooseCuts(reference, 6, 2).cuts).not.toEqual(cuts);
  expect(chooseCuts(reference, 1, 1).cuts).toHaveLength(1);
  expect(chooseCuts(reference, 52, 1).cuts).toHaveLength(52);
});
