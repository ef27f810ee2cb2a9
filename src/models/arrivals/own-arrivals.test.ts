import { describe, expect, test } from 'vitest';
import { near } from '../../../test/support/near.ts';
import { Random } from '../../domain/random.ts';
import { ASK, BID } from '../../domain/side.ts';
import { FillRate } from './fill-rate.ts';
import { OwnArrivals } from './own-arrivals.ts';

const SECOND = 1_000_000;
const options = { depthStep: 0.005, halfLife: Number.POSITIVE_INFINITY, leastFills: 20 };

describe('fills of our own quotes', () => {
  test('the vector of the formula sheet, §3a, told as it happens', () => {
    const own = new OwnArrivals(options);
    const seen = [340, 150, 71, 29];
    for (const [i, fills] of seen.entries()) {
      const at = i * 500 * SECOND;
      // Half of each thousand seconds on each side.
      own.hearQuote(at, BID, 0.005 + 0.01 * i);
      own.hearQuote(at, ASK, 0.0051 + 0.01 * i);
      for (let fill = 0; fill < fills; fill++)
        own.hearFill(at + SECOND, fill % 2 === 0 ? BID : ASK);
    }
    own.hearQuote(2_000 * SECOND, BID, Number.NaN);
    own.hearQuote(2_000 * SECOND, ASK, Number.NaN);
    const estimate = own.estimate(9_000 * SECOND);
    if (typeof estimate === 'string') throw new Error(estimate);
    near(estimate.decay, 80.46896312269672);
    near(estimate.rate, 0.5080027744448177);
    near(estimate.decayError, 4.694411232);
  });

  test('a quote that still rests counts until now, and asking leaves it there', () => {
    const [asked, other] = [new OwnArrivals(options), new OwnArrivals(options)];
    for (const own of [asked, other]) {
      own.hearQuote(0, BID, 0.005);
      for (let fill = 0; fill < 30; fill++) own.hearFill(SECOND, BID);
      own.hearQuote(1_000 * SECOND, BID, 0.015);
      for (let fill = 0; fill < 10; fill++) own.hearFill(1_001 * SECOND, BID);
    }
    asked.estimate(1_500 * SECOND);
    const estimate = asked.estimate(2_000 * SECOND);
    expect(estimate).toEqual(other.estimate(2_000 * SECOND));
    if (typeof estimate === 'string') throw new Error(estimate);
    near(estimate.decay, Math.log(3) / 0.01);
  });

  test('where no quote rests nothing was filled, and one very far off counts as far', () => {
    const own = new OwnArrivals({ ...options, leastFills: 2 });
    own.hearQuote(0, ASK, 5);
    own.hearFill(SECOND, ASK);
    own.hearFill(SECOND, BID);
    expect(own.estimate(SECOND)).toBe('too_few_events');
    own.hearQuote(SECOND, ASK, -0.01);
    for (let fill = 0; fill < 9; fill++) own.hearFill(SECOND, ASK);
    const estimate = own.estimate(2 * SECOND);
    if (typeof estimate === 'string') throw new Error(estimate);
    near(estimate.decay, Math.log(9) / (63 * 0.005));
  });

  test('abstains below the stated number, and where all rested at one depth', () => {
    const own = new OwnArrivals(options);
    own.hearFill(0, BID);
    expect(own.estimate(0)).toBe('too_few_events');
    own.hearQuote(0, BID, 0.005);
    for (let fill = 1; fill < 20; fill++) own.hearFill(fill * SECOND, BID);
    expect(own.estimate(20 * SECOND)).toBe('too_few_events');
    own.hearFill(20 * SECOND, BID);
    expect(own.estimate(20 * SECOND)).toBe('one_depth');
  });

  test('what was long ago fades', () => {
    const own = new OwnArrivals({ ...options, halfLife: 300 });
    const random = new Random(7, 'own fills');
    for (let second = 0; second < 50_000; second++) {
      const depth = 0.005 * (1 + Math.floor(random.float() * 6));
      own.hearQuote(second * SECOND, BID, depth);
      const rate = second < 25_000 ? 0.9 * Math.exp(-20 * depth) : 0.9 * Math.exp(-100 * depth);
      if (random.float() < rate) own.hearFill(second * SECOND, BID);
    }
    const estimate = own.estimate(50_000 * SECOND);
    if (typeof estimate === 'string') throw new Error(estimate);
    expect(Math.abs(estimate.decay - 100)).toBeLessThan(2.5 * estimate.decayError);
    expect(estimate.events).toBeLessThan(500);
  });
});

describe("S1's kappa, how often we are filled", () => {
  test('fills less one by the time between first and last, within an hour', () => {
    const rate = new FillRate();
    expect(rate.rateAt(0)).toBeNaN();
    rate.hearFill(0);
    expect(rate.rateAt(0)).toBeNaN();
    rate.hearFill(60 * SECOND);
    rate.hearFill(120 * SECOND);
    expect(rate.rateAt(120 * SECOND)).toBe(2 / 120);
    near(rate.errorAt(120 * SECOND), 2 / 120 / Math.SQRT2);
    expect(rate.countAt(3_601 * SECOND)).toBe(2);
    expect(rate.rateAt(3_601 * SECOND)).toBe(1 / 60);
    expect(rate.rateAt(10_000 * SECOND)).toBeNaN();
  });

  test('all at once is no rate, and of very many the latest count', () => {
    const rate = new FillRate();
    rate.hearFill(SECOND);
    rate.hearFill(SECOND);
    expect(rate.rateAt(SECOND)).toBeNaN();
    for (let fill = 1; fill <= 5_000; fill++) rate.hearFill(SECOND + fill * 1_000);
    expect(rate.countAt(10 * SECOND)).toBe(1_024);
    near(rate.rateAt(10 * SECOND), 1_000);
  });
});
