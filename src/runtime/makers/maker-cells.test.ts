import { describe, expect, test } from 'vitest';
import { PRICING_ENGINES } from '../../models/pricing/engines.ts';
import { STRATEGIES } from '../../strategies/registry.ts';
import type { RecordedSet } from '../claims/recorded-sets.ts';
import { offerStrategies } from '../strategies.ts';
import { chooseMakers, makerRuns, optionsOfMaker } from './maker-cells.ts';

const offer = offerStrategies([{ ...STRATEGIES[0]!, name: 'my-own' }]);
const offered = offer.ok ? offer.value : [];

function chosen(...names: string[]) {
  const makers = chooseMakers(offered, names);
  if (!makers.ok) throw new Error(makers.code);
  return makers.value;
}

const labels = (...names: string[]) => chosen(...names).map(({ label }) => label);

describe('makers', () => {
  test('are every pricing engine there is, and two controls', () => {
    const engines = Object.keys(PRICING_ENGINES);
    expect(labels().sort()).toEqual([...engines, 'join-best', 'do-nothing'].sort());
  });

  test('are those that are named, one of the user too', () => {
    expect(labels('my-own', 'join-best')).toEqual(['join-best', 'my-own']);
    expect(labels('market-maker')).toHaveLength(Object.keys(PRICING_ENGINES).length);
    expect(chooseMakers(offered, ['nobody'])).toMatchObject({ code: 'unknown_strategy' });
  });
});

const SET: RecordedSet = {
  dataset: 'a-set',
  rows: 5,
  feeds: [],
  standIns: { fee: undefined, takerDelayMs: 250, told: [] },
  notes: [],
  doubt: undefined,
};
const half = (latency: number) => ({ feed: latency / 2, orderEntry: latency / 2, response: 0 });

describe('runs', () => {
  const runsAt = (...latencies: number[]) =>
    makerRuns([SET], chosen('join-best'), latencies, half as never).map(
      ({ fills, latency }) => `${fills.label} ${latency / 1000}`,
    );

  test('have every rule of who is filled at every latency', () => {
    const rules = ['through', 'pessimistic', 'proportional', 'power 3'];
    expect(runsAt(50_000, 250_000)).toEqual(rules.flatMap((rule) => [`${rule} 50`, `${rule} 250`]));
  });

  test('fill by their rule, against nothing of unknown size, with the facts of the set', () => {
    const [first, , , last] = makerRuns([SET], chosen('join-best'), [50_000], half as never);
    const optionsOf = (run: typeof first) => optionsOfMaker(run!, { root: 'x' } as never);
    expect(optionsOf(first)).toMatchObject({
      inferFills: 'through',
      unknownDepth: 'refuse',
      takerDelayMs: 250,
      data: { datasets: ['a-set'] },
    });
    expect(optionsOf(last)).toMatchObject({
      inferFills: 'depletion',
      queue: { kind: 'power', n: 3 },
    });
  });
});
