import { expect, test } from 'vitest';
import type { RunRecord } from '../report/run-record.ts';
import { requireUnbroken } from './broken-strategy.ts';

const halt = (message: string) => ({ kind: 'StrategyHalted', at: 1, strategy: 0, message });
const recordOf = (...journal: object[]) =>
  ({ strategies: ['mine'], journal }) as unknown as RunRecord;

test('a strategy that threw is named, with how often and what first', () => {
  const broken = recordOf(halt('TypeError: a'), { kind: 'StrategyRestarted' }, halt('b'));
  expect(() => requireUnbroken([recordOf(), broken])).toThrow(
    'mine threw 2 times, first TypeError: a',
  );
});

test('without one nothing is said', () => {
  expect(() => requireUnbroken([recordOf(), recordOf({ kind: 'MarketClosed' })])).not.toThrow();
});
