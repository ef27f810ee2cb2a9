// The guard at work: what it stands off is not quoted, and what is held there is sold.
import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { CALM, HOUR, hold, quoting } from '../../../test/support/quoting-maker.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { marketMaker } from './strategy.ts';

/** The stage's books have about a thousand dollars. */
const THIN = { guardDepth: '2000', minLifetime: '0' };
const LONG = aMarket({ closesAt: at(40_000) });

const orders = (bench: StrategyBench, market = 0) => [
  ...bench.view.openOrders(market as MarketIndex),
];

function settle(bench: StrategyBench): void {
  for (const { id, status } of orders(bench)) {
    if (status === 'pendingCancel') bench.cancel(id, 'requested');
  }
}

/** Rounds in each of which somebody sells to it before the price falls by three cents. */
function soldTo(rounds: number, texts: Record<string, string> = {}): StrategyBench {
  const rule = { feedback: 'off', minLifetime: '0', maxInventory: '10000', maxCost: '100000' };
  const bench = quoting({ ...rule, ...texts }, LONG);
  for (let round = 0; round < rounds; round++) {
    const start = 60 + 300 * round;
    bench.quote(start, '0.50', '0.52');
    settle(bench);
    const bid = orders(bench).find(({ token, side }) => token === 0 && side === 'buy');
    if (bid !== undefined) bench.fill(bid.id);
    for (const [after, price] of [
      [60, '0.47'],
      [130, '0.50'],
    ] as const) {
      bench.quote(start + after, price, (Number(price) + 0.02).toFixed(2));
      settle(bench);
    }
  }
  bench.pass(300 * (rounds + 1));
  return bench;
}

describe('a market whose book is thin for a round', () => {
  test('is stood off, with the numbers compared', () => {
    const bench = quoting(THIN);
    bench.pass(299);
    expect(bench.story).toHaveLength(3);
    bench.pass(300);
    expect(bench.story.slice(3)).toEqual([
      '300s cancel 1: low_liquidity',
      '300s cancel 2: low_liquidity',
      '300s skip 0: low_liquidity',
      '300s skip 0: low_liquidity',
    ]);
    const numbers = { depth: 980_000_000, leastDepth: 2_000_000_000, standOffSeconds: 86_400 };
    for (const { reason } of bench.wishes.slice(3)) expect(reason.numbers).toMatchObject(numbers);
    expect(bench.opinion()).toMatchObject({ code: 'low_liquidity', numbers });
    expect(bench.opinion()?.numbers).not.toHaveProperty('bid');
  });

  test('is got out of', () => {
    const bench = quoting(THIN);
    hold(bench, 0, 10);
    bench.cancel(2, 'requested');
    bench.pass(300);
    settle(bench);
    expect(orders(bench).map(({ side, token }) => [side, token])).toEqual([['sell', 0]]);
    expect(bench.opinion()).toMatchObject({ code: 'low_liquidity', numbers: { ask: 530_000 } });
  });

  test('is quoted again after the time that is asked for', () => {
    const bench = quoting({ ...THIN, guardHours: '0.1' });
    bench.pass(300);
    settle(bench);
    bench.pass(655);
    expect(orders(bench)).toEqual([]);
    bench.pass(690);
    expect(orders(bench)).toHaveLength(2);
  });

  test('is quoted on where the guard is off, or the book is deep enough', () => {
    for (const texts of [{ ...THIN, guard: 'off' }, {}]) {
      const bench = quoting(texts);
      bench.pass(900);
      expect(orders(bench)).toHaveLength(2);
      expect(bench.opinion()?.code).toBe('quote');
    }
  });

  test('is not known to be while the book was not', () => {
    const bench = quoting(THIN);
    bench.distrust(100);
    bench.quote(101, '0.50', '0.52');
    bench.pass(599);
    settle(bench);
    expect(orders(bench)).toHaveLength(2);
    bench.pass(600);
    expect(bench.opinion()?.code).toBe('low_liquidity');
  });

  test('leaves its place among those that are chosen', () => {
    const markets = ['a', 'b'].map((slug) => aMarket({ slug, closesAt: at(10 * 86_400) }));
    const ranked = { markets: 'ranked', assumedActivity: '5', scanEvery: '30', mostMarkets: '1' };
    const texts = { ...CALM, ...ranked, guardDepth: '920', minLifetime: '0' };
    const bench = new StrategyBench(marketMaker, texts, markets);
    for (let second = 0; second <= 300; second += 5) {
      bench.quote(second, '0.40', '0.50', 0);
      bench.quote(second, '0.48', '0.52', 2);
    }
    // The wider one was chosen, and binds 900 dollars.
    bench.pass(300);
    settle(bench);
    bench.pass(345);
    expect([0, 1].map((market) => orders(bench, market).length)).toEqual([0, 2]);
  });
});

describe('a market whose fills lose more than the spread pays', () => {
  test('is stood off once there are fills enough', () => {
    expect(soldTo(19).opinion()?.code).toBe('quote');
    const bench = soldTo(20);
    expect(bench.opinion()).toMatchObject({
      code: 'adverse_selection',
      numbers: { fills: 20, rounds: 20, worth: -10_000, worthError: 0, surety: 1 },
    });
    settle(bench);
    expect(orders(bench).every(({ side }) => side === 'sell')).toBe(true);
  });

  test('is quoted on where they earn as much', () => {
    // Quotes are four cents from the midpoint, which goes three against them.
    const bench = soldTo(25, { arrivalDecay: '25' });
    expect(bench.view.position(0 as never)).toBeGreaterThan(0);
    expect(bench.opinion()?.code).toBe('quote');
  });
});

test('a market whose midpoint goes far while nobody trades is stood off', () => {
  const moved = (prints: readonly number[]) => {
    const bench = quoting({ guardDepth: '0' });
    for (const second of prints) bench.print(second, 0, 0, '0.50', '1');
    bench.quote(400, '0.62', '0.64');
    bench.pass(600);
    return bench.opinion()?.code;
  };
  expect(moved([100])).toBe('moved_without_trades');
  expect(moved([100, 500])).toBe('quote');
  expect(moved([])).toBe('quote');
});

test('a market that closes is not judged any more', () => {
  const bench = quoting(THIN, HOUR);
  bench.close();
  bench.pass(600);
  expect(bench.opinion()).toBeUndefined();
});
