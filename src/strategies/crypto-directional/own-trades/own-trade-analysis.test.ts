import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aTrade, manyTrades } from '../../../../test/support/made-trades.ts';
import { analyzeOwnTrades } from './own-trade-analysis.ts';

const shuffled = <T>(all: readonly T[]) =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });

describe('what trades have come to', () => {
  test('none have come to nothing', () => {
    expect(analyzeOwnTrades([])).toBeUndefined();
  });

  test('a table of five', () => {
    const trades = [
      aTrade({ market: 'a', cost: 50, cameTrue: true, seconds: 1 }),
      aTrade({ market: 'b', cost: 40, cameTrue: false, seconds: 2 }),
      // Sold at a gain, and it came true: what a share paid in the end counts for its edge.
      aTrade({ market: 'c', cost: 55, brought: 70, cameTrue: true, seconds: 3 }),
      // Sold at a loss in a market that nobody has heard of since.
      aTrade({ market: 'd', cost: 45, brought: 30, cameTrue: undefined, seconds: 4 }),
      // Brought what it had cost: nothing was won.
      aTrade({ market: 'e', isYes: false, cost: 35, brought: 35, cameTrue: false, seconds: 5 }),
    ];
    const analysis = analyzeOwnTrades(trades);
    expect(analysis).toMatchObject({
      trades: 5,
      won: 2,
      paid: 22_500_000,
      net: 1_000_000,
      streak: { isWon: false, trades: 2 },
      best: { market: 'a' },
      worst: { market: 'b' },
      decided: 4,
      // The one that came true would have brought three dollars more, the other none of its 3.50.
      sales: { trades: 2, gain: 500_000 },
    });
    expect(analysis?.wonInterval?.low).toBeCloseTo(0.1176, 4);
    expect(analysis?.wonInterval?.high).toBeCloseTo(0.7693, 4);
    expect(analysis?.bins).toMatchObject([{ from: 0.6, count: 4, hits: 2, observed: 0.5 }]);
  });

  test('edges beside what came, by how large they were', () => {
    const trades = [
      ...manyTrades(2, 1, { probability: 0.55, cost: 50 }),
      ...manyTrades(4, 1, { probability: 0.75, cost: 50 }),
      aTrade({ probability: 0.52, cost: 50, cameTrue: true }),
    ];
    expect(analyzeOwnTrades(trades)?.edges).toEqual([
      { from: 0, to: 0.05, trades: 1, seen: expect.closeTo(0.02), came: 0.5 },
      { from: 0.05, to: 0.1, trades: 2, seen: expect.closeTo(0.05), came: 0 },
      { from: 0.2, to: undefined, trades: 4, seen: expect.closeTo(0.25), came: -0.25 },
    ]);
  });

  test('a market that both sides share decides nothing', () => {
    const half = { ...aTrade({ brought: 50 }), payout: 500_000 } as ReturnType<typeof aTrade>;
    expect(analyzeOwnTrades([half])).toMatchObject({ trades: 1, decided: 0, bins: [], edges: [] });
  });

  test('a streak is of all trades where none broke it', () => {
    expect(analyzeOwnTrades(manyTrades(4, 4))?.streak).toEqual({ isWon: true, trades: 4 });
  });

  test('the order of being told does not matter, also of one moment', () => {
    const any = fc
      .array(
        fc.record({
          market: fc.integer({ min: 0, max: 1_000 }).map((n) => `m${n}`),
          isYes: fc.boolean(),
          probability: fc.integer({ min: 5, max: 95 }).map((n) => n / 100),
          cost: fc.integer({ min: 5, max: 90 }),
          brought: fc.integer({ min: 0, max: 100 }),
          cameTrue: fc.constantFrom(true, false, undefined),
          seconds: fc.integer({ min: 0, max: 3 }),
        }),
        { maxLength: 30 },
      )
      .map((all) => new Map(all.map((one) => [`${one.market} ${one.isYes}`, aTrade(one)])))
      .map((all) => [...all.values()]);
    fc.assert(
      fc.property(
        any.chain((trades) => fc.tuple(fc.constant(trades), shuffled(trades))),
        ([trades, others]) => {
          expect(analyzeOwnTrades(others)).toEqual(analyzeOwnTrades(trades));
        },
      ),
    );
  });
});
