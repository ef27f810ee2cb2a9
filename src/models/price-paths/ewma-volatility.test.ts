import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { EwmaVolatility } from './ewma-volatility.ts';

const DAY_S = 86_400;
const DAY = DAY_S * MICROS_PER_SECOND;
const OPTIONS = { lambda: 0.94, step: 0, leastReturns: 1 };

/** Prices by their returns, one every so many seconds. */
function follow(returns: readonly number[], seconds: number, options = OPTIONS): EwmaVolatility {
  const volatility = new EwmaVolatility(options);
  let log = 0;
  volatility.add(1, at(0));
  returns.forEach((moved, i) => {
    log += moved;
    volatility.add(Math.exp(log), at((i + 1) * seconds));
  });
  return volatility;
}

test('with a return a day it is the average that fades by lambda (formulas §6 iii)', () => {
  // Before the three of the vector, so many days of 1e-4 that no others weigh: v0 = 1e-8.
  const days = Array.from({ length: 2_000 }, () => 1e-4);
  const volatility = follow([...days, 1e-4, -2e-4, 5e-5], DAY_S);
  const over900 = volatility.deviationOver(900 * DAY) as number;
  expect(over900 ** 2 / 900).toBeCloseTo(1.1242e-8, 17);
  expect(over900).toBeCloseTo(0.003180848943, 11);
});

test('unequal steps say the same of an even walk as equal ones', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(steps, (seconds) => {
      const volatility = new EwmaVolatility(OPTIONS);
      volatility.add(1, at(0));
      let [time, log, sign] = [0, 0, 1];
      for (const step of seconds) {
        time += step;
        log += sign * 0.02 * Math.sqrt(step / DAY_S);
        sign = -sign;
        volatility.add(Math.exp(log), at(time));
      }
      expect(volatility.deviationOver(DAY)).toBeCloseTo(0.02, 10);
      expect(volatility.deviationOver(4 * DAY)).toBeCloseTo(0.04, 10);
    }),
  );
});

test('what happened in a hole is one return, however long the hole was', () => {
  const returns = Array.from({ length: 1_000 }, (_, i) => (i % 2 === 0 ? 0.001 : -0.001));
  const volatility = follow(returns, 300);
  const before = volatility.deviationOver(DAY) as number;
  // Five deviations in sixteen days without a price.
  const after = 300_000 + 16 * DAY_S;
  volatility.add(Math.exp(5 * before * 4), at(after));
  expect(volatility.deviationOver(DAY)).toBeLessThan(1.05 * before);
});

test('nothing is said before there are returns enough', () => {
  const options = { ...OPTIONS, leastReturns: 3 };
  expect(follow([0.01, 0.01], DAY_S, options).deviationOver(DAY)).toBeUndefined();
  expect(follow([0.01, 0.01, 0.01], DAY_S, options).deviationOver(DAY)).toBeCloseTo(0.01, 12);
  expect(new EwmaVolatility({ ...OPTIONS, leastReturns: 0 }).deviationOver(DAY)).toBeUndefined();
});

test('what comes sooner than a step is passed over, so that no bounce counts', () => {
  const bounce = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 0.01 : -0.01));
  const every = follow(bounce, 1, OPTIONS).deviationOver(DAY) as number;
  const minutes = follow(bounce, 1, { ...OPTIONS, step: 10 * MICROS_PER_SECOND });
  expect(minutes.returns).toBe(6);
  expect(minutes.deviationOver(DAY)).toBeLessThan(every / 100);
});

test('prices that are none are passed over', () => {
  const volatility = follow([0.01], DAY_S);
  volatility.add(0, at(2 * DAY_S));
  volatility.add(Number.NaN, at(3 * DAY_S));
  expect(volatility.returns).toBe(1);
});
