import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import {
  CALM,
  fillNearMid,
  HOUR,
  hold,
  learningFromFills,
  quoting,
} from '../../../test/support/quoting-maker.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { NEW_STANDING } from '../../domain/risk-standing.ts';
import { BID } from '../../domain/side.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';
import { marketMaker } from './strategy.ts';

/** On a book that does not move, by 1/k on both sides of the mid: 0.0125 at k = 80. */
const quotes = [
  '0s skip 0: volatility_unknown',
  '30s buy 10 of 0 at 0.49 GTC post-only: quote',
  '30s buy 10 of 1 at 0.47 GTC post-only: quote',
];

const since = (bench: StrategyBench) => bench.story.slice(quotes.length);

describe('quotes', () => {
  test('rest on both sides of the mid once the volatility is known', () => {
    expect(quoting().story).toEqual(quotes);
  });

  test('say what they were compared with', () => {
    const { reason } = quoting().wishes.at(-1)!;
    expect(reason).toEqual({
      code: 'quote',
      numbers: {
        mid: 510_000,
        reservation: 510_000,
        inventory: 0,
        volatility: 0,
        secondsLeft: 300,
        level: 0,
        price: 470_000,
      },
    });
  });

  test('stand on several levels, each further away and larger', () => {
    const bench = quoting({ levels: '3', levelSpread: '2' });
    expect(bench.story.slice(1)).toEqual([
      '30s buy 10 of 0 at 0.49 GTC post-only: quote',
      '30s buy 10 of 1 at 0.47 GTC post-only: quote',
      '30s buy 20 of 0 at 0.48 GTC post-only: quote',
      '30s buy 20 of 1 at 0.46 GTC post-only: quote',
      '30s buy 20 of 0 at 0.46 GTC post-only: quote',
      '30s buy 20 of 1 at 0.44 GTC post-only: quote',
    ]);
  });

  test('stay while the mid does', () => {
    const bench = quoting();
    bench.quote(31, '0.50', '0.52');
    bench.quote(70, '0.50', '0.52');
    expect(since(bench)).toEqual([]);
  });

  test('follow the mid once they are old enough, and only when the old ones are gone', () => {
    const bench = quoting();
    bench.quote(35, '0.51', '0.53');
    expect(since(bench)).toEqual([]);
    bench.pass(40);
    expect(since(bench)).toEqual(['40s cancel 1: price_moved', '40s cancel 2: price_moved']);
    bench.quote(41, '0.52', '0.54');
    expect(since(bench)).toHaveLength(2);
    bench.cancel(1, 'requested');
    bench.cancel(2, 'requested');
    expect(since(bench).slice(2)).toEqual([
      '41s buy 10 of 0 at 0.51 GTC post-only: quote',
      '41s buy 10 of 1 at 0.45 GTC post-only: quote',
    ]);
  });

  test('go at once when they stand beyond what a share is worth', () => {
    const bench = quoting();
    bench.quote(31, '0.47', '0.49');
    expect(since(bench)).toEqual(['31s cancel 1: beyond_reservation']);
  });

  test('of which a part is filled stay where they are', () => {
    const bench = quoting();
    bench.fill(1, '4');
    bench.quote(50, '0.52', '0.54');
    expect(since(bench)).toEqual(['50s cancel 2: price_moved']);
  });

  test('never meet one of ours that is not gone yet', () => {
    const bench = quoting({ minSpread: '0.01', arrivalDecay: '1000' });
    bench.quote(31, '0.55', '0.57');
    bench.cancel(1, 'requested');
    // Its ask stands at 0.52 until the venue says otherwise.
    expect(since(bench)).toEqual(['31s cancel 2: beyond_reservation']);
    bench.cancel(2, 'requested');
    expect(since(bench).slice(1)).toEqual([
      '31s buy 10 of 0 at 0.55 GTC post-only: quote',
      '31s buy 10 of 1 at 0.43 GTC post-only: quote',
    ]);
  });
});

