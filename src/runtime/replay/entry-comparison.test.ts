import { expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { EntryComparison } from './entry-comparison.ts';

const closed = (market: number) => ({ kind: 'MarketClosed', at: 1, market }) as JournalEntry;

function compared(run: readonly number[], replay: readonly number[]): EntryComparison {
  const comparison = new EntryComparison(run.map(closed));
  for (const market of replay) comparison.append(closed(market));
  return comparison;
}

test('equal journals do not differ', () => {
  expect(compared([1, 2], [1, 2])).toMatchObject({
    hasDeparted: false,
    finalDifference: undefined,
  });
});

test('the first entry that is another is the difference, whatever comes after', () => {
  const comparison = compared([1, 2, 3], [1, 4, 3]);
  const difference = { entry: 2, run: closed(2), replay: closed(4) };
  expect(comparison).toMatchObject({ difference, finalDifference: difference, hasDeparted: true });
});

test('a replay that ends otherwise differs from a run that has ended, not from one cut off', () => {
  expect(compared([1, 2], [1])).toMatchObject({
    difference: undefined,
    finalDifference: { entry: 2, run: closed(2), replay: undefined },
  });
  expect(compared([1], [1, 2])).toMatchObject({
    hasDeparted: true,
    difference: undefined,
    finalDifference: { entry: 2, run: undefined, replay: closed(2) },
  });
});
