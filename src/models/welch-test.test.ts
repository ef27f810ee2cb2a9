import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { welchBelow } from './welch-test.ts';

const ONES = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4];
const OTHERS = [
  27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4,
];

describe("Welch's test", () => {
  test('tells what tables tell of two samples', () => {
    // t is -2.46 at 25 degrees of freedom; both sides together 0.021.
    expect(welchBelow(ONES, OTHERS)).toBeCloseTo(0.0105, 3);
    expect(welchBelow(OTHERS, ONES)).toBeCloseTo(0.9895, 3);
  });

  test('says nothing of fewer than two', () => {
    expect(welchBelow([1], OTHERS)).toBeUndefined();
    expect(welchBelow(ONES, [])).toBeUndefined();
  });

  test('of values that are all alike there is no chance', () => {
    expect(welchBelow([1, 1], [2, 2])).toBe(0);
    expect(welchBelow([2, 2], [1, 1])).toBe(1);
    expect(welchBelow([1, 1], [1, 1])).toBe(0.5);
  });

  test('both ways together are sure', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(values, values, (ones, others) => {
        const [one, other] = [welchBelow(ones, others), welchBelow(others, ones)];
        expect((one ?? 0) + (other ?? 0)).toBeCloseTo(1, 9);
      }),
    );
  });
});
