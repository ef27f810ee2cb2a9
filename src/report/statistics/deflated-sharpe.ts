import { normalBelow, normalQuantile } from '../../domain/normal-distribution.ts';

/** Returns of one strategy, by period; nothing is annual. */
export type SharpeSample = {
  /** Mean over standard deviation. */
  readonly sharpe: number;
  readonly periods: number;
  readonly skewness: number;
  /** 3 for a normal distribution. */
  readonly kurtosis: number;
};

/** Undefined where the returns do not vary. */
export function sampleReturns(returns: readonly number[]): SharpeSample | undefined {
  const periods = returns.length;
  const moment = (center: number, power: number) =>
    returns.reduce((sum, value) => sum + (value - center) ** power, 0) / periods;
  const mean = moment(0, 1);
  const variance = moment(mean, 2);
  if (periods < 2 || variance === 0) return undefined;
  return {
    sharpe: mean / Math.sqrt((variance * periods) / (periods - 1)),
    periods,
    skewness: moment(mean, 3) / variance ** 1.5,
    kurtosis: moment(mean, 4) / variance ** 2,
  };
}

/** All variants that were tried, shown or not. */
export type Trials = {
  /** Independent ones. */
  readonly count: number;
  /** Of their Sharpe ratios, by period. */
  readonly variance: number;
};

/** Euler and Mascheroni's. */
const GAMMA = 0.5772156649015329;

/**
 * The best Sharpe ratio to expect of that many trials without skill. Bailey, Lopez de Prado, "The
 * Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), 2014.
 */
export function sharpeByChance({ count, variance }: Trials): number {
  if (count <= 1) return 0;
  const usual = normalQuantile(1 - 1 / count);
  const larger = normalQuantile(1 - 1 / (count * Math.E));
  return Math.sqrt(variance) * ((1 - GAMMA) * usual + GAMMA * larger);
}

/** Probability that the true Sharpe ratio is above `benchmark`; the same paper. */
export function probableSharpe(sample: SharpeSample, benchmark: number): number {
  const { sharpe, periods, skewness, kurtosis } = sample;
  const spread = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  return normalBelow(((sharpe - benchmark) * Math.sqrt(periods - 1)) / Math.sqrt(spread));
}

/** The same above what the best of all trials would show by chance. */
export function deflatedSharpe(sample: SharpeSample, trials: Trials): number {
  return probableSharpe(sample, sharpeByChance(trials));
}
