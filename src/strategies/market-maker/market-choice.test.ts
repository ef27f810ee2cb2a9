// Which of several markets the maker quotes.
import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { CALM, hold } from '../../../test/support/quoting-maker.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import { NEW_STANDING } from '../../domain/risk-standing.ts';
import { BID } from '../../domain/side.ts';
import { marketMaker } from './strategy.ts';

const DAY = 86_400;
/** Half spreads in cents: the wider a market the more it is worth. */
const HALVES = [3, 5, 2, 4];

const listed = (changes: Partial<Market> = {}) =>
  HALVES.map((_, i) => aMarket({ slug: `m${i}`, closesAt: at(10 * DAY), ...changes }));

function books(bench: StrategyBench, second: number, markets = HALVES.length): void {
  for (let market = 0; market < markets; market++) {
    const half = (HALVES[market] as number) / 100;
    bench.quote(second, (0.5 - half).toFixed(2), (0.5 + half).toFixed(2), 2 * market);
  }
}

/** Four markets with books, and prints in them all, until a second. */
function scanned(texts: Record<string, string>, until = 60, markets = listed()): StrategyBench {
  const bench = new StrategyBench(marketMaker, { ...CALM, ...texts }, markets);
  for (let second = 0; second <= until; second += 5) {
    books(bench, second, markets.length);
    for (let m = 0; m < markets.length; m++) bench.print(second, 2 * m, BID, '0.50', '100');
  }
  return bench;
}

/** Markets in which orders of ours rest. */
function quoted({ view }: StrategyBench): number[] {
  const markets = [...view.markets.keys()];
  return markets.filter((market) =>
    view.openOrders(market as MarketIndex).some(({ status }) => status !== 'pendingCancel'),
  );
}

/** All cancels are done. */
function settle(bench: StrategyBench): void {
  for (const { id, status } of bench.view.orders.values()) {
    if (status === 'pendingCancel') bench.cancel(id, 'requested');
  }
}

const skips = (bench: StrategyBench, market: number) =>
  bench.wishes.filter((wish) => wish.kind === 'skip' && wish.market === market);

const RANKED = { markets: 'ranked', activityHalfLife: '60', scanEvery: '30' };

describe('ranked', () => {
  test('the best are quoted, and the others say why they are not', () => {
    const bench = scanned({ ...RANKED, mostMarkets: '2' });
    expect(quoted(bench)).toEqual([1, 3]);
    expect(skips(bench, 0).at(-1)?.reason.code).toBe('enough_chosen');
  });

  test('all are without it', () => {
    expect(quoted(scanned({ mostMarkets: '2' }))).toEqual([0, 1, 2, 3]);
  });

  test('none is before it was scanned', () => {
    const bench = scanned({ ...RANKED, activityHalfLife: '3600' });
    expect(quoted(bench)).toEqual([]);
    expect(skips(bench, 0).at(-1)?.reason.code).toBe('activity_unknown');
  });

  test.each([
    [{ leastSpread: '0.07' }, [1, 3], 'spread_too_narrow'],
    [{ leastDepth: '990' }, [], 'too_thin'],
    [{ leastActivity: '1000000' }, [], 'too_quiet'],
    [{ leastDays: '11' }, [], 'closes_too_soon'],
    [{ mostDays: '9' }, [], 'closes_too_late'],
  ])('by the rule %o', (rule, markets, code) => {
    const bench = scanned({ ...RANKED, ...rule });
    expect(quoted(bench)).toEqual(markets);
    expect(skips(bench, 2).at(-1)?.reason.code).toBe(code);
  });

  test('early markets have their own rules and slots', () => {
    const early = listed({ createdAt: at(-3_600) });
    const rule = { ...RANKED, leastActivity: '1000000', leastDepth: '100000' };
    expect(quoted(scanned(rule, 60, early))).toEqual([0, 1, 3]);
    expect(quoted(scanned({ ...rule, earlySlots: '1' }, 60, early))).toEqual([1]);
    expect(quoted(scanned({ ...rule, leastDepthEarly: '100000' }, 60, early))).toEqual([]);
    expect(quoted(scanned({ ...rule, earlyHours: '0' }, 60, early))).toEqual([]);
  });

  test('where nobody knows what is traded, only by what is assumed', () => {
    const silent = (texts: Record<string, string>) => {
      const bench = new StrategyBench(marketMaker, { ...CALM, ...RANKED, ...texts }, listed());
      for (let second = 0; second <= 60; second += 5) books(bench, second);
      return quoted(bench);
    };
    expect(silent({})).toEqual([]);
    expect(silent({ assumedActivity: '5', mostMarkets: '3' })).toEqual([0, 1, 3]);
  });

  test('what is paused or denied too often cools down, and another takes its place', () => {
    const bench = scanned({ ...RANKED, mostMarkets: '2' });
    const until = at(100);
    bench.view.breaks.set(1 as MarketIndex, { code: 'failures', count: 5, until });
    bench.pass(65);
    expect(quoted(bench)).toEqual([0, 3]);
    bench.view.breaks.clear();
    settle(bench);
    bench.pass(115);
    settle(bench);
    expect(quoted(bench)).not.toContain(1);
    bench.pass(125);
    settle(bench);
    expect(quoted(bench)).toContain(1);
  });

  test('what is held in a market that is not chosen any more is only sold', () => {
    const bench = scanned({ ...RANKED, mostMarkets: '3', splitSize: '5' });
    expect(quoted(bench)).toEqual([0, 1, 3]);
    hold(bench, 0, 10);
    bench.view.closed.add(2 as MarketIndex);
    HALVES[0] = 1;
    for (let second = 65; second <= 130; second += 5) books(bench, second);
    HALVES[0] = 3;
    settle(bench);
    bench.pass(200);
    const orders = bench.view.openOrders(0 as MarketIndex);
    expect(orders.map(({ side, token }) => [side, token])).toEqual([['sell', 0]]);
    expect(bench.wishes.some(({ kind, seconds }) => kind === 'sets' && seconds > 100)).toBe(false);
  });
});

