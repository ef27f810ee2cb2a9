import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import {
  ABOVE,
  asking,
  benchOf,
  CYCLE,
  codes,
  cycles,
  FEED,
} from '../../../test/support/directional-bench.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { MarketIndex, TokenIndex } from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import { cryptoDirectional } from './strategy.ts';

const FEE = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 } as const;

describe('an entry', () => {
  test('needs an edge at two cycles in a row, and rests at the best bid', () => {
    const bench = benchOf([ABOVE]);
    // Half as likely as not, and offered at 0.40.
    cycles(bench, 1, '0.38', '0.40');
    expect(bench.story).toEqual(['900s skip 0: confirming']);
    cycles(bench, 1, '0.38', '0.40');
    // A quarter of Kelly's (.5 - .38) / .62 is 4.8 % of 1,000 dollars.
    expect(bench.story.at(-1)).toBe('1800s buy 127.33 of 0 at 0.38 GTC post-only: trade');
    expect(bench.wishes.at(-1)?.reason.numbers).toMatchObject({
      spot: 100_000_000_000,
      strike: 100_000_000_000,
      fair: 0.5,
      wins: 0.5,
      cost: 0.38,
    });
  });

  test('buys No where Yes is too dear', () => {
    const bench = benchOf([ABOVE], { confirmations: '1' });
    cycles(bench, 1, '0.60', '0.62');
    expect(bench.story).toEqual(['900s buy 127.33 of 1 at 0.38 GTC post-only: trade']);
  });

  test('knows Yes by its name, wherever it stands', () => {
    const market = { ...ABOVE, labels: ['No', 'Yes'] } as const;
    const bench = benchOf([market], { confirmations: '1' });
    cycles(bench, 1, '0.60', '0.62');
    expect(bench.story).toEqual(['900s buy 127.33 of 1 at 0.38 GTC post-only: trade']);
    expect(bench.forecasts[0]).toMatchObject({ probability: 0.5, model: 'btc terminal' });
  });

  test('takes the ask and counts the fee, where it is told to take', () => {
    const market = { ...ABOVE, fee: { value: FEE, source: 'test' } };
    const take = { confirmations: '1', mode: 'take' };
    const bench = benchOf([market], take);
    cycles(bench, 1, '0.41', '0.43');
    // 0.43 and a fee of 0.01716 leave 5.3 points.
    expect(bench.story.at(-1)).toMatch(/^900s buy [\d.]+ of 0 at 0.43 FAK: trade$/);
    const dear = benchOf([market], take);
    cycles(dear, 1, '0.42', '0.44');
    expect(dear.story.at(-1)).toBe('900s skip 0: no_edge');
  });

  test('another side, or no edge, begins the count anew', () => {
    const bench = benchOf([ABOVE]);
    cycles(bench, 1, '0.38', '0.40');
    cycles(bench, 1, '0.49', '0.51');
    cycles(bench, 1, '0.38', '0.40');
    cycles(bench, 1, '0.60', '0.62');
    expect(codes(bench)).toEqual(['confirming', 'no_edge', 'confirming', 'confirming']);
  });

  test.each([
    ['no_balance', { available: 0.5 }, {}],
    ['too_small', { available: 15 }, {}],
    ['shares_too_small', { available: 30 }, {}],
    ['ends_soon', {}, { minDays: '3' }],
    ['edge_implausible', {}, { maxEdge: '10' }],
    ['volatility_unknown', {}, { ewmaSpan: '500' }],
  ])('%s', (code, { available = 1_000 }: { available?: number }, parameters) => {
    const bench = benchOf([ABOVE], { confirmations: '1', ...parameters });
    bench.view.available = (available * 1e6) as Usd;
    cycles(bench, 1, '0.38', '0.40');
    expect(codes(bench)).toEqual([code]);
  });

  test('none without a spot, or by an old one', () => {
    const deaf = new StrategyBench(cryptoDirectional, {}, [ABOVE]);
    deaf.quote(1, '0.38', '0.40');
    deaf.wishes.length = 0;
    deaf.pass(CYCLE);
    expect(codes(deaf)).toEqual(['spot_unknown']);
    const bench = benchOf([ABOVE]);
    bench.quote(700, '0.38', '0.40');
    bench.pass(CYCLE);
    expect(bench.wishes[0]?.reason).toMatchObject({
      code: 'spot_stale',
      numbers: { spotAge: 300 },
    });
  });

  test('none on a book that is not to be believed, or has one side', () => {
    const bench = benchOf([ABOVE]);
    cycles(bench, 1, '0.38', '');
    bench.distrust(1_000);
    bench.hear(1_790, FEED, 100_000);
    bench.pass(2 * CYCLE);
    expect(codes(bench)).toEqual(['one_sided_book', 'book_untrusted']);
  });

  test('what our gate denies is asked for again only after it has been confirmed again', () => {
    const bench = benchOf([ABOVE]);
    bench.denyWith = 'too_large';
    cycles(bench, 4, '0.38', '0.40');
    expect(codes(bench)).toEqual([
      ...['confirming', 'trade', 'risk_rejected'],
      ...['confirming', 'trade', 'risk_rejected'],
    ]);
  });
});

