import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { lateFavorite } from './strategy.ts';

const bought = '260s buy 10 of 0 at 0.64 FAK: favorite';

describe('the window', () => {
  test.each([
    [259.999999, []],
    [260, [bought]],
    [279.999999, ['279.999999s buy 10 of 0 at 0.64 FAK: favorite']],
    [280, ['280s skip 0: no_book_in_window']],
  ])('a book at %d s of 300: %o', (seconds, story) => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(seconds, '0.61', '0.62');
    bench.pass(seconds);
    expect(bench.story).toEqual(story);
  });

  test('scales with the life of the market', () => {
    const quarterHour = aMarket({ closesAt: at(900) });
    const bench = new StrategyBench(lateFavorite, {}, [quarterHour]);
    bench.quote(779, '0.61', '0.62');
    expect(bench.story).toEqual([]);
    bench.quote(780, '0.61', '0.62');
    expect(bench.story).toEqual(['780s buy 10 of 0 at 0.64 FAK: favorite']);
  });

  test('can be moved', () => {
    const bench = new StrategyBench(lateFavorite, { windowStart: '0', windowEnd: '30' });
    bench.quote(1, '0.61', '0.62');
    expect(bench.story).toEqual(['1s buy 10 of 0 at 0.64 FAK: favorite']);
  });

  test.each([
    ['life_unknown', aMarket({ closesAt: undefined }), {}],
    ['life_unknown', aMarket({ opensAt: undefined }), {}],
    ['window_empty', aMarket(), { windowStart: '840', windowEnd: '780' }],
  ])('%s is said at once', (code, market, parameters) => {
    const bench = new StrategyBench(lateFavorite, parameters, [market]);
    bench.quote(260, '0.61', '0.62');
    expect(bench.story).toEqual([`-1s skip 0: ${code}`]);
  });
});

describe('the favorite', () => {
  test.each([
    ['0.61', '0.62', ['260s buy 10 of 0 at 0.64 FAK: favorite']],
    // Midpoint exactly 0.60, then exactly 0.40: nobody leads by enough.
    ['0.59', '0.61', ['280s skip 0: no_favorite']],
    ['0.39', '0.41', ['280s skip 0: no_favorite']],
    ['0.60', '0.61', ['260s buy 10 of 0 at 0.63 FAK: favorite']],
    ['0.39', '0.40', ['260s buy 10 of 1 at 0.63 FAK: favorite']],
    ['0.38', '0.39', ['260s buy 10 of 1 at 0.64 FAK: favorite']],
    ['0.50', '0.50', ['280s skip 0: no_favorite']],
  ])('of a book %s / %s: %o', (bid, ask, story) => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(260, bid, ask);
    bench.pass(300);
    expect(bench.story).toEqual(story);
  });

  test('is the same when the other token is the one that was recorded', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(260, '0.61', '0.62', 1);
    expect(bench.story).toEqual(['260s buy 10 of 1 at 0.64 FAK: favorite']);
  });

  test('is waited for inside the window, or not', () => {
    const waiting = new StrategyBench(lateFavorite);
    waiting.quote(260, '0.50', '0.52');
    waiting.quote(265, '0.61', '0.62');
    expect(waiting.story).toEqual(['265s buy 10 of 0 at 0.64 FAK: favorite']);
    const strict = new StrategyBench(lateFavorite, { undecided: 'skip' });
    strict.quote(260, '0.50', '0.52');
    strict.quote(265, '0.61', '0.62');
    expect(strict.story).toEqual(['260s skip 0: no_favorite']);
  });

  test('is never an even market, however low the threshold', () => {
    const bench = new StrategyBench(lateFavorite, { threshold: '0.10' });
    bench.quote(260, '0.49', '0.51');
    bench.quote(261, '0.49', '0.50');
    expect(bench.story).toEqual(['261s buy 10 of 1 at 0.53 FAK: favorite']);
  });

  test('the reason carries the numbers that were compared', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(262, '0.61', '0.62');
    expect(bench.wishes[0]?.reason).toEqual({
      code: 'favorite',
      numbers: {
        mid: 615_000,
        bid: 610_000,
        ask: 620_000,
        threshold: 600_000,
        maxPrice: 990_000,
        attempt: 1,
        secondsIntoWindow: 2,
      },
    });
  });
});

describe('the book', () => {
  test('is waited for while untrusted', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(259, '0.61', '0.62');
    bench.distrust(260);
    bench.quote(261, '0.61', '0.62');
    expect(bench.story).toEqual(['261s buy 10 of 0 at 0.64 FAK: favorite']);
  });

  test.each([
    ['book_untrusted', (bench: StrategyBench) => bench.distrust(270)],
    ['one_sided_book', (bench: StrategyBench) => bench.quote(270, '0.99', '')],
    ['price_above_cap', (bench: StrategyBench) => bench.quote(270, '0.90', '0.96')],
    ['no_favorite', (bench: StrategyBench) => bench.quote(270, '0.50', '0.51')],
  ])('the skip says what stood in the way last: %s', (code, happen) => {
    const bench = new StrategyBench(lateFavorite, { maxPrice: '0.95' });
    bench.quote(259, '0.61', '0.62');
    happen(bench);
    bench.pass(300);
    expect(bench.story).toEqual([`280s skip 0: ${code}`]);
  });

  test('of a closed market is not traded', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.close();
    bench.quote(260, '0.61', '0.62');
    expect(bench.story).toEqual([]);
  });
});

