import { count, plural } from '../format.ts';
import type { Bounds, Edge } from './edge.ts';

export type VerdictCode = 'no_trades' | 'too_few' | 'no_edge' | 'positive' | 'loses';

/** A judgment in words that cannot be mistaken for more than the sample says. */
export type Verdict = { readonly code: VerdictCode; readonly text: string; readonly why: string };

/** With fewer markets than this an interval says nothing worth reading. */
export const FEWEST_CLUSTERS = 10;

type Measured = Omit<Edge, 'verdict'>;

/** Numbers of trades that no profit counts. */
export type Uncounted = {
  /** In markets whose winner nobody knows. */
  readonly undecided: number;
  /** In markets that were decided after the run's end. */
  readonly open: number;
};

export function judge(edge: Measured, bounds: Bounds, uncounted: Uncounted): Verdict {
  if (edge.trades === 0) return { code: 'no_trades', ...withoutCounted(uncounted) };
  const interval = edge.meanInterval;
  if (edge.clusters < FEWEST_CLUSTERS || interval === undefined) {
    return {
      code: 'too_few',
      text: 'too few trades to say',
      why:
        `Trades in ${plural(edge.clusters, 'market')}; ` +
        `at least ${FEWEST_CLUSTERS} are needed to say anything.`,
    };
  }
  const unseen = judgeUnseen(edge, bounds);
  if (unseen !== undefined) return { code: 'no_edge', text: 'no edge shown', why: unseen };
  const where = 'The 95 % interval of the mean net profit per trade';
  if (interval.low > 0) {
    return { code: 'positive', text: 'positive in this sample', why: `${where} is above zero.` };
  }
  if (interval.high < 0) return { code: 'loses', text: 'loses', why: `${where} is below zero.` };
  return { code: 'no_edge', text: 'no edge shown', why: `${where} covers zero.` };
}

/** Trades that nobody can judge are not the same as no trades. */
function withoutCounted({ undecided, open }: Uncounted): Pick<Verdict, 'text' | 'why'> {
  if (undecided + open === 0) return { text: 'no trades', why: 'Nothing was traded.' };
  const ending = undecided + open === 1 ? 'not counted' : 'none counted';
  if (open === 0) {
    const text = `${plural(undecided, 'undecided trade')}, ${ending}`;
    return { text, why: 'Nobody knows who won where it traded.' };
  }
  if (undecided === 0) {
    const text = `${plural(open, 'open trade')}, ${ending}`;
    return { text, why: 'No market was settled before the end of the run.' };
  }
  return {
    text: `${count(undecided)} undecided and ${plural(open, 'open trade')}, ${ending}`,
    why: 'No market with a known winner was settled before the end of the run.',
  };
}

/**
 * Resampling can draw only what was seen: a favorite that has not lost yet shows an interval above
 * zero however few trades there are. So where all trades won (or none did), the win rate must also
 * clear the rate at which the unseen side, at its worst (or best), would bring the sum to zero.
 */
export function judgeUnseen(
  edge: Pick<Measured, 'trades' | 'wins' | 'winRateInterval'>,
  { net, worst, best }: Bounds,
): string | undefined {
  const rate = edge.winRateInterval;
  if (rate === undefined) return undefined;
  if (edge.wins === edge.trades && rate.low <= worst / (worst + net)) {
    return 'No trade has lost yet, so the interval cannot know the size of a loss.';
  }
  if (edge.wins === 0 && net < 0 && rate.high >= -net / (best - net)) {
    return 'No trade has won yet, so the interval cannot know the size of a win.';
  }
  return undefined;
}
