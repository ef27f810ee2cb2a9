import type { ClusterTest } from '../statistics/cluster-test.ts';
import { type Correction, correctForMany } from '../statistics/false-discovery.ts';

/** What a test of a family says after the correction. */
export type Finding = {
  readonly corrected: number;
  /** Which side of 0 the mean is shown to be on; undefined: neither is. */
  readonly way: 'up' | 'down' | undefined;
};

/** Corrects a family of tests, in the order given; one that cannot be made shows nothing. */
export function correctTests(
  tests: readonly (ClusterTest | undefined)[],
  { correction, level }: { readonly correction: Correction; readonly level: number },
): Finding[] {
  const values = tests.map((test) => test?.p.value ?? 1);
  return correctForMany(values, correction).map((corrected, i): Finding => {
    const mean = tests[i]?.mean ?? 0;
    if (corrected > level || mean === 0) return { corrected, way: undefined };
    return { corrected, way: mean > 0 ? 'up' : 'down' };
  });
}
