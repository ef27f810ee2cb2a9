import { expect, test } from 'vitest';
import { NOON, RunScript } from '../../../test/support/run-script.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { DeskActivity } from './desk-activity.ts';

const NOW = NOON as Timestamp;

function definition(readMemory?: StrategyDefinition['readMemory']): StrategyDefinition {
  const bare = { name: 'alpha', summary: '', parameters: {}, create: () => ({}) };
  return readMemory === undefined ? bare : { ...bare, readMemory };
}

function watched(definitions: readonly StrategyDefinition[]) {
  return {
    strategies: definitions.map(({ name }) => name),
    definitions,
    engine: {
      opinionOf: () => {
        throw new Error('a strategy that fails to answer');
      },
      memoryOf: () => 'memory',
    },
  };
}

test('what comes while the desk runs is counted once, however often it is looked at', () => {
  const entries: JournalEntry[] = [];
  const activity = new DeskActivity(entries, watched([definition()]));
  const skips = () => activity.told(NOW).strategies[0]?.skipped;
  expect(skips()).toBe(0);
  const script = new RunScript();
  script.skip('no_favorite');
  entries.push(...script.journal);
  activity.take();
  expect([skips(), skips()]).toEqual([1, 1]);
});

test('a strategy that fails to answer keeps nobody from the rest', () => {
  const entries: JournalEntry[] = [
    { kind: 'MarketListed', at: NOW, market: 0 as never, slug: 'a-market' },
  ];
  const told = new DeskActivity(entries, watched([definition()])).told(NOW);
  expect(told.strategies[0]?.silences).toMatchObject([{ code: 'opinion_failed', markets: 1 }]);
});

test('what was learned is told by who can read it', () => {
  const facts = { learnedUntil: undefined, markets: 3, lines: ['btc: 3 settled markets'] };
  const all = [
    definition(() => ok(facts)),
    definition(() => refuse('memory_corrupt', 'no memory')),
    definition(),
  ];
  const { strategies } = new DeskActivity([], watched(all)).told(NOW);
  expect(strategies.map(({ models }) => models)).toEqual([
    ['btc: 3 settled markets'],
    ['no memory'],
    [],
  ]);
});
