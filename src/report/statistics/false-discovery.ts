import { invariant } from '../../domain/invariant.ts';

/**
 * How the number of tests is allowed for: Benjamini-Hochberg 1995 for tests that are independent or
 * rise together; Benjamini-Yekutieli 2001 whatever they have to do with each other.
 */
export type Correction = 'benjamini-hochberg' | 'benjamini-yekutieli';

/**
 * p-values corrected for their number, in the order given: those of at most `a` are discoveries of
 * which a share of at most `a` is false on average.
 */
export function correctForMany(pValues: readonly number[], correction: Correction): number[] {
  for (const p of pValues) invariant(p >= 0 && p <= 1, `no p-value: ${p}`);
  const tests = pValues.length;
  const penalty = correction === 'benjamini-hochberg' ? 1 : harmonic(tests);
  const order = pValues.map((_, i) => i).sort((a, b) => at(pValues, b) - at(pValues, a));
  const corrected = new Array<number>(tests);
  let least = 1;
  // From the largest on: none may be below that of a smaller p.
  for (const [i, index] of order.entries()) {
    least = Math.min(least, (at(pValues, index) * tests * penalty) / (tests - i));
    corrected[index] = least;
  }
  return corrected;
}

/**
 * The largest p-value that is called real at this level if it is the only one of so many tests:
 * what a first discovery needs, which others beside it could only ease.
 */
export function firstDiscoveryLevel(level: number, tests: number, correction: Correction): number {
  const penalty = correction === 'benjamini-hochberg' ? 1 : harmonic(tests);
  return tests === 0 ? level : level / (tests * penalty);
}

function harmonic(n: number): number {
  let sum = 0;
  for (let i = 1; i <= n; i++) sum += 1 / i;
  return sum;
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}
