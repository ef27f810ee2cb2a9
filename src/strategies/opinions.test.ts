import { describe, expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { StrategyBench } from '../../test/support/strategy-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Shares } from '../domain/units.ts';
import { doNothing } from './do-nothing/strategy.ts';
import { fusion } from './fusion/strategy.ts';
import { joinBest } from './join-best/strategy.ts';
import { lateFavorite } from './late-favourite/strategy.ts';
import { momentum } from './momentum/strategy.ts';
import { random } from './random/strategy.ts';

describe('a buyer with a window says what its picker says', () => {
  test('before the window, with the seconds until it', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(100, '0.37', '0.38');
    expect(bench.opinion()).toEqual({
      code: 'favorite',
      token: 1,
      numbers: {
        mid: 625_000,
        bid: 620_000,
        ask: 630_000,
        threshold: 600_000,
        maxPrice: 990_000,
        secondsUntilWindow: 160,
      },
    });
    expect(bench.story).toEqual([]);
  });

  test('in the window and after it, whatever it has decided', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(262, '0.61', '0.62');
    bench.cancel(1, 'unfilled_rest');
    expect(bench.opinion()).toMatchObject({ token: 0, numbers: { secondsIntoWindow: 2 } });
    bench.quote(285, '0.61', '0.62');
    expect(bench.opinion()).toMatchObject({ token: 0, numbers: { secondsAfterWindow: 5 } });
    expect(bench.wishes).toHaveLength(1);
  });

  test('and buys nothing that it holds or has asked for already', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(262, '0.61', '0.62');
    expect(bench.wishes).toHaveLength(1);
    bench.fill(1, '4');
    // The rest is still asked for.
    expect(bench.opinion()).toMatchObject({ code: 'order_open', token: undefined });
    bench.cancel(1, 'unfilled_rest');
    expect(bench.opinion()).toMatchObject({ token: 0, code: 'favorite' });
    bench.view.positions.set(0 as TokenIndex, 10_000_000 as Shares);
    expect(bench.opinion()).toMatchObject({ code: 'held_already', numbers: { held: 10_000_000 } });
    bench.quote(264, '0.37', '0.38');
    expect(bench.opinion()).toMatchObject({ code: 'side_changed', token: undefined });
  });

  test.each([
    ['0.59', '0.60', {}, 'no_favorite'],
    ['0.97', '0.99', { maxPrice: '0.98' }, 'price_above_cap'],
    ['0.61', '', {}, 'one_sided_book'],
    ['0.61', '0.62', { size: '0.001' }, 'size_too_small'],
    ['0.61', '0.62', { windowStart: '840', windowEnd: '780' }, 'window_empty'],
  ])('none at %s and %s with %o: %s', (bid, ask, parameters, code) => {
    const bench = new StrategyBench(lateFavorite, parameters);
    bench.quote(100, bid, ask);
    expect(bench.opinion()?.code).toBe(code);
  });

  test('of a market without a life, a book or an end it says that', () => {
    const endless = new StrategyBench(lateFavorite, {}, [aMarket({ closesAt: undefined })]);
    endless.quote(1, '0.61', '0.62');
    expect(endless.opinion()).toEqual({ code: 'life_unknown', token: undefined, numbers: {} });
    const bench = new StrategyBench(lateFavorite);
    bench.distrust(1);
    expect(bench.opinion()?.code).toBe('book_untrusted');
    bench.close();
    expect(bench.opinion()?.code).toBe('market_closed');
  });
});

test('fusion says how the sources vote, and notes nothing for its reasons', () => {
  const bench = new StrategyBench(fusion, { minSignals: '1', minScore: '5' }, [
    aMarket({ labels: ['Up', 'Down'] }),
  ]);
  bench.quote(100, '0.61', '0.63');
  expect(bench.opinion()).toMatchObject({ code: 'quote_unstable', token: undefined });
  for (let second = 200; second < 240; second += 2) bench.quote(second, '0.61', '0.63');
  for (let second = 240; second < 258; second += 2) bench.quote(second, '0.63', '0.65');
  const opinion = bench.opinion();
  expect(opinion).toMatchObject({ code: 'fusion', token: 0, numbers: { up: 640_000 } });
  expect(opinion?.numbers.velocity).toBeGreaterThan(0);
  expect(opinion?.numbers.secondsUntilWindow).toBe(4);
  const votes = opinion?.signals ?? [];
  expect(votes).toHaveLength(6);
  expect(votes.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
  const [velocity, spot] = ['velocity', 'divergence'].map((name) =>
    votes.find((vote) => vote.name === name),
  );
  expect(velocity).toMatchObject({ token: 0, why: undefined, weight: 0.25 });
  expect(velocity?.vote).toBe(opinion?.numbers.velocity);
  expect(velocity?.vote).toBeCloseTo(
    0.25 * (velocity?.confidence ?? 0) * ((velocity?.strength ?? 0) / 4),
  );
  // Nobody has told a price of the underlying.
  expect(spot).toMatchObject({ token: undefined, confidence: undefined, vote: 0 });
  expect(spot?.why).toBeDefined();
  bench.quote(259, '0.63', '');
  bench.pass(280);
  // Its own reason tells what it compared itself, in the window: nothing.
  expect(bench.wishes.at(-1)?.reason.numbers).toEqual({ maxPrice: 990_000 });
});

describe('an interval trader says what its rule would say now', () => {
  test('with the change since the fifth decision before', () => {
    const bench = new StrategyBench(momentum);
    for (let i = 0; i < 6; i++) bench.quote(i * 0.5, `0.${40 + i}`, `0.${42 + i}`);
    expect(bench.opinion()).toEqual({
      code: 'signal',
      token: 0,
      numbers: { mid: 460_000, velocity: 50_000 },
    });
    expect(bench.opinion()).toEqual(bench.opinion());
  });

  test('none before it has seen enough, and none shortly before the close', () => {
    const bench = new StrategyBench(momentum);
    bench.quote(1, '0.50', '0.52');
    expect(bench.opinion()).toMatchObject({ code: 'no_signal', numbers: { mid: 510_000 } });
    bench.quote(265, '0.50', '0.52');
    expect(bench.opinion()?.code).toBe('last_minutes');
    bench.quote(295, '0.50', '0.52');
    expect(bench.opinion()?.code).toBe('last_seconds');
    bench.distrust(296);
    expect(bench.opinion()?.code).toBe('book_untrusted');
  });
});

test.each([
  [random, 'by_chance'],
  [joinBest, 'join_best'],
  [doNothing, 'never_trades'],
])('$name has no side', (definition, code) => {
  const bench = new StrategyBench(definition);
  bench.quote(1, '0.50', '0.52');
  expect(bench.opinion()).toMatchObject({ code, token: undefined });
});

test('of a market that it was never told of, nothing is said', () => {
  expect(new StrategyBench(lateFavorite, {}, []).opinion()).toBeUndefined();
});
