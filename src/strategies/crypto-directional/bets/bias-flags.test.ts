import { describe, expect, test } from 'vitest';
import { manyBets } from '../../../../test/support/made-bets.ts';
import { analyzeBets } from './bet-analysis.ts';

const flagsOf = (bets: Parameters<typeof analyzeBets>[0]) => analyzeBets(bets)?.flags;

describe('overconfidence', () => {
  test.each<[number, number, number, string]>([
    // The upper end of none in four is 0.49: but of four nothing is said.
    [4, 0, 0.9, 'too_few'],
    // Of none in five it is 0.434, of one in five 0.624.
    [5, 0, 0.44, 'shown'],
    [5, 0, 0.43, 'not_shown'],
    [5, 1, 0.6, 'not_shown'],
    // Of 15 in 30: 0.668.
    [30, 15, 0.67, 'shown'],
    [30, 15, 0.66, 'not_shown'],
    [30, 30, 0.6, 'not_shown'],
  ])('of %d decided %d came true, said %d: %s', (count, came, probability, verdict) => {
    const bets = manyBets(count, came, { probability, cost: 30 });
    expect(flagsOf(bets)?.overconfidence).toMatchObject({ verdict, bets: count });
  });

  test('counts only what is decided', () => {
    const undecided = manyBets(20, 0, { probability: 0.9, cameTrue: undefined, brought: 30 });
    expect(flagsOf(undecided)?.overconfidence).toMatchObject({ verdict: 'too_few', bets: 0 });
  });
});

describe('Yes bias', () => {
  test.each<[number, number, string]>([
    [9, 0, 'too_few'],
    [10, 0, 'shown'],
    // Eight in ten may be chance: the lower end is 0.49; nine in ten has 0.596.
    [8, 2, 'not_shown'],
    [9, 1, 'shown'],
    // Twice as many are not more than twice.
    [30, 15, 'not_shown'],
    [32, 15, 'shown'],
    [0, 30, 'not_shown'],
  ])('%d on Yes and %d on No: %s', (yes, no, verdict) => {
    const bets = [
      ...manyBets(yes, 0),
      ...manyBets(no, 0, { isYes: false }).map((bet) => ({ ...bet, market: `no-${bet.market}` })),
    ];
    expect(flagsOf(bets)?.yesBias).toEqual({ verdict, yes, no });
  });
});

describe('edge illusion', () => {
  /** So many with an edge of five points and so many with one of twenty. */
  const halves = (smaller: [number, number], larger: [number, number]) => [
    ...manyBets(...smaller, { probability: 0.55, cost: 50 }),
    ...manyBets(...larger, { probability: 0.7, cost: 50 }).map((bet) => ({
      ...bet,
      market: `larger-${bet.market}`,
    })),
  ];

  test.each<[string, [number, number], [number, number], string]>([
    ['too few larger ones', [5, 5], [4, 0], 'too_few'],
    ['all smaller came and no larger', [5, 5], [5, 0], 'shown'],
    ['both as they were seen', [20, 11], [20, 14], 'not_shown'],
    ['the larger came less often', [20, 14], [20, 6], 'shown'],
    ['the smaller came less often', [20, 6], [20, 14], 'not_shown'],
    // Both fall short alike: overconfident, but the larger not more so.
    ['both short', [20, 2], [20, 5], 'not_shown'],
  ])('%s: %s and %s: %s', (_what, smaller, larger, verdict) => {
    const flag = flagsOf(halves(smaller, larger))?.edgeIllusion;
    expect(flag?.verdict).toBe(verdict);
    expect([flag?.smaller.bets, flag?.larger.bets]).toEqual([smaller[0], larger[0]]);
  });

  test('edges that are all alike are no two halves', () => {
    expect(flagsOf(manyBets(40, 10))?.edgeIllusion).toMatchObject({
      verdict: 'too_few',
      larger: { bets: 0 },
      smaller: { bets: 40 },
    });
  });

  test('tells how far each half fell short', () => {
    // Of ten at 0.50 five came: nothing, where 0.05 had been seen; of the others 0.20 and -0.10.
    const flag = flagsOf(halves([10, 5], [10, 4]))?.edgeIllusion;
    expect(flag?.smaller.mean).toBeCloseTo(0.05, 9);
    expect(flag?.larger.mean).toBeCloseTo(0.3, 9);
  });
});
