import type { MarketIndex } from '../../domain/ids.ts';
import { deflatedSharpe, sampleReturns } from '../statistics/deflated-sharpe.ts';
import { measureOverfitting } from '../statistics/overfitting.ts';
import type { SweepCell } from './sweep.ts';

type Tried = Pick<SweepCell, 'nets'>;

/** How far the best of many can be believed. Undefined where too little was traded to say. */
export type ChanceOfBest = {
  /** Cells that traded: so many tries the best was chosen from. */
  readonly tries: number;
  /** Markets that any cell traded in, the independent observations. */
  readonly markets: number;
  /**
   * That its true mean by market is above what the best of so many tries shows by luck (deflated
   * Sharpe ratio). The tries share their data, so the number is on the safe side.
   */
  readonly real: number | undefined;
  /**
   * How often the best of one half of the markets was no better than the middle of all cells in the
   * other half (combinatorially symmetric cross-validation, eight blocks in order of the markets).
   */
  readonly overfit: number | undefined;
};

const BLOCKS = 8;
/** Of each block so many markets: fewer say nothing. */
const MARKETS_LEAST = 4 * BLOCKS;

/** Judges the choice of `best` out of all cells; markets stand in the order of their numbers. */
export function judgeBest(cells: readonly Tried[], best: Tried): ChanceOfBest {
  const tried = cells.filter(({ nets }) => nets.size > 0);
  const markets = [...new Set(tried.flatMap(({ nets }) => [...nets.keys()]))].sort((a, b) => a - b);
  const isEnough = markets.length >= MARKETS_LEAST && tried.length > 1;
  return {
    tries: tried.length,
    markets: markets.length,
    real: isEnough ? realOf(tried, best, markets) : undefined,
    overfit: isEnough ? overfitOf(tried, markets) : undefined,
  };
}

function realOf(
  tried: readonly Tried[],
  best: Tried,
  markets: readonly MarketIndex[],
): number | undefined {
  const samples = tried.flatMap((cell) => sampleReturns(returnsOf(cell, markets)) ?? []);
  const own = sampleReturns(returnsOf(best, markets));
  if (own === undefined || samples.length < 2) return undefined;
  const mean = samples.reduce((sum, { sharpe }) => sum + sharpe, 0) / samples.length;
  const squares = samples.reduce((sum, { sharpe }) => sum + (sharpe - mean) ** 2, 0);
  return deflatedSharpe(own, { count: samples.length, variance: squares / (samples.length - 1) });
}

function overfitOf(tried: readonly Tried[], markets: readonly MarketIndex[]): number {
  const rows = markets.map((market) => tried.map(({ nets }) => nets.get(market) ?? 0));
  return measureOverfitting(rows, BLOCKS).probability;
}

/** Where it did not trade it made nothing. */
function returnsOf({ nets }: Tried, markets: readonly MarketIndex[]): number[] {
  return markets.map((market) => nets.get(market) ?? 0);
}