describe('while the gate says reduce', () => {
  const reducing = (bench: StrategyBench) => {
    bench.view.risk = { ...NEW_STANDING, mode: 'reduce' };
    return bench;
  };

  test('the upper half of all markets is quoted', () => {
    const bench = reducing(scanned({ minLifetime: '0' }));
    bench.pass(65);
    expect(quoted(bench)).toEqual([1, 3]);
    expect(skips(bench, 2).at(-1)?.reason.code).toBe('lower_half');
    bench.view.risk = NEW_STANDING;
    settle(bench);
    bench.pass(70);
    expect(quoted(bench)).toEqual([0, 1, 2, 3]);
  });

  test('of those that are chosen', () => {
    const bench = reducing(scanned({ ...RANKED, mostMarkets: '3' }));
    bench.pass(65);
    expect(quoted(bench)).toEqual([1]);
  });

  test('also where nothing is known of what is traded', () => {
    const bench = new StrategyBench(marketMaker, CALM, listed());
    for (let second = 0; second <= 60; second += 5) books(bench, second);
    reducing(bench).pass(65);
    expect(quoted(bench)).toEqual([1, 3]);
  });

  test('one at least', () => {
    const bench = reducing(scanned({}, 60, listed().slice(0, 1)));
    bench.pass(65);
    expect(quoted(bench)).toEqual([0]);
  });

  test('what is held in the lower half is only sold', () => {
    const bench = scanned({ minLifetime: '0' });
    hold(bench, 4, 10);
    reducing(bench).pass(65);
    settle(bench);
    const orders = bench.view.openOrders(2 as MarketIndex);
    expect(orders.map(({ side, token }) => [side, token])).toEqual([['sell', 4]]);
  });

  test('a market that begins waits for the next look', () => {
    const bench = reducing(scanned({}));
    bench.pass(65);
    bench.add(aMarket({ slug: 'm4', closesAt: at(10 * DAY) }));
    bench.quote(66, '0.40', '0.60', 8);
    expect(skips(bench, 4).at(-1)?.reason.code).toBe('volatility_unknown');
    for (let second = 70; second <= 100; second += 5) bench.quote(second, '0.40', '0.60', 8);
    expect(quoted(bench)).toContain(4);
  });
});