describe('inventory', () => {
  test('is sold on the other side, once an order must be sent there anyway', () => {
    const bench = quoting();
    bench.fill(1);
    expect(since(bench)).toEqual(['30s buy 10 of 0 at 0.49 GTC post-only: quote']);
    bench.quote(60, '0.54', '0.56');
    bench.cancel(2, 'requested');
    expect(since(bench).slice(1)).toEqual([
      '60s cancel 3: price_moved',
      '60s cancel 2: beyond_reservation',
      '60s sell 10 of 0 at 0.57 GTC post-only: quote',
    ]);
  });

  test('is not added to for a while after a fill, and may be brought down at once', () => {
    const bench = quoting({ refillAfter: '10' });
    bench.fill(1);
    bench.cancel(2, 'requested');
    expect(since(bench)).toEqual(['30s sell 10 of 0 at 0.53 GTC post-only: quote']);
    bench.quote(39, '0.50', '0.52');
    expect(since(bench)).toHaveLength(1);
    bench.pass(40);
    expect(since(bench).slice(1)).toEqual(['40s buy 10 of 0 at 0.49 GTC post-only: quote']);
  });

  test('of the second outcome is sold where the first would be bid for', () => {
    const bench = new StrategyBench(marketMaker, CALM, [HOUR]);
    hold(bench, 1, 10);
    for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
    expect(bench.story[1]).toBe('30s sell 10 of 1 at 0.51 GTC post-only: quote');
  });

  test('moves both quotes against itself', () => {
    const bench = new StrategyBench(marketMaker, { volatilityHalfLife: '30' }, [HOUR]);
    for (let step = 0; step <= 20; step++) {
      const [bid, ask] = step % 2 === 0 ? ['0.50', '0.52'] : ['0.52', '0.54'];
      bench.quote(step * 6, bid, ask);
    }
    const even = bench.opinion()!.numbers;
    expect(even.reservation).toBe(even.mid);
    hold(bench, 0, 20);
    expect(bench.opinion()?.numbers.reservation).toBeLessThan(even.mid!);
    hold(bench, 0, 0);
    hold(bench, 1, 20);
    expect(bench.opinion()?.numbers.reservation).toBeGreaterThan(even.mid!);
  });

  test('near its limit is only brought down', () => {
    const bench = quoting({ maxInventory: '20', minLifetime: '0' });
    hold(bench, 0, 16);
    bench.quote(61, '0.50', '0.52');
    expect(since(bench)).toEqual(['60s cancel 1: reduce_only', '60s skip 0: reduce_only']);
    expect(bench.opinion()?.numbers).toMatchObject({ ask: 530_000, inventory: 16_000_000 });
    expect(bench.opinion()?.numbers).not.toHaveProperty('bid');
  });

  test('leaves room for a part of an order, and for none below the minimum', () => {
    const bench = new StrategyBench(marketMaker, { ...CALM, maxInventory: '20' }, [HOUR]);
    hold(bench, 0, 13);
    for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
    expect(bench.story.slice(1)).toEqual([
      '30s buy 7 of 0 at 0.49 GTC post-only: quote',
      '30s sell 10 of 0 at 0.53 GTC post-only: quote',
    ]);
  });

  test('costs no more than a market may', () => {
    const bench = quoting({ maxCost: '6' });
    expect(bench.story.slice(1)).toEqual([
      '30s buy 10 of 0 at 0.49 GTC post-only: quote',
      '30s skip 0: budget_used',
    ]);
  });
});

test('where the venue pays for resting, quotes come into the band and are large enough', () => {
  const paying = (perDay: number) => {
    const value = {
      perDay: perDay as Usd,
      minimumSize: 20_000_000 as Shares,
      mostSpread: 20_000 as Price,
    };
    return quoting({ rewardSize: '20' }, { ...HOUR, rewards: { value, source: 'test' } });
  };
  expect(paying(5_000_000).story.slice(1)).toEqual([
    '30s buy 20 of 0 at 0.5 GTC post-only: quote',
    '30s buy 20 of 1 at 0.48 GTC post-only: quote',
  ]);
  expect(paying(0).story).toEqual(quotes);
});

