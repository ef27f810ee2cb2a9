// How the maker splits and merges complete sets.
import { expect, test } from 'vitest';
import { CALM, HOUR, hold, quoting } from '../../../test/support/quoting-maker.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import { marketMaker } from './strategy.ts';

/** So many shares of each outcome are held, and no order offers them. */
function holdSets(bench: StrategyBench, sets: number): void {
  for (const token of [0, 1]) hold(bench, token, sets);
}

const setsOf = (bench: StrategyBench) => bench.story.filter((line) => /split|merge/.test(line));

test.each([
  [{}, 9, []],
  [{}, 12, ['60s merge 12: sets']],
  [{ mergeThreshold: '13' }, 12, []],
  [{ mergeThreshold: '0' }, 12, []],
  [{ splitSize: '5' }, 12, ['30s split 5: sets']],
])('with %o, %d that nobody needs: %o', (parameters, sets, changes) => {
  const bench = quoting(parameters);
  holdSets(bench, sets);
  bench.quote(60, '0.50', '0.52');
  bench.pass(60);
  expect(setsOf(bench)).toEqual(changes);
});

test('that this decision offers are not merged', () => {
  const bench = new StrategyBench(marketMaker, CALM, [HOUR]);
  for (let second = 0; second < 30; second += 5) bench.quote(second, '0.50', '0.52');
  holdSets(bench, 19);
  bench.quote(30, '0.50', '0.52');
  expect(bench.story.slice(1)).toEqual([
    '30s sell 10 of 1 at 0.51 GTC post-only: quote',
    '30s sell 10 of 0 at 0.53 GTC post-only: quote',
  ]);
});

test('are merged one change after the other', () => {
  const bench = quoting();
  holdSets(bench, 10);
  bench.pass(90);
  expect(setsOf(bench)).toEqual(['60s merge 10: sets']);
  bench.changeSets(3);
  holdSets(bench, 20);
  bench.pass(120);
  expect(setsOf(bench).slice(1)).toEqual(['120s merge 20: sets']);
});

test('that could not be merged are left alone for five minutes', () => {
  const bench = quoting();
  holdSets(bench, 10);
  bench.pass(60);
  bench.refuseSets(3, 'chain_unavailable');
  bench.pass(390);
  expect(setsOf(bench)).toEqual(['60s merge 10: sets', '360s merge 10: sets']);
});

test('are merged as soon as a desk that refused all goes on', () => {
  const bench = quoting();
  holdSets(bench, 10);
  bench.pass(60);
  bench.refuseSets(3, 'not_reconciled');
  bench.pass(95);
  expect(setsOf(bench)).toEqual(['60s merge 10: sets', '90s merge 10: sets']);
});

test('are split off to begin with, where that is asked for, and sold on both sides', () => {
  const bench = new StrategyBench(marketMaker, { ...CALM, splitSize: '10' }, [HOUR]);
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(setsOf(bench)).toEqual(['30s split 10: sets']);
  bench.changeSets(3);
  bench.cancel(1, 'requested');
  bench.cancel(2, 'requested');
  expect(bench.story.slice(-2)).toEqual([
    '30s sell 10 of 1 at 0.51 GTC post-only: quote',
    '30s sell 10 of 0 at 0.53 GTC post-only: quote',
  ]);
  expect(setsOf(bench)).toHaveLength(1);
});

test.each([
  [250_000, ['30s split 10: sets']],
  [333_333, ['30s split 13.33: sets']],
  // What could not be offered, for it is too small, is not split off again and again.
  [120_000, []],
  [0, []],
])('of a maker sized down to %d millionths that part is split off', (part, changes) => {
  const bench = new StrategyBench(marketMaker, { ...CALM, splitSize: '40' }, [HOUR]);
  bench.view.part = part;
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(setsOf(bench)).toEqual(changes);
});

test.each([
  [1_000_000, []],
  [500_000, ['60s merge 20: sets']],
  [0, ['60s merge 40: sets']],
])('at %d millionths the sets beyond that part of those to keep are merged', (part, changes) => {
  const bench = quoting({ splitSize: '40' });
  bench.changeSets(3);
  bench.view.part = part;
  holdSets(bench, 40);
  bench.quote(60, '0.50', '0.52');
  bench.pass(400);
  expect(setsOf(bench).slice(1)).toEqual(changes);
});

test.each([
  ['all is free', 0, 0, '100', 50, ['split 50']],
  ['shares have cost too much', 45, 0, '100', 50, []],
  ['what they cost leaves room', 40, 0, '100', 50, ['split 50']],
  ['so have splits under way', 0, 45, '100', 50, []],
  ['bids that rest take the rest', 0, 0, '59', 50, []],
  ['and leave it', 0, 0, '60', 50, ['split 50']],
])('of what a market may bind, %s', (_, cost, splitting, maxCost, splitSize, changes) => {
  const texts = { ...CALM, maxCost, splitSize: String(splitSize) };
  const bench = new StrategyBench(marketMaker, texts, [HOUR]);
  bench.view.costs.set(1 as TokenIndex, (cost * 1e6) as Usd);
  bench.view.splits.set(0 as MarketIndex, (splitting * 1e6) as Shares);
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(setsOf(bench)).toEqual(changes.map((change) => `30s ${change}: sets`));
  // Bids of 4.90 and 4.70 dollars have gone before.
  expect(bench.story.filter((line) => /buy/.test(line))).toHaveLength(2);
});
