import { describe, expect, test } from 'vitest';
import { STRATEGIES } from '../../strategies/registry.ts';
import { chooseStrategy, offerStrategies } from '../strategies.ts';
import { chooseVariants } from './variants.ts';

const own = { ...STRATEGIES[0]!, name: 'my-own' };
const offer = offerStrategies([own]);
const offered = offer.ok ? offer.value : [];
const labelsOf = (...names: string[]) => {
  const chosen = chooseVariants(offered, names);
  return chosen.ok ? chosen.value.map(({ label }) => label) : chosen.code;
};

describe('without names', () => {
  test('every strategy that comes with the program stands on the board, but for makers', () => {
    const chosen = chooseVariants(offered, []);
    const names = chosen.ok ? chosen.value.map(({ name }) => name) : [];
    expect([...new Set(names)].sort()).toEqual(
      STRATEGIES.map(({ name }) => name)
        .filter((name) => name !== 'join-best' && name !== 'market-maker')
        .sort(),
    );
  });

  test('the first variant of each is the one with its defaults, and no label comes twice', () => {
    const chosen = chooseVariants(offered, []);
    if (!chosen.ok) expect.fail(chosen.message);
    const labels = chosen.value.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    const fusion = chosen.value.filter(({ name }) => name === 'fusion');
    expect(fusion).toHaveLength(7);
    expect(fusion[0]).toMatchObject({
      label: 'fusion agree/net',
      parameters: { side: 'agree', score: 'net' },
    });
  });
});

test('the learned model begins as that of its source did', () => {
  const chosen = chooseVariants(offered, ['ml']);
  const priors = chosen.ok ? chosen.value.map(({ parameters }) => parameters.prior) : [];
  expect(priors.slice(0, 6)).toEqual(Array(6).fill('none'));
});

test('the learned model stands there as it is shipped, too', () => {
  const chosen = chooseVariants(offered, ['ml']);
  const shipped = chosen.ok
    ? chosen.value.find((one) => one.label === 'ml, prior=market')
    : undefined;
  const asked = chooseStrategy(offered, 'ml', {});
  expect(shipped?.parameters).toEqual(asked.ok ? asked.value.parameters : undefined);
});

test('what the sources did stands there with their parameters', () => {
  const chosen = chooseVariants(offered, ['fusion', 'ml', 'late-favourite']);
  const of = (label: string) =>
    chosen.ok ? chosen.value.find((one) => one.label === label)?.parameters : undefined;
  expect(of('fusion as S3')).toMatchObject({ side: 'price', minSignals: 1, weights: 'fixed' });
  expect(of('ml as S0')).toMatchObject({ prior: 'none', model: 'boosted-trees', minEdge: -1 });
  expect(of('late-favourite above 0.80')).toMatchObject({ threshold: 800_000 });
});

test('named ones alone, each once, also the own and those that the board leaves out', () => {
  expect(labelsOf('my-own', 'join-best', 'my-own')).toEqual(['my-own', 'join-best']);
  expect(labelsOf('late-favourite')).toEqual([
    'late-favourite',
    'late-favourite, one look',
    'late-favourite, at rest',
    'late-favourite above 0.80',
    'late-favourite, 100 shares',
    'late-favourite, 300 shares',
  ]);
  expect(labelsOf('constructor')).toBe('unknown_strategy');
});