describe('markets of one cluster', () => {
  const other = (level: string, day = 15) =>
    asking(`Will the price of Bitcoin be above $${level} on April ${day} at 12PM ET?`);

  test('of one asset and one day the larger edge is bought', () => {
    const bench = benchOf([ABOVE, other('99,900')], { confirmations: '1' });
    cycles(bench, 1, '0.38', '0.40');
    expect(bench.story[0]).toMatch(/^900s buy .* of 2 at 0.38/);
    expect(bench.story[1]).toBe('900s skip 0: same_cluster');
  });

  test('no more markets at once than are allowed', () => {
    const tomorrow = other('100,000', 16);
    const later = { ...tomorrow, closesAt: at(3 * 86_400 + 4 * 3_600) };
    const bench = benchOf([ABOVE, later], { confirmations: '1', maxPositions: '1' });
    cycles(bench, 1, '0.38', '0.40');
    expect(codes(bench)).toEqual(['trade', 'exposure_limit']);
    // The same holds for what rests since the cycle before.
    bench.wishes.length = 0;
    cycles(bench, 1, '0.38', '0.40');
    expect(codes(bench)).toEqual(['order_open', 'exposure_limit']);
  });
});

test('whatever is quoted and filled, never more markets, or two of one cluster', () => {
  const markets = [15, 15, 16, 17].map((day, i) => {
    const level = 99_900 + i * 100;
    const question = `Will Bitcoin be above $${level} on April ${day} at 12PM ET?`;
    return asking(question, { closesAt: at((day - 13) * 86_400 + 4 * 3_600) });
  });
  const cents = fc.integer({ min: 5, max: 90 });
  const step = fc.record({
    spot: fc.integer({ min: 98_000, max: 102_000 }),
    bids: fc.tuple(cents, cents, cents, cents),
    fills: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const bench = benchOf(markets, { confirmations: '1', maxPositions: '2', exits: 'off' });
      for (const [i, { spot, bids, fills }] of steps.entries()) {
        const time = (i + 1) * CYCLE;
        bench.hear(time - 2, FEED, spot);
        bids.forEach((bid, market) => {
          bench.quote(
            time - 1,
            `0.${String(bid).padStart(2, '0')}`,
            `0.${String(bid + 4).padStart(2, '0')}`,
            2 * market,
          );
        });
        bench.pass(time);
        for (const { id, status } of [...bench.view.orders.values()]) {
          if (status === 'pendingCancel') bench.cancel(id, 'asked');
          if (status === 'accepted' && fills) bench.fill(id);
        }
        const out = markets.map((_, market) => isOut(bench, market));
        expect(out.filter(Boolean).length).toBeLessThanOrEqual(2);
        expect(out[0] && out[1]).toBe(false);
      }
    }),
  );
});

