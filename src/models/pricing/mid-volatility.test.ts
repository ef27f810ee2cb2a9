import { describe, expect, test } from 'vitest';
import { near } from '../../../test/support/near.ts';
import { normalQuantile } from '../../domain/normal-distribution.ts';
import { Random } from '../../domain/random.ts';
import { MidVolatility } from './mid-volatility.ts';

const SECOND = 1_000_000;
const options = { halfLife: 60, spacing: 0, leastSeconds: 60 };

/** A walk of `sigma` $ a root second, seen at steps of these lengths, s, one after the other. */
function walk(volatility: MidVolatility, sigma: number, steps: readonly number[], until: number) {
  const random = new Random(7, 'walk');
  let now = 0;
  let value = 0.5;
  volatility.hear(0, value);
  for (let i = 0; now < until; i++) {
    const step = steps[i % steps.length] as number;
    now += step;
    value += sigma * Math.sqrt(step) * normalQuantile(random.float() || 0.5);
    volatility.hear(now * SECOND, value);
  }
  return volatility.at(now * SECOND);
}

describe('volatility that fades', () => {
  test.each([[[1]], [[0.1, 2.7, 0.4]], [[20]]])(
    'is that of the walk, however far its looks are apart: %o',
    (steps) => {
      const long = new MidVolatility({ ...options, halfLife: 100_000 });
      expect(walk(long, 0.002, steps, 400_000) / 0.002).toBeCloseTo(1, 1);
    },
  );

  test('by hand: each squared change a second, for as long as it took, half each half-life', () => {
    const volatility = new MidVolatility(options);
    volatility.hear(0, 0.5);
    volatility.hear(60 * SECOND, 0.53);
    near(volatility.at(60 * SECOND), Math.sqrt(0.0009 / 60));
    volatility.hear(120 * SECOND, 0.53);
    // Of three quarters of the weight that was seen, the first minute has one quarter.
    near(volatility.at(120 * SECOND), Math.sqrt((0.0009 / 60) * (0.25 / 0.75)));
  });

  test('is not known before enough was seen, nor where the value is not', () => {
    const volatility = new MidVolatility(options);
    expect(volatility.at(0)).toBeNaN();
    volatility.hear(0, 0.5);
    expect(volatility.at(59 * SECOND)).toBeNaN();
    expect(volatility.at(60 * SECOND)).toBe(0);
    volatility.hear(60 * SECOND, 0.52);
    volatility.hear(61 * SECOND, Number.NaN);
    expect(volatility.at(62 * SECOND)).toBeNaN();
    volatility.hear(90 * SECOND, 0.9);
    // What it did while nobody saw it is no change.
    near(volatility.at(90 * SECOND), Math.sqrt(0.0004 / 60));
  });

  test('a quiet time counts before anything is heard again', () => {
    const volatility = new MidVolatility(options);
    volatility.hear(0, 0.5);
    volatility.hear(120 * SECOND, 0.53);
    const before = volatility.at(120 * SECOND);
    const later = volatility.at(600 * SECOND);
    expect(later).toBeLessThan(before / 10);
    volatility.hear(600 * SECOND, 0.53);
    near(volatility.at(600 * SECOND), later);
  });

  test('between two samples what was heard since counts once it is spaced', () => {
    const volatility = new MidVolatility({ ...options, spacing: 10 });
    volatility.hear(0, 0.5);
    volatility.hear(60 * SECOND, 0.5);
    volatility.hear(65 * SECOND, 0.53);
    expect(volatility.at(69 * SECOND)).toBe(0);
    const left = 2 ** (-10 / 60);
    const seen = 0.5 * left + (1 - left);
    near(volatility.at(70 * SECOND), Math.sqrt(((0.0009 / 10) * (1 - left)) / seen));
  });

  test('a moment cannot move twice, and without any time nothing is known', () => {
    const volatility = new MidVolatility({ ...options, leastSeconds: 0 });
    volatility.hear(SECOND, 0.5);
    volatility.hear(SECOND, 0.6);
    expect(volatility.at(SECOND)).toBeNaN();
  });

  test('a mid that jumps between two ticks and back goes nowhere', () => {
    const [raw, spaced] = [options, { ...options, spacing: 10 }].map((o) => {
      const volatility = new MidVolatility(o);
      for (let tenth = 0; tenth <= 3_000; tenth++) {
        volatility.hear((tenth / 10) * SECOND, tenth % 2 === 0 ? 0.5 : 0.505);
      }
      return volatility.at(300 * SECOND);
    });
    expect(raw).toBeGreaterThan(0.01);
    expect(spaced).toBe(0);
  });
});
