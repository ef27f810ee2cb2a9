import { expect, test, vi } from 'vitest';
import { stage } from '../../../test/support/engine-stage.ts';
import { NOON, RunScript } from '../../../test/support/run-script.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Strategy } from '../../ports/strategy.ts';
import { RunEntries } from '../live/run-entries.ts';
import { DeskActivity } from './desk-activity.ts';

const NOW = NOON as Timestamp;

function watched(strategies: readonly Strategy[]) {
  const { engine } = stage([...strategies]);
  const names = strategies.map((_, i) => `strategy ${i}`);
  return { strategies: names, engine };
}

test('what comes while the desk runs is counted once, however often it is looked at', () => {
  const entries = new RunEntries();
  const activity = new DeskActivity(entries.reader(), watched([{}]));
  const skips = () => activity.told(NOW).strategies[0]?.skipped;
  expect(skips()).toBe(0);
  const script = new RunScript();
  script.skip('no_favorite');
  for (const entry of script.journal) entries.append(entry);
  activity.take();
  expect([skips(), skips()]).toEqual([1, 1]);
});

test('a strategy that fails to answer keeps nobody from the rest', () => {
  const entries = new RunEntries();
  entries.append({ kind: 'MarketListed', at: NOW, market: 0 as never, slug: 'a-market' });
  const opinion = () => {
    throw new Error('a strategy that fails to answer');
  };
  const told = new DeskActivity(entries.reader(), watched([{ opinion }])).told(NOW);
  expect(told.strategies[0]?.silences).toMatchObject([{ code: 'opinion_failed', markets: 1 }]);
});

test('what was learned is told, and no memory is written out for that', () => {
  const memory = vi.fn(() => 'megabytes');
  const facts = { learnedUntil: undefined, markets: 3, lines: ['btc: 3 settled markets'] };
  const fails = () => {
    throw new Error('no idea');
  };
  const all: Strategy[] = [{ memory, memoryFacts: () => facts }, { memoryFacts: fails }, {}];
  const { strategies } = new DeskActivity(new RunEntries().reader(), watched(all)).told(NOW);
  expect(strategies.map(({ models }) => models)).toEqual([
    ['btc: 3 settled markets'],
    ['it does not say what it has learned: Error: no idea'],
    [],
  ]);
  expect(memory).not.toHaveBeenCalled();
});
