import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aBet, manyBets } from '../../../../test/support/made-bets.ts';
import { analyzeBets } from './bet-analysis.ts';

const shuffled = <T>(all: readonly T[]) =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });

describe('what bets have come to', () => {
  test('none have come to nothing', () => {
    expect(analyzeBets([])).toBeUndefined();
  });

  test('a table of five', () => {
    const bets = [
      aBet({ market: 'a', cost: 50, cameTrue: true, seconds: 1 }),
      aBet({ market: 'b', cost: 40, cameTrue: false, seconds: 2 }),
      // Sold at a gain, and it came true: what a share paid in the end counts for its edge.
      aBet({ market: 'c', cost: 55, brought: 70, cameTrue: true, seconds: 3 }),
      // Sold at a loss in a market that nobody has heard of since.
      aBet({ market: 'd', cost: 45, brought: 30, cameTrue: undefined, seconds: 4 }),
      // Brought what it had cost: nothing was won.
      aBet({ market: 'e', isYes: false, cost: 35, brought: 35, cameTrue: false, seconds: 5 }),
    ];
    const analysis = analyzeBets(bets);
    expect(analysis).toMatchObject({
      bets: 5,
      won: 2,
      paid: 22_500_000,
      net: 1_000_000,
      streak: { isWon: false, bets: 2 },
      best: { market: 'a' },
      worst: { market: 'b' },
      decided: 4,
      // The one that came true would have brought three dollars more, the other none of its 3.50.
      sales: { bets: 2, gain: 500_000 },
    });
    expect(analysis?.wonInterval?.low).toBeCloseTo(0.1176, 4);
    expect(analysis?.wonInterval?.high).toBeCloseTo(0.7693, 4);
    expect(analysis?.bins).toMatchObject([{ from: 0.6, count: 4, hits: 2, observed: 0.5 }]);
  });

  test('edges beside what came, by how large they were', () => {
    const bets = [
      ...manyBets(2, 1, { probability: 0.55, cost: 50 }),
      ...manyBets(4, 1, { probability: 0.75, cost: 50 }),
      aBet({ probability: 0.52, cost: 50, cameTrue: true }),
    ];
    expect(analyzeBets(bets)?.edges).toEqual([
      { from: 0, to: 0.05, bets: 1, seen: expect.closeTo(0.02), came: 0.5 },
      { from: 0.05, to: 0.1, bets: 2, seen: expect.closeTo(0.05), came: 0 },
      { from: 0.2, to: undefined, bets: 4, seen: expect.closeTo(0.25), came: -0.25 },
    ]);
  });

  test('a market that both sides share decides nothing', () => {
    const half = { ...aBet({ brought: 50 }), payout: 500_000 } as ReturnType<typeof aBet>;
    expect(analyzeBets([half])).toMatchObject({ bets: 1, decided: 0, bins: [], edges: [] });
  });

  test('a streak is of all bets where none broke it', () => {
    expect(analyzeBets(manyBets(4, 4))?.streak).toEqual({ isWon: true, bets: 4 });
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
      .map((all) => new Map(all.map((one) => [`${one.market} ${one.isYes}`, aBet(one)])))
      .map((all) => [...all.values()]);
    fc.assert(
      fc.property(
        any.chain((bets) => fc.tuple(fc.constant(bets), shuffled(bets))),
        ([bets, others]) => {
          expect(analyzeBets(others)).toEqual(analyzeBets(bets));
        },
      ),
    );
  });
});
