import { expect, test } from 'vitest';
import { strategyRun } from '../../../test/support/backtest-options.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { offerStrategies } from '../strategies.ts';
import { optionsOfRun } from './run-options.ts';
import { runBegun } from './written-run.ts';

const options = strategyRun('archive', 'random', { size: '7' });
const begun = runBegun({ name: 'one', mode: 'backtest', at: 1 as Timestamp }, options);

const random = options.strategies[0]?.definition as StrategyDefinition;
const offer = (definition: StrategyDefinition) => [{ definition, isOwn: false }];

test('a run is repeated with the options that it had', () => {
  const offered = offerStrategies([]);
  expect(optionsOfRun(begun, offered.ok ? offered.value : [])).toEqual({
    ok: true,
    value: options,
  });
});

const learning: StrategyDefinition = {
  ...random,
  readMemory: (text) =>
    text === 'ten markets'
      ? ok({ learnedUntil: 1 as Timestamp, markets: 10, lines: [] })
      : refuse('memory_corrupt', 'no markets in it'),
};

/** The run of one that had learned so much before, as it is written down. */
const remembering = (memory: string) => {
  const strategies = options.strategies.map((choice) => ({ ...choice, memory }));
  const run = { name: 'one', mode: 'paper', at: 1 as Timestamp } as const;
  return JSON.parse(JSON.stringify(runBegun(run, { ...options, strategies }))) as typeof begun;
};

test('a strategy goes on from what it had learned', () => {
  const told = optionsOfRun(remembering('ten markets'), offer(learning));
  expect(told).toMatchObject({ ok: true, value: { strategies: [{ memory: 'ten markets' }] } });
});

test.each([
  ['which it cannot read', learning, 'it had', 'no markets in it'],
  ['as it does not learn any more', random, 'ten markets', 'it does not learn any more'],
])('a memory is refused %s', (_, definition, memory, why) => {
  expect(optionsOfRun(remembering(memory), offer(definition))).toEqual({
    ok: false,
    code: 'strategy_changed',
    message: `strategy "random" has changed, its memory is lost: ${why}`,
  });
});

test('a parameter that was called otherwise is the one of today', () => {
  const { size, ...rest } = random.parameters;
  const parameters = { ...rest, shares: size } as StrategyDefinition['parameters'];
  const renamed = { ...random, parameters, earlierNames: { shares: 'size' } };
  expect(optionsOfRun(begun, offer(renamed))).toMatchObject({
    value: { strategies: [{ parameters: { shares: 7_000_000 } }] },
  });
});

test('a strategy that is gone, or takes other parameters, is refused', () => {
  expect(optionsOfRun(begun, [])).toMatchObject({ ok: false, code: 'unknown_strategy' });
  const { size, ...rest } = random.parameters;
  const fresh = { ...rest, size: { kind: 'choice', choices: ['7'], default: '7', summary: '' } };
  for (const parameters of [rest, { ...random.parameters, more: size }, fresh]) {
    const changed = { ...random, parameters } as StrategyDefinition;
    expect(optionsOfRun(begun, offer(changed))).toMatchObject({ code: 'strategy_changed' });
  }
});
