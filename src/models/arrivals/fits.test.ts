import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { near } from '../../../test/support/near.ts';
import { Random } from '../../domain/random.ts';
import type { ArrivalEstimate } from './arrival-estimate.ts';
import { fitExposures } from './fit-exposures.ts';
import { fitSweeps } from './fit-sweeps.ts';

const depths = [0.005, 0.015, 0.025, 0.035];
const even = [1_000, 1_000, 1_000, 1_000];

function known(fit: ArrivalEstimate | string): ArrivalEstimate {
  if (typeof fit === 'string') throw new Error(`no estimate: ${fit}`);
  return fit;
}

describe('fills by depth', () => {
  test('the vector of the formula sheet, §3a', () => {
    const fit = known(fitExposures({ depths, seconds: even, fills: [340, 150, 71, 29] }));
    near(fit.rate, 0.5080027744448177);
    near(fit.decay, 80.46896312269672);
    near(fit.decayError, 4.694411232);
    // Of A: of counting 590 fills, and of k at their mean depth.
    const depth = (340 * 0.005 + 150 * 0.015 + 71 * 0.025 + 29 * 0.035) / 590;
    near(fit.rateError, fit.rate * Math.hypot(1 / Math.sqrt(590), depth * fit.decayError));
    expect(fit.events).toBe(590);
    expect(fit.priorShare).toBe(0);
  });

  test('fills as expected give back what made them, whatever the time at each depth', () => {
    const parameters = fc.record({
      rate: fc.double({ min: 0.01, max: 10, noNaN: true }),
      decay: fc.double({ min: 5, max: 400, noNaN: true }),
      seconds: fc.array(fc.double({ min: 1, max: 1e5, noNaN: true }), {
        minLength: 4,
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(parameters, ({ rate, decay, seconds }) => {
        const fills = depths.map((d, i) => (seconds[i] as number) * rate * Math.exp(-decay * d));
        fc.pre(fills.reduce((a, b) => a + b) >= 2);
        const fit = known(fitExposures({ depths, seconds, fills }));
        // A thousandth of a fill beyond the first depth says little, to the last digit.
        near(fit.decay, decay, 1e-6);
        near(fit.rate, rate, 1e-5);
      }),
    );
  });

  test.each([
    ['too_few_events', even, [1, 0, 0, 0]],
    ['one_depth', [1_000, 0, 0, 0], [9, 0, 0, 0]],
    ['one_depth', even, [9, 0, 0, 0]],
    ['no_decay', even, [5, 5, 5, 5]],
    ['no_decay', even, [1, 2, 3, 4]],
  ])('%s: %o s and %o fills', (code, seconds, fills) => {
    expect(fitExposures({ depths, seconds, fills })).toBe(code);
  });

  test('depths at which nothing rested are not looked at', () => {
    const [seconds, fills] = [
      [0, 1_000, 1_000, 0],
      [0, 30, 10, 0],
    ];
    near(known(fitExposures({ depths, seconds, fills })).decay, Math.log(3) / 0.01);
  });

  test('columns of unequal length are a mistake of who calls', () => {
    expect(() => fitExposures({ depths, seconds: even, fills: [1, 2, 3] })).toThrow(/equal length/);
    expect(() => fitExposures({ depths, seconds: [1], fills: [1, 2, 3, 4] })).toThrow();
  });

  test('in 19 of 20 the truth lies within two errors', () => {
    const random = new Random(7, 'poisson fills');
    const truth = { rate: 0.05, decay: 60 };
    let within = 0;
    for (let i = 0; i < 400; i++) {
      const fills = depths.map((d) => {
        const mean = 1_000 * truth.rate * Math.exp(-truth.decay * d);
        return poisson(mean, random);
      });
      const { decay, decayError, rate, rateError } = known(
        fitExposures({ depths, seconds: even, fills }),
      );
      if (Math.abs(decay - truth.decay) < 2 * decayError) within++;
      if (Math.abs(rate - truth.rate) < 2 * rateError) within++;
    }
    expect(within / 800).toBeGreaterThan(0.92);
    expect(within / 800).toBeLessThan(0.99);
  });
});

describe('taker orders by how far they swept', () => {
  const reached = [0.012, 0.005, 0.031, 0.008, 0.015, 0.022, 0.007, 0.01];

  test('the vector of the formula sheet, §3b', () => {
    const fit = known(fitSweeps(reached, 0.005, 600));
    near(fit.decay, 114.28571428571428);
    near(fit.rate, 0.02361059936580207);
    near(fit.decayError, fit.decay / Math.sqrt(8));
    near(fit.rateError, fit.rate * Math.hypot(1 / Math.sqrt(8), 0.005 * fit.decayError));
  });

  test('those that came not so far do not count', () => {
    expect(fitSweeps([0.001, ...reached], 0.005, 600)).toEqual(fitSweeps(reached, 0.005, 600));
  });

  test('abstains', () => {
    expect(fitSweeps([0.01], 0.005, 600)).toBe('too_few_events');
    expect(fitSweeps([0.005, 0.005], 0.005, 600)).toBe('one_depth');
  });
});

/** How many of a Poisson with that mean. */
function poisson(mean: number, random: Random): number {
  let count = -1;
  for (let left = 1, floor = Math.exp(-mean); left > floor; count++) left *= random.float();
  return count;
}
