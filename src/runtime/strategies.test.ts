import { expect, test } from 'vitest';
import type { StrategyDefinition } from '../ports/strategy.ts';
import { chooseStrategy, offerStrategies } from './strategies.ts';

const own: StrategyDefinition = {
  name: 'mine',
  summary: 'waits',
  parameters: { size: { kind: 'shares', default: '1', summary: 'shares' } },
  create: () => ({}),
};

function offered(...definitions: StrategyDefinition[]) {
  const result = offerStrategies(definitions);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

test('every shipped strategy can be chosen with its own defaults', () => {
  for (const { definition } of offered()) {
    expect(chooseStrategy(offered(), definition.name, {})).toMatchObject({ ok: true });
  }
});

test('a strategy of the user is offered beside the shipped ones', () => {
  expect(chooseStrategy(offered(own), 'mine', { size: '2.5' })).toMatchObject({
    ok: true,
    value: { name: 'mine', definition: own, parameters: { size: 2_500_000 } },
  });
});

test('a taken name, an unknown name and a wrong parameter are refused by name', () => {
  const twin = { ...own, name: 'do-nothing' };
  expect(offerStrategies([twin])).toMatchObject({ ok: false, code: 'strategy_name_taken' });
  expect(chooseStrategy(offered(), 'late-favorite', {})).toMatchObject({
    code: 'unknown_strategy',
    message: expect.stringContaining('did you mean "late-favourite"'),
  });
  expect(chooseStrategy(offered(own), 'mine', { sise: '1' })).toMatchObject({
    code: 'unknown_parameter',
    message: expect.stringMatching(/"mine".*"sise".*did you mean "size"/),
  });
});
