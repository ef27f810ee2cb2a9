import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../domain/random.ts';
import type { PriceOutlook } from './price-outlook.ts';
import { probabilityAbove, probabilityBetween } from './terminal-probability.ts';
import { touchProbability } from './touch-probability.ts';

const NORMAL = Number.POSITIVE_INFINITY;
const SIGMA = 6e-5;
const SECONDS = 900;
/** Formulas §6: 100,000 dollars, 6e-5 a root second, 900 s. */
const OUTLOOK: PriceOutlook = {
  spot: 100_000,
  deviation: SIGMA * Math.sqrt(SECONDS),
  drift: 0,
  degrees: NORMAL,
};
const LEVEL = 100_300;
const touch = (changes: Partial<PriceOutlook> = {}, step = 0) =>
  touchProbability(LEVEL, 'from_below', { ...OUTLOOK, ...changes }, step);

test('the vectors of formulas §6', () => {
  expect(touch()).toBeCloseTo(0.09607813071, 10);
  expect(touch({ drift: (-SIGMA * SIGMA * SECONDS) / 2 })).toBeCloseTo(0.09593431012, 10);
  expect(touch({ drift: 1e-6 * SECONDS })).toBeCloseTo(0.2025880797, 10);
  expect(touch({}, SIGMA)).toBeCloseTo(0.0922606125, 10);
  expect(touch({ degrees: 4 })).toBeCloseTo(0.07821630106, 10);
});

test('what the price has reached already is sure, whatever comes', () => {
  expect(touchProbability(100_000, 'from_below', OUTLOOK)).toBe(1);
  expect(touchProbability(99_000, 'from_below', OUTLOOK)).toBe(1);
  expect(touchProbability(101_000, 'from_above', OUTLOOK)).toBe(1);
  expect(touch({ deviation: 0 })).toBe(0);
});

test('where it is not said whence, the price comes from where it is', () => {
  expect(touchProbability(LEVEL, 'either', OUTLOOK)).toBe(touch());
  const below = touchProbability(99_700, 'from_above', OUTLOOK);
  expect(touchProbability(99_700, 'either', OUTLOOK)).toBe(below);
});

test('a strong drift overflows nothing', () => {
  expect(touch({ drift: 10, deviation: 1e-4 })).toBe(1);
  expect(touch({ drift: -10, deviation: 1e-4 })).toBe(0);
  expect(touch({ drift: 1e-3, deviation: 1e-6 })).toBeCloseTo(0, 12);
});

const outlook = fc.record({
  spot: fc.double({ min: 1, max: 1e6, noNaN: true }),
  deviation: fc.double({ min: 1e-4, max: 2, noNaN: true }),
  drift: fc.constant(0),
  degrees: fc.constantFrom(2.5, 4, 6, 10, NORMAL),
});
const ratio = fc.double({ min: 0.2, max: 5, noNaN: true });

test('without drift a touch is twice as likely as to end beyond (reflection)', () => {
  fc.assert(
    fc.property(outlook, ratio, (some, times) => {
      const level = some.spot * times;
      const beyond = times >= 1 ? probabilityAbove(level, some) : 1 - probabilityAbove(level, some);
      expect(touchProbability(level, 'either', some)).toBeCloseTo(Math.min(1, 2 * beyond), 10);
    }),
  );
});

test('with any drift it is at least as likely as to end beyond', () => {
  const drift = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(outlook, ratio, drift, (some, times, moved) => {
      const drifting = { ...some, drift: moved, degrees: NORMAL };
      const level = some.spot * times;
      const likely = touchProbability(level, 'from_below', drifting);
      expect(likely).toBeGreaterThanOrEqual(probabilityAbove(level, drifting) - 1e-12);
      expect(likely).toBeLessThanOrEqual(1);
    }),
  );
});

test('a walk that is seen 900 times touches as often as the correction says', () => {
  const random = new Random(7);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
  const walks = 4_000;
  const gap = Math.log(LEVEL / OUTLOOK.spot);
  let touched = 0;
  for (let walk = 0; walk < walks; walk++) {
    let moved = 0;
    for (let second = 0; second < SECONDS && moved < gap; second++) moved += SIGMA * normal();
    if (moved >= gap) touched++;
  }
  // Three standard errors.
  expect(Math.abs(touched / walks - touch({}, SIGMA))).toBeLessThan(0.014);
});

test('a drift has its formula for normal walks only', () => {
  expect(() => touch({ drift: 1e-4, degrees: 4 })).toThrow('no drift');
});

test('between is what is above the one and not above the other', () => {
  const whole = { ...OUTLOOK, degrees: 6 };
  const parts = [
    1 - probabilityAbove(99_900, whole),
    probabilityBetween(99_900, 100_100, whole),
    probabilityAbove(100_100, whole),
  ];
  expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(1, 14);
  expect(probabilityAbove(100_000, whole)).toBe(0.5);
  expect(probabilityAbove(99_999, { ...whole, deviation: 0 })).toBe(1);
  expect(probabilityAbove(100_000, { ...whole, deviation: 0 })).toBe(0);
});
