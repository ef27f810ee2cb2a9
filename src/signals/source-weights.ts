import { boundedShares } from './bounded-shares.ts';

/** A decision that has been settled, and the sources that spoke for it. */
export type SettledDecision = {
  readonly sources: readonly string[];
  readonly isWon: boolean;
  /** Net dollars. */
  readonly profit: number;
};

export type LearningOptions = {
  /** How far a weight goes toward its source's performance at once, 0 to 1. */
  readonly rate: number;
  /** Settled decisions of a source, before which nothing is learned of it. */
  readonly minDecisions: number;
  readonly least: number;
  readonly most: number;
  /** Net dollars of a source that count as the best there is. */
  readonly bestProfit: number;
};

/** Source system S3, §4.5. */
export const LEARNING: LearningOptions = {
  rate: 0.1,
  minDecisions: 10,
  least: 0.05,
  most: 0.5,
  bestProfit: 100,
};

/** Weights by source; together 1. */
export type SourceWeights = Readonly<Record<string, number>>;

/**
 * The weights after looking at settled decisions: each source's goes a step toward six parts of its
 * share of wins and four of its profit. A source of which too few are settled keeps its weight, but
 * for what the others leave it.
 */
export function learnedWeights(
  weights: SourceWeights,
  settled: readonly SettledDecision[],
  { rate, minDecisions, least, most, bestProfit }: LearningOptions,
): SourceWeights {
  const names = Object.keys(weights);
  const raw = names.map((name) => {
    const before = weights[name] as number;
    const own = settled.filter(({ sources }) => sources.includes(name));
    if (own.length < minDecisions) return before;
    const wins = own.filter(({ isWon }) => isWon).length / own.length;
    const profit = own.reduce((sum, one) => sum + one.profit, 0);
    const gain = Math.min(Math.max(profit / bestProfit, 0), 1);
    return before + rate * (0.6 * wins + 0.4 * gain - before);
  });
  const shares = boundedShares(raw, least, most);
  return Object.fromEntries(names.map((name, i) => [name, shares[i] as number]));
}
