import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Buy, type BuyLimits, weighBuy } from './buy-filters.ts';

const LIMITS: BuyLimits = {
  examples: 50,
  accuracy: 0.55,
  confidence: 0.6,
  edge: 0,
  liquidity: 1_000,
  spread: 0.1,
  secondsToClose: 60,
  buysInHour: 4,
  exposure: 0.25,
  dayLoss: 0.2,
};

/** Right at every limit that it may touch. */
const GOOD: Buy = {
  examples: 50,
  accuracy: 0.55,
  confidence: 0.6,
  edge: 0,
  liquidity: 1_000,
  spread: 0.1,
  secondsToClose: 60,
  buysInHour: 3,
  exposure: 0.24,
  dayLoss: 0.19,
};

test('a buy at its limits passes, with every number beside its limit', () => {
  const { failed, numbers } = weighBuy(GOOD, LIMITS);
  expect(failed).toEqual([]);
  expect(numbers).toMatchObject({ confidence: 0.6, confidenceLimit: 0.6, buysInHourLimit: 4 });
  expect(Object.keys(numbers)).toHaveLength(20);
});

describe('no filter can be bypassed', () => {
  const worse: readonly [string, Partial<Buy>][] = [
    ['examples_few', { examples: 49 }],
    ['accuracy_low', { accuracy: 0.549 }],
    ['accuracy_low', { accuracy: undefined }],
    ['confidence_low', { confidence: 0.599 }],
    ['edge_small', { edge: -0.001 }],
    ['liquidity_low', { liquidity: 999 }],
    ['liquidity_low', { liquidity: undefined }],
    ['spread_wide', { spread: 0.101 }],
    ['spread_wide', { spread: undefined }],
    ['close_near', { secondsToClose: 59 }],
    ['close_near', { secondsToClose: Number.NaN }],
    ['buys_many', { buysInHour: 4 }],
    ['exposure_full', { exposure: 0.25 }],
    ['day_lost', { dayLoss: 0.2 }],
  ];

  test.each(worse)('%s: %o', (code, change) => {
    expect(weighBuy({ ...GOOD, ...change }, LIMITS).failed).toEqual([code]);
  });

  test('however the others stand, and each that fails is told', () => {
    const some = fc.subarray([...worse], { minLength: 1 });
    fc.assert(
      fc.property(some, (changes) => {
        const buy = Object.assign({ ...GOOD }, ...changes.map(([, change]) => change));
        expect(new Set(weighBuy(buy, LIMITS).failed)).toEqual(new Set(changes.map(([c]) => c)));
      }),
    );
  });

  test('what is not known passes only where nothing is asked', () => {
    const unknown = { ...GOOD, liquidity: undefined };
    const { failed, numbers } = weighBuy(unknown, { ...LIMITS, liquidity: 0 });
    expect(failed).toEqual([]);
    expect(numbers).not.toHaveProperty('liquidity');
    const wide = { ...GOOD, spread: undefined };
    expect(weighBuy(wide, { ...LIMITS, spread: 1 }).failed).toEqual(['spread_wide']);
  });
});