describe('the risk gate', () => {
  test('where it pauses a market, sales go on and bids do not', () => {
    const bench = quoting({ minLifetime: '0' });
    hold(bench, 0, 10);
    const until = at(300);
    bench.view.breaks.set(0 as MarketIndex, { code: 'adverse_fills', count: 5, until });
    bench.quote(60, '0.50', '0.52');
    bench.pass(60);
    expect(since(bench)).toEqual(['60s cancel 1: adverse_fills', '60s skip 0: adverse_fills']);
    bench.cancel(2, 'requested');
    expect(since(bench).slice(2)).toEqual(['60s sell 10 of 0 at 0.53 GTC post-only: quote']);
    bench.view.breaks.clear();
    bench.cancel(1, 'requested');
    expect(since(bench).slice(3)).toEqual(['60s buy 10 of 0 at 0.49 GTC post-only: quote']);
  });

  test.each(['killed', 'cooling'] as const)('where it says %s, nothing rests', (mode) => {
    const bench = quoting();
    bench.view.risk = { ...NEW_STANDING, mode };
    bench.quote(31, '0.51', '0.53');
    expect(since(bench)).toEqual([
      `31s cancel 1: ${mode}`,
      `31s cancel 2: ${mode}`,
      `31s skip 0: ${mode}`,
    ]);
  });
});

test('a cancel that is refused is asked for again soon', () => {
  const bench = quoting();
  bench.quote(31, '0.47', '0.49');
  bench.refuseCancel(1);
  bench.pass(35);
  expect(since(bench)).toEqual([
    '31s cancel 1: beyond_reservation',
    '35s cancel 1: beyond_reservation',
  ]);
});

test('a fill that fails on the chain is no inventory any more', () => {
  const bench = quoting({ maxInventory: '10', cancelSize: '10' });
  bench.fill(1);
  expect(since(bench)).toEqual(['30s skip 0: reduce_only']);
  bench.failFill(1);
  bench.pass(35);
  expect(since(bench).slice(1)).toEqual(['30s buy 10 of 0 at 0.49 GTC post-only: quote']);
});

describe('everything is withdrawn', () => {
  test('when the book is not to be trusted, and comes back after', () => {
    const bench = quoting();
    bench.distrust(31);
    bench.distrust(32);
    bench.cancel(1, 'requested');
    bench.cancel(2, 'requested');
    bench.quote(33, '0.50', '0.52');
    expect(since(bench)).toEqual([
      '31s cancel 1: book_untrusted',
      '31s cancel 2: book_untrusted',
      '31s skip 0: book_untrusted',
      '33s buy 10 of 0 at 0.49 GTC post-only: quote',
      '33s buy 10 of 1 at 0.47 GTC post-only: quote',
    ]);
  });

  test.each([
    ['one_sided_book', '0.50', ''],
    ['price_near_its_end', '0.98', '0.99'],
    ['price_near_its_end', '0.01', '0.02'],
  ])('%s: %s / %s', (code, bid, ask) => {
    const bench = quoting();
    bench.quote(31, bid, ask);
    // Where there is no midpoint, none is told.
    expect('mid' in bench.wishes.at(-1)!.reason.numbers).toBe(ask !== '');
    expect(since(bench)).toEqual([
      `31s cancel 1: ${code}`,
      `31s cancel 2: ${code}`,
      `31s skip 0: ${code}`,
    ]);
  });

  test('ten seconds before the close, also when nothing is heard', () => {
    const bench = quoting({}, aMarket({ closesAt: at(100) }));
    const before = bench.story.length;
    bench.pass(95);
    expect(bench.story.slice(before)).toEqual([
      '90s cancel 1: close_is_near',
      '90s cancel 2: close_is_near',
      '90s skip 0: close_is_near',
    ]);
  });

  test('and a closed market is left alone', () => {
    const bench = quoting();
    bench.close();
    bench.quote(31, '0.60', '0.62');
    bench.pass(100);
    expect(since(bench)).toEqual([]);
    expect(bench.opinion()).toBeUndefined();
  });
});

