import { expect, test } from 'vitest';
import { CALM, HOUR, hold } from '../../../test/support/quoting-maker.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import { NEW_STANDING } from '../../domain/risk-standing.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';
import { marketMaker } from './strategy.ts';

test('of what an operator has sized down that part is quoted', () => {
  const bench = new StrategyBench(marketMaker, { ...CALM, size: '40' }, [HOUR]);
  bench.view.part = 250_000;
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(bench.story.slice(1)).toEqual([
    '30s buy 10 of 0 at 0.49 GTC post-only: quote',
    '30s buy 10 of 1 at 0.47 GTC post-only: quote',
  ]);
});

test.each([
  [0, '30s sell 10 of 0 at 0.53 GTC post-only: quote'],
  [1, '30s sell 10 of 1 at 0.51 GTC post-only: quote'],
])('sized down to nothing, what is held of outcome %d is offered whole', (token, sale) => {
  const bench = new StrategyBench(marketMaker, CALM, [HOUR]);
  bench.view.part = 0;
  hold(bench, token, 10);
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(bench.story.slice(1)).toEqual([sale]);
});

test('sized down to nothing, what has not settled is got out of by the other outcome', () => {
  const bench = new StrategyBench(marketMaker, CALM, [HOUR]);
  bench.view.part = 0;
  hold(bench, 0, 10);
  bench.view.sellables.set(0 as TokenIndex, 0 as Shares);
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(bench.story.slice(1)).toEqual(['30s buy 10 of 1 at 0.47 GTC post-only: quote']);
});

test('where it says reduce, what is held is offered whole, and half is bid for', () => {
  const bench = new StrategyBench(marketMaker, { ...CALM, size: '20' }, [HOUR]);
  bench.view.risk = { ...NEW_STANDING, mode: 'reduce' };
  hold(bench, 0, 20);
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(bench.story.slice(1)).toEqual([
    '30s buy 10 of 0 at 0.49 GTC post-only: quote',
    '30s sell 20 of 0 at 0.53 GTC post-only: quote',
  ]);
});

/** Sales are what is denied, for what the account could lose by them: so the gate has it. */
function denied(code: string, mode: 'normal' | 'reduce' = 'reduce') {
  const bench = new StrategyBench(marketMaker, { ...CALM, size: '20' }, [HOUR]);
  bench.view.risk = { ...NEW_STANDING, mode };
  hold(bench, 0, 20);
  bench.denyWith = code;
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  bench.denyWith = undefined;
  const before = bench.story.length;
  const sales = () => bench.story.slice(before).filter((line) => line.includes(' sell '));
  return { bench, sales };
}

test('a sale that is denied for half of the limits is asked for by half while they hold', () => {
  const { bench, sales } = denied('reduced');
  for (let second = 35; second <= 50; second += 5) bench.quote(second, '0.50', '0.52');
  expect(sales()).toEqual(['35s sell 10 of 0 at 0.53 GTC post-only: quote']);
  bench.view.risk = NEW_STANDING;
  for (let second = 55; second <= 65; second += 5) {
    bench.quote(second, '0.55', '0.57');
    for (const { id, status } of [...bench.view.openOrders(0 as MarketIndex)]) {
      if (status === 'pendingCancel') bench.cancel(id, 'requested');
    }
  }
  expect(sales().at(-1)).toMatch(/ sell 20 of 0 at 0\.58 /);
});

test('denied on and on, it is asked for by less until less cannot rest, then whole anew', () => {
  const { bench } = denied('reduced');
  bench.denyWith = 'reduced';
  for (let second = 35; second <= 50; second += 5) bench.quote(second, '0.50', '0.52');
  const sizes = bench.story.flatMap((line) => / sell (\S+) of 0 /.exec(line)?.[1] ?? []);
  expect(sizes).toEqual(['20', '10', '5', '20', '10']);
});

test.each([
  ['for another reason', 'reduce', 'exposure_too_large'],
  ['where all of the limits hold again', 'normal', 'reduced'],
] as const)('a sale that is denied %s is asked for whole', (_, mode, code) => {
  const { bench, sales } = denied(code, mode);
  for (let second = 35; second <= 50; second += 5) bench.quote(second, '0.50', '0.52');
  expect(sales()).toEqual(['35s sell 20 of 0 at 0.53 GTC post-only: quote']);
});

test.each([
  [0, '40', []],
  [500_000, '39.99', ['30s buy 5 of 0', '30s buy 5 of 1']],
  [500_000, '40', ['30s buy 20 of 0', '30s buy 20 of 1']],
])('with %d millionths of a rewardSize of %s: %s', (part, rewardSize, story) => {
  const value = { minimumSize: 20e6 as Shares, mostSpread: 40_000 as Price, perDay: 1e6 as Usd };
  const market = { ...HOUR, rewards: { value, source: 'test' } };
  const bench = new StrategyBench(marketMaker, { ...CALM, rewardSize }, [market]);
  bench.view.part = part;
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(bench.story.slice(1).map((line) => line.replace(/ at .*/, ''))).toEqual(story);
});

test('half of a pair gets nobody out: it is sized down too', () => {
  const bench = new StrategyBench(marketMaker, { ...CALM, mergeThreshold: '0' }, [HOUR]);
  bench.view.part = 0;
  hold(bench, 0, 10);
  hold(bench, 1, 10);
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(bench.story.slice(1)).toEqual([]);
});

test('where it says reduce, half is quoted', () => {
  const bench = new StrategyBench(marketMaker, { ...CALM, size: '20' }, [HOUR]);
  bench.view.risk = { ...NEW_STANDING, mode: 'reduce' };
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  expect(bench.story.slice(1)).toEqual([
    '30s buy 10 of 0 at 0.49 GTC post-only: quote',
    '30s buy 10 of 1 at 0.47 GTC post-only: quote',
  ]);
});
