import { describe, expect, test } from 'vitest';
import { near } from '../../../../test/support/near.ts';
import { pairOf, quotesOf } from '../../../../test/support/quote-inputs.ts';
import { legacy } from './pricing.ts';

const engine = legacy();
/** A book that is even and a mid that has just moved. */
const even = { bidDepth: 500, askDepth: 500, secondsSinceMidMoved: 0 };
const HALF = 0.002 + 0.3 * 0.002 * Math.sqrt(10);

describe("S1's rule of thumb", () => {
  test('the half-spread is a sum of volatility, imbalance, staleness and a base', () => {
    const half = (changes: object) => {
      const { bid, ask } = pairOf(engine, { ...even, ...changes });
      return (ask - bid) / 2;
    };
    near(half({}), HALF);
    near(half({ bidDepth: 900, askDepth: 100 }), HALF + 0.02 * 0.8);
    near(half({ secondsSinceMidMoved: 30 }), HALF + 0.015 / 2);
    near(half({ secondsSinceMidMoved: 3_600 }), HALF + 0.015);
    near(half({ volatility: 0 }), 0.002);
  });

  test('the mid is nearer to the side that has less', () => {
    near(pairOf(engine, { bidDepth: 900, askDepth: 100 }).reservation, 0.51 + 0.9 * 0.02);
  });

  test('the skew grows with inventory, faster than it, and with its age', () => {
    const shift = (inventory: number, positionAgeSeconds = 0) =>
      (0.52 - pairOf(engine, { ...even, inventory, positionAgeSeconds }).reservation) / HALF;
    near(shift(250), 0.5 * 0.5 + 0.3 * 0.25);
    near(shift(-250), -shift(250));
    near(shift(500), 0.8);
    near(shift(2_000), 0.8);
    near(shift(500, 86_400), 1.1);
  });

  test("with S1's own bounds it is S1's, in dollars", () => {
    const own = legacy({ leastHalf: 0.015, mostHalf: 0.08 });
    const { bid, ask } = pairOf(own, even);
    near(ask - bid, 0.03);
  });

  test.each([
    ['mid_unknown', { bestBid: Number.NaN }],
    ['mid_unknown', { bestBid: 0.53 }],
    ['mid_unknown', { bestBid: 0 }],
    ['mid_unknown', { bestAsk: 1 }],
    ['inventory_unknown', { inventory: Number.NaN }],
    ['max_inventory_unknown', { maxInventory: Number.NaN }],
    ['depth_unknown', { bidDepth: Number.NaN }],
    ['depth_unknown', { askDepth: 0 }],
    ['volatility_unknown', { volatility: Number.NaN }],
    ['mid_age_unknown', { secondsSinceMidMoved: Number.NaN }],
    ['position_age_unknown', { inventory: 1, positionAgeSeconds: Number.NaN }],
  ])('abstains with %s where %o', (code, changes) => {
    expect(quotesOf(engine, changes)).toBe(code);
  });

  test('nothing that is held has no age', () => {
    expect(quotesOf(engine, { positionAgeSeconds: Number.NaN })).toEqual(pairOf(engine));
  });
});