describe('an order that is refused', () => {
  test('is not repeated at its price until quotes are looked at again', () => {
    const bench = quoting();
    bench.reject(1, 'post_only_would_cross');
    bench.quote(31, '0.50', '0.52');
    expect(since(bench)).toEqual([]);
    bench.quote(60, '0.50', '0.52');
    expect(since(bench)).toEqual(['60s buy 10 of 0 at 0.49 GTC post-only: quote']);
  });

  test('by our own gate five times in a row does so too', () => {
    const bench = new StrategyBench(marketMaker, CALM, [HOUR]);
    bench.denyWith = 'fee_unknown';
    for (let second = 0; second <= 600; second += 5) bench.quote(second, '0.50', '0.52');
    const tries = bench.wishes.filter(({ kind }) => kind === 'submit').map((w) => w.seconds);
    expect(tries).toEqual([30, 30, 60, 60, 90, 90, 390, 390, 420, 420]);
  });
});

test('what less is quoted for is said once', () => {
  const bench = new StrategyBench(marketMaker, { ...CALM, maxCost: '0' }, [HOUR]);
  for (let second = 0; second <= 300; second += 5) bench.quote(second, '0.50', '0.52');
  expect(bench.story.slice(1)).toEqual(['30s skip 0: budget_used', '30s skip 0: budget_used']);
});

describe('what is heard while it quotes', () => {
  /** Thirty times somebody sells to it, and the price goes on by two cents. */
  function soldTo(parameters: Record<string, string>): StrategyBench {
    const bench = quoting({ maxInventory: '10000', maxCost: '10000', ...parameters });
    const orders = () => [...bench.view.openOrders(0 as MarketIndex)];
    for (let round = 1; round <= 30; round++) {
      const bid = orders().find(({ token, side }) => token === 0 && side === 'buy');
      if (bid !== undefined) bench.fill(bid.id);
      bench.quote(round * 60, `0.${80 - 2 * round}`, `0.${82 - 2 * round}`);
      for (const { id, status } of orders()) {
        if (status === 'pendingCancel') bench.cancel(id, 'requested');
      }
    }
    bench.quote(2_200, '0.50', '0.52');
    return bench;
  }

  test('fills that the midpoint goes against make quotes stand off', () => {
    const { bid: off } = soldTo({ feedback: 'off' }).opinion()!.numbers;
    const { bid: on } = soldTo({}).opinion()!.numbers;
    expect(off).toBe(490_000);
    expect(on).toBeLessThan(480_000);
  });

  test('takers that go far make the spread wider, in both tokens', () => {
    const bench = quoting();
    for (let i = 0; i < 60; i++) {
      bench.print(31 + i, 1, BID, '0.48', '10');
      bench.print(31 + i, 1, BID, '0.38', '10');
    }
    expect(bench.opinion()?.numbers.bid).toBeLessThan(480_000);
    expect(bench.opinion()?.numbers.ask).toBeGreaterThan(540_000);
  });

  test('own fills that become rarer quickly make the spread narrower', () => {
    const filled = (ownFills: string) => {
      const bench = learningFromFills({ ownFills });
      for (let round = 1; round <= 200; round++) fillNearMid(bench, round);
      return new Set(bench.wishes.map(({ reason }) => reason.numbers.price));
    };
    expect(filled('0')).not.toContain(500_000);
    expect(filled('10')).toContain(500_000);
  });
});
