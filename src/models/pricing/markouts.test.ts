import { describe, expect, test } from 'vitest';
import { near } from '../../../test/support/near.ts';
import { pairOf } from '../../../test/support/quote-inputs.ts';
import { AdverseMoves } from './adverse-moves.ts';
import { avellanedaStoikov } from './avellaneda-stoikov/pricing.ts';
import { dynamicGamma, feedbackMultiplier } from './dynamic-gamma.ts';
import { Markouts } from './markouts.ts';

const SECOND = 1_000_000;

/** The markouts of a market at T+30 s, and what they are added to. */
function marked(fills = 200, leastFills = 1) {
  const moves = new AdverseMoves({ fills, leastFills });
  return { moves, markouts: new Markouts(30, moves) };
}

describe('the mid after our fills', () => {
  test('what falls after a buy is against us, and what rises after a sale', () => {
    const { markouts, moves } = marked();
    markouts.hearMid(0, 0.5);
    markouts.hearFill(0, 'buy');
    markouts.hearFill(0, 'sell');
    markouts.hearMid(20 * SECOND, 0.47);
    markouts.hearFill(20 * SECOND, 'sell');
    // The mid of T+30 s is the last that was told by then, not the first after it.
    markouts.hearMid(30 * SECOND, 0.46);
    markouts.hearMid(31 * SECOND, 0.4);
    expect(moves.known).toBe(2);
    near(moves.mean() + 1, 1);
    markouts.hearMid(60 * SECOND, 0.6);
    near(moves.mean(), (0.04 - 0.04 - 0.07) / 3);
  });

  test('only the latest fills count, and too few say nothing', () => {
    const { markouts, moves } = marked(3, 2);
    for (const [i, move] of [0.09, 0.01, 0.02, 0.03].entries()) {
      markouts.hearMid(i * 100 * SECOND, 0.5);
      markouts.hearFill(i * 100 * SECOND, 'buy');
      markouts.hearMid((i * 100 + 1) * SECOND, 0.5 - move);
      markouts.hearMid((i * 100 + 40) * SECOND, 0.5);
      if (i === 0) expect(moves.mean()).toBeNaN();
    }
    near(moves.mean(), 0.02);
  });

  test('a fill whose mid nobody saw is told, and does not count', () => {
    const { markouts, moves } = marked();
    markouts.hearFill(0, 'buy');
    markouts.hearMid(SECOND, 0.5);
    markouts.hearFill(2 * SECOND, 'buy');
    markouts.hearMid(20 * SECOND, Number.NaN);
    markouts.hearMid(40 * SECOND, 0.4);
    expect(markouts.unknown).toBe(2);
    expect(moves.known).toBe(0);
    expect(moves.mean()).toBeNaN();
  });

  test('of more fills than can wait the oldest are given up, and told', () => {
    const { markouts, moves } = marked();
    markouts.hearMid(0, 0.5);
    for (let i = 0; i < 1_030; i++) markouts.hearFill(1, 'buy');
    expect(markouts.unknown).toBe(6);
    markouts.hearMid(31 * SECOND, 0.5);
    expect(moves.known).toBe(1_024);
  });
});

test('two markets add to the same moves', () => {
  const { markouts, moves } = marked();
  const other = new Markouts(30, moves, 4);
  for (const [market, mid] of [
    [markouts, 0.49],
    [other, 0.47],
  ] as const) {
    market.hearMid(0, 0.5);
    market.hearFill(0, 'buy');
    market.hearMid(SECOND, mid);
    market.hearMid(60 * SECOND, mid);
  }
  near(moves.mean(), 0.02);
});

describe('risk aversion', () => {
  test('grows with what is held, on either side', () => {
    expect(dynamicGamma(0.01, 0.5, 0, 400)).toBe(0.01);
    near(dynamicGamma(0.01, 0.5, -200, 400), 0.0125);
    near(dynamicGamma(0.01, 0.5, 400, 400), 0.015);
  });

  test("and with adverse moves, by S1's rule for a price of one half", () => {
    expect(feedbackMultiplier(Number.NaN)).toBe(1);
    expect(feedbackMultiplier(0.0025)).toBe(1);
    // S1: 150 basis points are 100 above 50, and 100 by 200 is a half.
    near(feedbackMultiplier(0.0075), 1.5);
  });

  test('a larger gamma widens only where much variance is to come', () => {
    const spread = (gamma: number, secondsLeft: number) => {
      const { bid, ask } = pairOf(avellanedaStoikov, { gamma, secondsLeft });
      return ask - bid;
    };
    expect(spread(0.02, 300)).toBeGreaterThan(spread(0.01, 300));
    expect(spread(0.02, 10)).toBeLessThan(spread(0.01, 10));
  });
});