function isOut({ view }: StrategyBench, market: number): boolean {
  const tokens = [2 * market, 2 * market + 1] as TokenIndex[];
  const open = view.openOrders(market as MarketIndex);
  return open.length > 0 || tokens.some((token) => view.position(token) > 0);
}

describe('a bid that rests', () => {
  test('is canceled when its edge is gone, and placed anew when the price has moved', () => {
    const bench = benchOf([ABOVE], { confirmations: '1' });
    cycles(bench, 1, '0.38', '0.40');
    cycles(bench, 1, '0.40', '0.42');
    expect(bench.story.slice(1)).toEqual(['1800s cancel 1: requote', '1800s skip 0: order_open']);
    bench.cancel(1, 'asked');
    cycles(bench, 1, '0.40', '0.42');
    expect(bench.story.at(-1)).toMatch(/^2700s buy .* of 0 at 0.4 GTC post-only: trade$/);
    cycles(bench, 1, '0.49', '0.51');
    expect(bench.story.slice(-2)).toEqual(['3600s cancel 2: no_edge', '3600s skip 0: no_edge']);
  });
});

describe('an exit', () => {
  /** Holds 100 shares of Yes that cost 0.50 each; the next look for exits is at 1,200 s. */
  function holding(parameters: Record<string, string> = {}): StrategyBench {
    const bench = benchOf([ABOVE], parameters);
    bench.hear(1_145, FEED, 100_000);
    bench.view.positions.set(0 as TokenIndex, 100_000_000 as Shares);
    bench.view.costs.set(0 as TokenIndex, 50_000_000 as Usd);
    bench.wishes.length = 0;
    return bench;
  }

  test.each([
    ['0.34', 'stop_loss'],
    ['0.35', 'stop_loss'],
    ['0.70', 'take_profit'],
    ['0.53', 'edge_reversal'],
  ])('at a bid of %s: %s', (bid, code) => {
    const bench = holding();
    bench.quote(1_150, bid, '0.75');
    bench.pass(1_200);
    expect(bench.story).toEqual([`1200s sell 100 of 0 at ${Number(bid)} FAK: ${code}`]);
  });

  test('none in between, none without a bid, none where they are off', () => {
    for (const [bid, exits] of [
      ['0.45', 'on'],
      ['', 'on'],
      ['0.34', 'off'],
    ] as const) {
      const bench = holding({ exits });
      bench.quote(1_150, bid, '0.75');
      bench.pass(1_200);
      expect(bench.wishes).toEqual([]);
    }
  });

  test('the price alone decides while the spot is not known', () => {
    const bench = holding();
    bench.quote(1_300, '0.53', '0.75');
    bench.pass(1_320);
    expect(codes(bench)).toEqual([]);
    bench.quote(1_350, '0.34', '0.75');
    bench.pass(1_440);
    expect(codes(bench)).toEqual(['stop_loss']);
  });

  test('sells also while entries are paused', () => {
    const defaults = Object.entries(cryptoDirectional.parameters).map(([name, spec]) => [
      name,
      spec.default,
    ]);
    const { loops } = cryptoDirectional.create(Object.fromEntries(defaults), 1);
    expect(loops?.map(({ name, exits }) => [name, exits])).toEqual([
      ['entries', undefined],
      ['exits', true],
      ['analysis', undefined],
    ]);
  });
});

test('asking for its opinion changes nothing', () => {
  const asked = benchOf([ABOVE]);
  const silent = benchOf([ABOVE]);
  for (const bench of [asked, silent]) {
    for (let i = 0; i < 3; i++) {
      if (bench === asked) for (let n = 0; n < 3; n++) bench.opinion();
      cycles(bench, 1, '0.38', '0.40');
    }
  }
  expect(asked.story).toEqual(silent.story);
});
