import { invariant } from './invariant.ts';

/** C(n, k): in how many ways k of n can be chosen. */
export function countCombinations(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return count;
}

/** Every choice of k of the numbers 0 to n - 1, in lexical order, each rising. */
export function* combinations(n: number, k: number): Generator<readonly number[]> {
  invariant(k >= 0 && k <= n, `cannot choose ${k} of ${n}`);
  const chosen = Array.from({ length: k }, (_, i) => i);
  while (true) {
    yield [...chosen];
    let last = k - 1;
    while (last >= 0 && chosen[last] === n - k + last) last--;
    if (last < 0) return;
    const next = (chosen[last] as number) + 1;
    for (let i = last; i < k; i++) chosen[i] = next + i - last;
  }
}

/**
 * Combinatorial purged cross-validation with `tested` of `groups` groups held out at a time: how
 * many splits, and how many whole paths through time their test parts make up. Lopez de Prado,
 * "Advances in Financial Machine Learning", 2018, chapter 12.
 */
export function purgedSplitCounts(
  groups: number,
  tested: number,
): { readonly splits: number; readonly paths: number } {
  invariant(tested >= 1 && tested < groups, `cannot hold out ${tested} of ${groups} groups`);
  return {
    splits: countCombinations(groups, tested),
    paths: countCombinations(groups - 1, tested - 1),
  };
}
