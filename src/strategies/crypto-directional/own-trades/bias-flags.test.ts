import { describe, expect, test } from 'vitest';
import { aTrade, manyTrades } from '../../../../test/support/made-trades.ts';
import { Random } from '../../../domain/random.ts';
import { analyzeOwnTrades } from './own-trade-analysis.ts';

const flagsOf = (trades: Parameters<typeof analyzeOwnTrades>[0]) => analyzeOwnTrades(trades)?.flags;

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
    const trades = manyTrades(count, came, { probability, cost: 30 });
    expect(flagsOf(trades)?.overconfidence).toMatchObject({ verdict, trades: count });
  });

  test('counts only what is decided', () => {
    const undecided = manyTrades(20, 0, { probability: 0.9, cameTrue: undefined, brought: 30 });
    expect(flagsOf(undecided)?.overconfidence).toMatchObject({ verdict: 'too_few', trades: 0 });
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
    const trades = [
      ...manyTrades(yes, 0),
      ...manyTrades(no, 0, { isYes: false }).map((trade) => ({
        ...trade,
        market: `no-${trade.market}`,
      })),
    ];
    expect(flagsOf(trades)?.yesBias).toEqual({ verdict, yes, no });
  });
});

describe('edge illusion', () => {
  /** So many with an edge of five points and so many with one of twenty. */
  const halves = (smaller: [number, number], larger: [number, number]) => [
    ...manyTrades(...smaller, { probability: 0.55, cost: 50 }),
    ...manyTrades(...larger, { probability: 0.7, cost: 50 }).map((trade) => ({
      ...trade,
      market: `larger-${trade.market}`,
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
    expect([flag?.smaller.trades, flag?.larger.trades]).toEqual([smaller[0], larger[0]]);
  });

  test('edges that are all alike are no two halves', () => {
    expect(flagsOf(manyTrades(40, 10))?.edgeIllusion).toMatchObject({
      verdict: 'too_few',
      larger: { trades: 0 },
      smaller: { trades: 40 },
    });
  });

  test('tells how far each half fell short', () => {
    // Of ten at 0.50 five came: nothing, where 0.05 had been seen; of the others 0.20 and -0.10.
    const flag = flagsOf(halves([10, 5], [10, 4]))?.edgeIllusion;
    expect(flag?.smaller.mean).toBeCloseTo(0.05, 9);
    expect(flag?.larger.mean).toBeCloseTo(0.3, 9);
  });
});

describe('of fifty trades, over and over', () => {
  /** In which part of the samples each is shown, where so much too much is said. */
  function shownOf(tooMuch: (edge: number) => number) {
    const random = new Random(1, 'trades');
    const shown = { overconfidence: 0, yesBias: 0, edgeIllusion: 0 };
    for (let sample = 0; sample < SAMPLES; sample++) {
      const trades = Array.from({ length: 50 }, (_, i) => {
        const probability = 0.2 + 0.6 * random.float();
        const edge = 0.05 + 0.25 * random.float();
        const cost = Math.max(2, Math.round(100 * (probability - edge)));
        const isYes = random.float() < 0.5;
        const cameTrue = random.float() < probability - tooMuch(edge);
        return aTrade({ market: `m${i}`, isYes, probability, cost, cameTrue, seconds: i });
      });
      const flags = flagsOf(trades);
      for (const name of ['overconfidence', 'yesBias', 'edgeIllusion'] as const) {
        if (flags?.[name].verdict === 'shown') shown[name] += 1 / SAMPLES;
      }
    }
    return shown;
  }
  const SAMPLES = 500;

  test('chance alone shows each in less than one of twenty', () => {
    for (const share of Object.values(shownOf(() => 0))) expect(share).toBeLessThan(0.05);
  });

  test('twenty points too much are mostly shown, and as what they are', () => {
    const { overconfidence, yesBias, edgeIllusion } = shownOf(() => 0.2);
    expect(overconfidence).toBeGreaterThan(0.7);
    expect(Math.max(yesBias, edgeIllusion)).toBeLessThan(0.05);
  });

  test('edges of which only what is small is there are shown a good deal more often', () => {
    expect(shownOf((edge) => 2 * (edge - 0.05)).edgeIllusion).toBeGreaterThan(0.3);
  });
});
