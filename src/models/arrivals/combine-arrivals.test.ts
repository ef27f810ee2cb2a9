import { expect, test } from 'vitest';
import { near } from '../../../test/support/near.ts';
import { combineArrivals } from './combine-arrivals.ts';

const estimate = (decay: number, decayError: number, rate: number, rateError: number) => ({
  decay,
  decayError,
  rate,
  rateError,
  countError: rateError / rate,
  events: 10,
  priorShare: 0,
});

test('two that are equally sure meet in the middle, and are surer together', () => {
  const both = { ...estimate(100, 20, 1, 0.5), priorShare: 1 };
  combineArrivals(both, estimate(200, 20, 4, 2));
  near(both.decay, 150);
  near(both.decayError, 20 / Math.SQRT2);
  near(both.rate, 2);
  near(both.rateError, (2 * 0.5) / Math.SQRT2);
  expect([both.events, both.priorShare]).toEqual([20, 0.5]);
});

test('one that knows nothing changes nothing', () => {
  const both = estimate(100, 20, 1, 0.5);
  combineArrivals(both, estimate(900, Number.POSITIVE_INFINITY, 9, Number.POSITIVE_INFINITY));
  near(both.decay, 100);
  near(both.rate, 1);
});

test('the surer one leads', () => {
  const both = estimate(100, 90, 1, 0.9);
  combineArrivals(both, estimate(300, 30, 3, 0.3));
  near(both.decay, (100 + 9 * 300) / 10);
  near(both.rate, 3 ** (81 / 82));
});

test('the same takers counted twice are no surer a count', () => {
  const both = estimate(100, 20, 1, 0.5);
  combineArrivals(both, estimate(200, 20, 1, 0.5), 'same takers');
  near(both.decay, 150);
  near(both.decayError, 20 / Math.SQRT2);
  near(both.rateError, 0.5, 1e-6);
  expect(both.events).toBe(10);
});

test('but what is assumed was counted by nobody', () => {
  const same = { ...estimate(100, 20, 1, 0.5), priorShare: 1 };
  const other = { ...same };
  combineArrivals(same, estimate(200, 20, 4, 2), 'same takers');
  combineArrivals(other, estimate(200, 20, 4, 2));
  near(same.rate, other.rate);
  near(same.rateError, other.rateError);
});
