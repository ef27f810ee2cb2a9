import type { Interval } from '../../../domain/interval.ts';
import { wilson } from '../../../domain/wilson.ts';
import { welchBelow } from '../../../models/welch-test.ts';
import type { ClosedBet } from './bet.ts';

/** A bet whose market one side has won. */
export type DecidedBet = ClosedBet & { readonly cameTrue: boolean };

/** `too_few`: nothing is said, neither that it is there nor that it is not. */
export type FlagVerdict = 'shown' | 'not_shown' | 'too_few';

export type BiasFlags = {
  readonly overconfidence: {
    readonly verdict: FlagVerdict;
    readonly bets: number;
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
export type Shortfall = { readonly bets: number; readonly mean: number };

/** Source system S1, §2.1: five in each of what is compared, twice as often Yes as No. */
export const LEAST_BETS = 5;
const MANY_TIMES = 2;
/** One side of 95 %. */
const LEVEL = 0.025;

/**
 * Three ways of being wrong, each a test of its own:
 *
 * - overconfidence: what it bought came true so seldom that the mean of what it said lies above the
 *   95 % interval of that share
 * - Yes bias: more than twice as many bets on Yes as on No, and the 95 % interval of the share of
 *   Yes lies above one half. It needs ten: five on each side, if there were no bias
 * - edge illusion: the larger half of the edges fell further short of what came than the smaller
 *   half did, by Welch's test at 2.5 %
 */
export function biasFlags(bets: readonly ClosedBet[], decided: readonly DecidedBet[]): BiasFlags {
  return {
    overconfidence: overconfidence(decided),
    yesBias: yesBias(bets),
    edgeIllusion: edgeIllusion(decided),
  };
}

/** What holding a share to the end brought above its cost, $. */
export function edgeThatCame({ cameTrue, paid, bought }: DecidedBet): number {
  return (cameTrue ? 1 : 0) - paid / bought;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function overconfidence(decided: readonly DecidedBet[]): BiasFlags['overconfidence'] {
  const bets = decided.length;
  const hits = decided.filter(({ cameTrue }) => cameTrue).length;
  const said = mean(decided.map(({ probability }) => probability));
  const interval = wilson(hits, bets);
  const isShown = interval !== undefined && said > interval.high;
  const verdict = verdictOf(bets >= LEAST_BETS, isShown);
  return { verdict, bets, said, came: hits / bets, interval };
}

function yesBias(bets: readonly ClosedBet[]): BiasFlags['yesBias'] {
  const yes = bets.filter(({ isYes }) => isYes).length;
  const no = bets.length - yes;
  const low = wilson(yes, bets.length)?.low ?? 0;
  const isShown = yes > MANY_TIMES * no && low > 0.5;
  return { verdict: verdictOf(bets.length >= 2 * LEAST_BETS, isShown), yes, no };
}

function edgeIllusion(decided: readonly DecidedBet[]): BiasFlags['edgeIllusion'] {
  const edges = decided.map(({ edge }) => edge).sort((a, b) => a - b);
  const middle = edges[Math.floor((edges.length - 1) / 2)] ?? 0;
  // Those at the middle itself are together on one side, whichever was heard of first.
  const [larger, smaller] = [true, false].map((isLarger) =>
    decided
      .filter(({ edge }) => edge > middle === isLarger)
      .map((bet) => edgeThatCame(bet) - bet.edge),
  ) as [number[], number[]];
  const isEnough = Math.min(larger.length, smaller.length) >= LEAST_BETS;
  const isShown = (welchBelow(larger, smaller) ?? 1) <= LEVEL;
  const shortfall = (gaps: number[]) => ({ bets: gaps.length, mean: -mean(gaps) });
  const verdict = verdictOf(isEnough, isShown);
  return { verdict, larger: shortfall(larger), smaller: shortfall(smaller) };
}

function verdictOf(isEnough: boolean, isShown: boolean): FlagVerdict {
  if (!isEnough) return 'too_few';
  return isShown ? 'shown' : 'not_shown';
}
