import { expect, test } from 'vitest';
import { offerStrategies } from '../strategies.ts';
import { boardRules, optionsOfCell } from './board-run.ts';
import type { RecordedSet } from './recorded-sets.ts';
import { chooseVariants } from './variants.ts';

const DATA = {
  root: 'archive',
  datasets: undefined,
  markets: undefined,
  assets: undefined,
  categories: undefined,
  from: undefined,
  to: undefined,
  completeOnly: false,
};
const SET: RecordedSet = {
  dataset: 'a',
  rows: 1,
  feeds: [],
  notes: [],
  doubt: undefined,
  standIns: { fee: undefined, takerDelayMs: 250, told: [] },
};
const PARTS = { feed: 5, entry: 6, response: 6 };

function optionsOf(strategy: string) {
  const offered = offerStrategies([]);
  const chosen = chooseVariants(offered.ok ? offered.value : [], [strategy]);
  if (!chosen.ok) expect.fail(chosen.message);
  const variant = chosen.value[0]!;
  return optionsOfCell({ variant, set: SET, latency: 11, parts: PARTS }, DATA, 0);
}

test('a cell plays one strategy on one set, at its latency, with what stands in there', () => {
  const options = optionsOf('momentum');
  expect(options).toMatchObject({
    data: { root: 'archive', datasets: ['a'], halfSpread: 10_000 },
    strategies: [{ name: 'momentum' }],
    latency: PARTS,
    fee: undefined,
    takerDelayMs: 250,
    capital: 1_000_000_000_000,
    limits: { maxExposure: 'unlimited', maxOrderSize: 500_000_000 },
  });
});

test('who stakes a part of the cash begins with that of its source, and the rules say so', () => {
  expect(optionsOf('ml').capital).toBe(1_000_000_000);
  const rules = boardRules().join(' ');
  expect(rules).toContain('1,000,000 dollars at the start');
  expect(rules).toContain('(1,000 for ml,');
  expect(rules).toContain('0.01 to either side');
});