describe('taking', () => {
  test('never accepts more than the cap', () => {
    const bench = new StrategyBench(lateFavorite, { maxPrice: '0.63' });
    bench.quote(260, '0.61', '0.62');
    expect(bench.story).toEqual(['260s buy 10 of 0 at 0.63 FAK: favorite']);
  });

  test('happens once when it is filled', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(260, '0.61', '0.62');
    bench.fill(1);
    bench.quote(261, '0.70', '0.71');
    bench.quote(262, '0.70', '0.71');
    bench.pass(300);
    expect(bench.story).toEqual([bought]);
  });

  test('waits for its answer', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(260, '0.61', '0.62');
    bench.quote(261, '0.61', '0.62');
    expect(bench.story).toEqual([bought]);
  });

  test('is repeated while it finds nothing, three times in all', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(260, '0.61', '0.62');
    bench.reject(1, 'no_match');
    bench.quote(261, '0.64', '0.65');
    bench.cancel(2, 'unfilled_rest');
    bench.quote(262, '0.66', '0.67');
    bench.reject(3, 'no_match');
    bench.quote(263, '0.66', '0.67');
    bench.pass(300);
    expect(bench.story).toEqual([
      bought,
      '261s buy 10 of 0 at 0.67 FAK: favorite',
      '262s buy 10 of 0 at 0.69 FAK: favorite',
    ]);
  });

  test('asks only for what is missing, in a size that costs whole cents', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(260, '0.61', '0.62');
    bench.fill(1, '6.5');
    bench.cancel(1, 'unfilled_rest');
    bench.quote(261, '0.61', '0.62');
    expect(bench.story).toEqual([bought, '261s buy 3.5 of 0 at 0.64 FAK: favorite']);
  });

  test('does not buy the other side after a partial fill', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.quote(260, '0.61', '0.62');
    bench.fill(1, '6');
    bench.cancel(1, 'unfilled_rest');
    bench.quote(261, '0.20', '0.21');
    bench.pass(300);
    expect(bench.story).toEqual([bought]);
  });

  test('skips a size that no price makes worth a dollar', () => {
    const bench = new StrategyBench(lateFavorite, { size: '1' });
    bench.quote(260, '0.61', '0.62');
    bench.pass(300);
    expect(bench.story).toEqual(['280s skip 0: size_too_small']);
  });

  test('does not ask again what the gate has denied', () => {
    const bench = new StrategyBench(lateFavorite);
    bench.denyWith = 'fee_unknown';
    bench.quote(260, '0.61', '0.62');
    bench.quote(261, '0.61', '0.62');
    bench.pass(300);
    expect(bench.story).toEqual([bought]);
  });
});

describe('resting', () => {
  const rested = '260s buy 10 of 0 at 0.61 GTC post-only: favorite';

  test('bids at the best bid and cancels at the end of the window', () => {
    const bench = new StrategyBench(lateFavorite, { mode: 'rest' });
    bench.quote(260, '0.61', '0.62');
    bench.quote(261, '0.63', '0.64');
    bench.pass(300);
    expect(bench.story).toEqual([rested, '280s cancel 1: rest_too_old']);
  });

  test('can rest on after the window', () => {
    const bench = new StrategyBench(lateFavorite, { mode: 'rest', restUntil: '885' });
    bench.quote(260, '0.61', '0.62');
    bench.pass(300);
    expect(bench.story).toEqual([rested, '295s cancel 1: rest_too_old']);
  });

  test('tries again after a rejection', () => {
    const bench = new StrategyBench(lateFavorite, { mode: 'rest' });
    bench.quote(260, '0.61', '0.62');
    bench.reject(1, 'post_only_would_cross');
    bench.quote(261, '0.62', '0.63');
    bench.fill(2);
    bench.pass(300);
    expect(bench.story).toEqual([rested, '261s buy 10 of 0 at 0.62 GTC post-only: favorite']);
  });

  test.each([
    ['price_above_cap', { mode: 'rest', maxPrice: '0.60' }],
    ['size_too_small', { mode: 'rest', size: '4.99' }],
  ])('skips with %s', (code, parameters) => {
    const bench = new StrategyBench(lateFavorite, parameters as Record<string, string>);
    bench.quote(260, '0.61', '0.62');
    bench.pass(300);
    expect(bench.story).toEqual([`280s skip 0: ${code}`]);
  });
});

test('markets are decided apart from each other', () => {
  const markets = [aMarket(), aMarket({ slug: 'later', opensAt: at(300), closesAt: at(600) })];
  const bench = new StrategyBench(lateFavorite, {}, markets);
  bench.quote(260, '0.61', '0.62');
  bench.quote(261, '0.20', '0.21', 2);
  bench.quote(560, '0.20', '0.21', 2);
  expect(bench.view.openOrders(1 as MarketIndex)).toHaveLength(1);
  expect(bench.story).toEqual([bought, '560s buy 10 of 3 at 0.82 FAK: favorite']);
});
