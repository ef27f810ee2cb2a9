import { combinations } from '../../domain/combinations.ts';
import { invariant } from '../../domain/invariant.ts';

export type Overfitting = {
  /** Share of splits whose best in sample was no better than the middle out of sample. */
  readonly probability: number;
  readonly splits: number;
  /** By split: rank out of sample of the best in sample; 1 is worst, equal ones share theirs. */
  readonly ranks: readonly number[];
};

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation. `returns`: a
 * row for each period, a column for each strategy, judged by their sums; `blocks`: even, in how
 * many stretches of time the rows are cut. Of strategies that are equal in sample the first counts
 * as the best. Bailey, Borwein, Lopez de Prado, Zhu, Journal of Computational Finance 20(4), 2017.
 */
export function measureOverfitting(
  returns: readonly (readonly number[])[],
  blocks: number,
): Overfitting {
  const strategies = returns[0]?.length ?? 0;
  invariant(strategies >= 2, 'overfitting is about a choice: it needs two strategies at least');
  invariant(blocks >= 2 && blocks % 2 === 0, `the number of blocks is even, not ${blocks}`);
  invariant(returns.length >= blocks, `${returns.length} periods cannot be cut into ${blocks}`);
  const sums = sumBlocks(returns, blocks, strategies);
  const whole = sumOf(sums, strategies);
  const ranks: number[] = [];
  for (const chosen of combinations(blocks, blocks / 2)) {
    const inside = sumOf(
      chosen.map((block) => sums[block] as readonly number[]),
      strategies,
    );
    const outside = whole.map((sum, strategy) => sum - (inside[strategy] as number));
    const best = inside.indexOf(Math.max(...inside));
    ranks.push(rankOf(outside, best));
  }
  // A rank in the middle has logit 0, and counts.
  const failed = ranks.filter((rank) => rank / (strategies + 1) <= 0.5).length;
  return { probability: failed / ranks.length, splits: ranks.length, ranks };
}

/** Blocks differ by a row at most. */
function sumBlocks(
  returns: readonly (readonly number[])[],
  blocks: number,
  strategies: number,
): (readonly number[])[] {
  return Array.from({ length: blocks }, (_, block) => {
    const from = Math.floor((block * returns.length) / blocks);
    const to = Math.floor(((block + 1) * returns.length) / blocks);
    return sumOf(returns.slice(from, to), strategies);
  });
}

function sumOf(rows: readonly (readonly number[])[], strategies: number): number[] {
  const sums = new Array<number>(strategies).fill(0);
  for (const row of rows) {
    invariant(row.length === strategies, 'every period has a return of every strategy');
    for (const [strategy, value] of row.entries()) sums[strategy] = (sums[strategy] ?? 0) + value;
  }
  return sums;
}

function rankOf(values: readonly number[], index: number): number {
  const own = values[index] as number;
  // Sums of the same rows in another order differ by rounding only.
  const near = 1e-12 * Math.max(1, ...values.map(Math.abs));
  const below = values.filter((value) => value < own - near).length;
  const equal = values.filter((value) => Math.abs(value - own) <= near).length;
  return below + (equal + 1) / 2;
}
