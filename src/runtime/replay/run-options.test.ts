import { expect, test } from 'vitest';
import { strategyRun } from '../../../test/support/backtest-options.ts';
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

test('a strategy that is gone, or takes other parameters, is refused', () => {
  expect(optionsOfRun(begun, [])).toMatchObject({ ok: false, code: 'unknown_strategy' });
  const { size, ...rest } = random.parameters;
  const fresh = { ...rest, size: { kind: 'choice', choices: ['7'], default: '7', summary: '' } };
  for (const parameters of [rest, { ...random.parameters, more: size }, fresh]) {
    const changed = { ...random, parameters } as StrategyDefinition;
    expect(optionsOfRun(begun, offer(changed))).toMatchObject({ code: 'strategy_changed' });
  }
});
