import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilson } from './wilson.ts';

describe('Wilson interval', () => {
  test('reproduces 57 of 100', () => {
    const { low, high } = wilson(57, 100, 1.959963985)!;
    expect(low).toBeCloseTo(0.4721538954694098, 12);
    expect(high).toBeCloseTo(0.6626670147792713, 12);
  });

  test('is undefined without trials and stays inside [0, 1]', () => {
    expect(wilson(0, 0)).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const trials = Math.max(a, b) + 1;
        const { low, high } = wilson(Math.min(a, b), trials)!;
        const share = Math.min(a, b) / trials;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
      }),
    );
  });

  test('refuses more successes than trials', () => {
    expect(() => wilson(3, 2)).toThrow('3 successes in 2 trials');
  });
});
