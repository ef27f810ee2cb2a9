import type { ClusterTest } from '../statistics/cluster-test.ts';
import { type Correction, correctForMany } from '../statistics/false-discovery.ts';

/** How many tests at once are judged. */
export type Multiplicity = {
  /** Of false ones among the results called real. */
  readonly level: number;
  readonly correction: Correction;
};

/** What a test of a family says after the correction. */
export type Finding = {
  readonly corrected: number;
  /** Which side of 0 the mean is shown to be on; undefined: neither is. */
  readonly way: 'up' | 'down' | undefined;
};

/** Corrects a family of tests, in the order given; one that cannot be made shows nothing. */
export function correctTests(
  tests: readonly (ClusterTest | undefined)[],
  { correction, level }: Multiplicity,
): Finding[] {
  const values = tests.map((test) => test?.p.value ?? 1);
  return correctForMany(values, correction).map((corrected, i): Finding => {
    const mean = tests[i]?.mean ?? 0;
    if (corrected > level || mean === 0) return { corrected, way: undefined };
    return { corrected, way: mean > 0 ? 'up' : 'down' };
  });
}

const NAMES: Readonly<Record<Correction, string>> = {
  'benjamini-hochberg': 'Benjamini-Hochberg 1995 (independent tests)',
  'benjamini-yekutieli': 'Benjamini-Yekutieli 2001 (any dependence)',
};

/** The name of the correction. */
export function correctionText({ correction }: Multiplicity): string {
  return NAMES[correction];
}

/** What it promises. */
export function realText({ level }: Multiplicity): string {
  return `of those called real at most ${(100 * level).toFixed(0)} % are not, on average`;
}
