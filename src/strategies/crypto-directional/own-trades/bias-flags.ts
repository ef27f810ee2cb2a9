import type { Interval } from '../../../domain/interval.ts';
import { wilson } from '../../../domain/wilson.ts';
import { welchBelow } from '../../../models/welch-test.ts';
import type { ClosedTrade } from './own-trade.ts';

/** A trade whose market one side has won. */
export type DecidedTrade = ClosedTrade & { readonly cameTrue: boolean };

/** `too_few`: nothing is said, neither that it is there nor that it is not. */
export type FlagVerdict = 'shown' | 'not_shown' | 'too_few';

export type BiasFlags = {
  readonly overconfidence: {
    readonly verdict: FlagVerdict;
    readonly trades: number;
    /** Mean probability of what it bought, and the share of that which came true. */
    readonly said: number;
    readonly came: number;
    readonly interval: Interval | undefined;
  };
  readonly yesBias: { readonly verdict: FlagVerdict; readonly yes: number; readonly no: number };
  readonly edgeIllusion: {
    readonly verdict: FlagVerdict;
    readonly larger: Shortfall;
    readonly smaller: Shortfall;
  };
};

/** By how much less than the edge that was seen a share brought in the end, $, in the mean. */
export type Shortfall = { readonly trades: number; readonly mean: number };

/** Source system S1, §2.1: five in each of what is compared, twice as often Yes as No. */
export const LEAST_TRADES = 5;
const MANY_TIMES = 2;
/** One side of 95 %. */
const LEVEL = 0.025;

/**
 * Three ways of being wrong, each a test of its own:
 *
 * - overconfidence: what it bought came true so seldom that the mean of what it said lies above the
 *   95 % interval of that share
 * - Yes bias: more than twice as many trades on Yes as on No, and the 95 % interval of the share of
 *   Yes lies above one half. It needs ten: five on each side, if there were no bias
 * - edge illusion: the larger half of the edges fell further short of what came than the smaller
 *   half did, by Welch's test at 2.5 %
 */
export function biasFlags(
  trades: readonly ClosedTrade[],
  decided: readonly DecidedTrade[],
): BiasFlags {
  return {
    overconfidence: overconfidence(decided),
    yesBias: yesBias(trades),
    edgeIllusion: edgeIllusion(decided),
  };
}

/** What holding a share to the end brought above its cost, $. */
export function edgeThatCame({ cameTrue, paid, bought }: DecidedTrade): number {
  return (cameTrue ? 1 : 0) - paid / bought;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function overconfidence(decided: readonly DecidedTrade[]): BiasFlags['overconfidence'] {
  const trades = decided.length;
  const hits = decided.filter(({ cameTrue }) => cameTrue).length;
  const said = mean(decided.map(({ probability }) => probability));
  const interval = wilson(hits, trades);
  const isShown = interval !== undefined && said > interval.high;
  const verdict = verdictOf(trades >= LEAST_TRADES, isShown);
  return { verdict, trades, said, came: hits / trades, interval };
}

function yesBias(trades: readonly ClosedTrade[]): BiasFlags['yesBias'] {
  const yes = trades.filter(({ isYes }) => isYes).length;
  const no = trades.length - yes;
  const low = wilson(yes, trades.length)?.low ?? 0;
  const isShown = yes > MANY_TIMES * no && low > 0.5;
  return { verdict: verdictOf(trades.length >= 2 * LEAST_TRADES, isShown), yes, no };
}

function edgeIllusion(decided: readonly DecidedTrade[]): BiasFlags['edgeIllusion'] {
  const edges = decided.map(({ edge }) => edge).sort((a, b) => a - b);
  const middle = edges[Math.floor((edges.length - 1) / 2)] ?? 0;
  // Those at the middle itself are together on one side, whichever was heard of first.
  const [larger, smaller] = [true, false].map((isLarger) =>
    decided
      .filter(({ edge }) => edge > middle === isLarger)
      .map((trade) => edgeThatCame(trade) - trade.edge),
  ) as [number[], number[]];
  const isEnough = Math.min(larger.length, smaller.length) >= LEAST_TRADES;
  const isShown = (welchBelow(larger, smaller) ?? 1) <= LEVEL;
  const shortfall = (gaps: number[]) => ({ trades: gaps.length, mean: -mean(gaps) });
  const verdict = verdictOf(isEnough, isShown);
  return { verdict, larger: shortfall(larger), smaller: shortfall(smaller) };
}

function verdictOf(isEnough: boolean, isShown: boolean): FlagVerdict {
  if (!isEnough) return 'too_few';
  return isShown ? 'shown' : 'not_shown';
}
