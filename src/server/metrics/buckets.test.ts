import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Buckets } from './buckets.ts';

const times = fc.array(fc.double({ min: 0, max: 100, noNaN: true }));

test('each bound has those that were at most so long', () => {
  fc.assert(
    fc.property(times, (seconds) => {
      const buckets = new Buckets();
      for (const one of seconds) buckets.observe(one);
      const { bounds, cumulative, sum } = buckets;
      const counted = [...bounds, Number.POSITIVE_INFINITY].map(
        (bound) => seconds.filter((one) => one <= bound).length,
      );
      expect(cumulative).toEqual(counted);
      expect(sum).toBeCloseTo(
        seconds.reduce((all, one) => all + one, 0),
        6,
      );
    }),
  );
});

test('a time on a bound is within it', () => {
  const buckets = new Buckets();
  buckets.observe(buckets.bounds[3] as number);
  expect(buckets.cumulative.slice(2, 5)).toEqual([0, 1, 1]);
});
