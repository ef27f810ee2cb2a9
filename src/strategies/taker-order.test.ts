import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { ScriptedView } from '../../test/support/scripted-view.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Price, Shares } from '../domain/units.ts';
import { takeableSize, takeLimit, tradableSize } from './taker-order.ts';

const shares = (n: number) => Math.round(n * 1_000_000) as Shares;
const price = (n: number) => Math.round(n * 1_000_000) as Price;
const token = 0 as TokenIndex;

describe('a takeable size', () => {
  test.each([
    // 0.97 needs whole shares for whole cents, 0.50 needs even hundredths, 0.975 forty of them.
    [10, 0.97, 10],
    [9.99, 0.97, 9],
    [10.03, 0.5, 10.02],
    [10.39, 0.975, 10],
    [10.4, 0.975, 10.4],
    [10, 0.001, 0],
    [1.03, 0.97, 0],
    [1.04, 0.97, 0],
    [2, 0.5, 2],
    [1.98, 0.5, 0],
    [0, 0.5, 0],
    [-3, 0.5, 0],
  ])('up to %d at %d is %d', (wanted, at, expected) => {
    expect(takeableSize(shares(wanted), price(at))).toBe(shares(expected));
  });

  test('is never more than wanted, in hundredths, in whole cents, and the largest such', () => {
    const anySize = fc.integer({ min: 1, max: 50_000 }).map((n) => n * 5_000);
    const anyPrice = fc.integer({ min: 1, max: 9_999 }).map((n) => n * 100);
    const fits = (size: number, at: number) =>
      size % 10_000 === 0 && (size * at) % 10_000_000_000 === 0 && size * at >= 1e12;
    fc.assert(
      fc.property(anySize, anyPrice, (wanted, at) => {
        const size = takeableSize(wanted as Shares, at as Price);
        expect(size).toBeLessThanOrEqual(wanted);
        if (size > 0) expect(fits(size, at)).toBe(true);
        for (let more = size + 10_000 - (size % 10_000); more <= wanted; more += 10_000) {
          if (fits(more, at)) expect.fail(`${more} at ${at} fits too`);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('a tradable size is hundredths, rounded down', () => {
  expect(tradableSize(shares(3.337))).toBe(shares(3.33));
  expect(tradableSize(shares(0.009))).toBe(0);
  expect(tradableSize(shares(-1))).toBe(0);
});

describe('a limit to take with', () => {
  const view = new ScriptedView([aMarket()]);

  test.each([
    ['buy', '0.60', '0.62', 2, 0.99, 0.64],
    ['buy', '0.60', '0.62', 0, 0.99, 0.62],
    ['buy', '0.60', '0.62', 2, 0.63, 0.63],
    ['buy', '0.60', '0.62', 2, 0.635, 0.63],
    ['buy', '0.60', '0.62', 2, 0.62, 0.62],
    ['buy', '0.60', '0.62', 2, 0.61, undefined],
    ['buy', '0.97', '0.98', 5, 1, 0.99],
    ['buy', '0.97', '', 5, 1, undefined],
    ['sell', '0.60', '0.62', 2, 1, 0.58],
    ['sell', '0.02', '0.03', 5, 1, 0.01],
    ['sell', '', '0.03', 5, 1, undefined],
  ] as const)('%s on %s / %s, %d ticks, cap %d: %d', (side, bid, ask, ticks, cap, limit) => {
    view.setBook(token, bid === '' ? [] : [[bid, '1']], ask === '' ? [] : [[ask, '1']]);
    const expected = limit === undefined ? undefined : price(limit);
    expect(takeLimit(view, token, side, ticks, price(cap))).toBe(expected);
  });
});
