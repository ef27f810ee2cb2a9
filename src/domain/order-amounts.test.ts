import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  naiveLimitAmounts,
  naiveMarketBuyAmounts,
} from '../../test/support/naive/order-amounts.ts';
import { InvariantError } from './invariant.ts';
import { decodeAmounts, limitAmounts, marketBuyAmounts } from './order-amounts.ts';
import type { Side } from './side.ts';
import { TICK_SIZES, type TickSize } from './tick.ts';
import { formatDecimal, type Price, SCALE, type Shares, type Usd } from './units.ts';

const price = (units: number) => units as Price;
const size = (units: number) => units as Shares;
const text = formatDecimal;

/** Every price of a tick's grid. */
function pricesOf(tick: TickSize): Price[] {
  return Array.from({ length: SCALE / tick - 1 }, (_, i) => price((i + 1) * tick));
}

const hundredths = (max: number) => fc.integer({ min: 1, max }).map((count) => count * 10_000);
const anySize = fc.oneof(hundredths(5_000), hundredths(1_000_000_000)).map(size);
const anySpend = hundredths(100_000_000).map((units) => (units + 990_000) as Usd);
const anySide = fc.constantFrom<Side>('buy', 'sell');

describe.each(TICK_SIZES)('on a tick of %d', (tick) => {
  const prices = pricesOf(tick);
  const anyPrice = fc.constantFrom(...prices);

  test('limit amounts are those of the table in exact fractions', () => {
    fc.assert(
      fc.property(anySide, anyPrice, anySize, (side, at, of) => {
        const naive = naiveLimitAmounts(side, text(at), text(of), text(tick));
        expect(limitAmounts(side, at, of)).toEqual(naive);
      }),
    );
  });

  test('limit amounts read back as exactly what was asked, at every price', () => {
    for (const at of prices) {
      for (const of of [10_000, 8_200_000, 100_010_000, 9_999_999_990_000].map(size)) {
        for (const side of ['buy', 'sell'] as const) {
          const read = decodeAmounts(side, limitAmounts(side, at, of));
          if (read?.size !== of || read.price !== at || !read.isExact) {
            expect.fail(`${side} ${of} at ${at} reads ${JSON.stringify(read)}`);
          }
        }
      }
    }
  });

  test('market buys are those of the table in exact fractions', () => {
    fc.assert(
      fc.property(anyPrice, anySpend, (at, spend) => {
        const naive = naiveMarketBuyAmounts(text(spend), text(at), text(tick));
        expect(marketBuyAmounts(spend, at, tick)).toEqual(naive);
      }),
    );
  });

  test('market buys are those of the table at every price', () => {
    for (const at of prices) {
      for (const spend of [1_000_000, 9_990_000, 123_456_780_000].map((units) => units as Usd)) {
        const naive = naiveMarketBuyAmounts(text(spend), text(at), text(tick));
        const { takerAmount } = marketBuyAmounts(spend, at, tick);
        if (takerAmount !== naive.takerAmount) expect.fail(`${spend} at ${at}: ${takerAmount}`);
      }
    }
  });
});

test('8.2 shares are 8.2 shares: floats make them 8.19', () => {
  expect(Math.floor(8.2 * 100) / 100).toBe(8.19);
  expect(limitAmounts('buy', price(520_000), size(8_200_000))).toEqual({
    makerAmount: 4_264_000,
    takerAmount: 8_200_000,
  });
  expect(limitAmounts('sell', price(520_000), size(8_200_000))).toEqual({
    makerAmount: 8_200_000,
    takerAmount: 4_264_000,
  });
});

test.each([
  [100_000, 300_000, 33_333_000],
  [10_000, 330_000, 30_303_000],
  [10_000, 70_000, 142_857_100],
  [5_000, 335_000, 29_850_740],
  [2_500, 332_500, 30_075_187],
  [1_000, 333_000, 30_030_030],
  [100, 333_300, 30_003_000],
  [100, 333_700, 29_967_036],
])('on a tick of %d, 10 dollars at %d buy %d', (tick, at, shares) => {
  expect(marketBuyAmounts(10_000_000 as Usd, price(at), tick as TickSize)).toEqual({
    makerAmount: 10_000_000,
    takerAmount: shares,
  });
});

test('a tick that the venue does not list has no table', () => {
  const buy = () => marketBuyAmounts(1_000_000 as Usd, price(500_000), 20_000 as TickSize);
  expect(buy).toThrow(new InvariantError('20000 is no tick size of the venue'));
});

describe('amounts read back', () => {
  test('say the price rounded down, and whether it was rounded', () => {
    expect(decodeAmounts('buy', { makerAmount: 1, takerAmount: 3 })).toEqual({
      size: 3,
      dollars: 1,
      price: 333_333,
      isExact: false,
    });
    expect(decodeAmounts('sell', { makerAmount: 4, takerAmount: 1 })).toEqual({
      size: 4,
      dollars: 1,
      price: 250_000,
      isExact: true,
    });
  });

  test('may say that shares are free, or cost all they can pay', () => {
    const free = { makerAmount: 0, takerAmount: 1 };
    expect(decodeAmounts('buy', free)).toMatchObject({ price: 0, isExact: true });
    const sure = { makerAmount: 1, takerAmount: 1 };
    expect(decodeAmounts('buy', sure)).toMatchObject({ price: SCALE, isExact: true });
  });

  test.each([
    ['buy', 0, 0],
    ['buy', 1, 0],
    ['buy', 2, 1],
    ['sell', 0, 1],
    ['sell', 1, 2],
    ['buy', -1, 2],
  ] as const)('are no %s: %d for %d', (side, makerAmount, takerAmount) => {
    expect(decodeAmounts(side, { makerAmount, takerAmount })).toBeUndefined();
  });
});
