import { type CalibrationBin, calibrate } from '../../../domain/calibration-bins.ts';
import type { Interval } from '../../../domain/interval.ts';
import { SCALE, type Usd } from '../../../domain/units.ts';
import { wilson } from '../../../domain/wilson.ts';
import { byEnd, type ClosedBet, netOf } from './bet.ts';
import { type BiasFlags, biasFlags, type DecidedBet, edgeThatCame, mean } from './bias-flags.ts';

/** What the strategy's own bets have come to. Nothing decides by it. */
export type BetAnalysis = {
  readonly bets: number;
  /** That brought more than they had cost. */
  readonly won: number;
  readonly wonInterval: Interval | undefined;
  readonly paid: Usd;
  readonly net: Usd;
  /** The latest in a row that were won, or were not. */
  readonly streak: { readonly isWon: boolean; readonly bets: number };
  readonly best: ClosedBet;
  readonly worst: ClosedBet;
  /** Whose market one side has won, be they sold before: all that follows is of these. */
  readonly decided: number;
  /** By what was said. */
  readonly bins: readonly CalibrationBin[];
  readonly edges: readonly EdgeBin[];
  readonly sales: EarlySales;
  readonly flags: BiasFlags;
};

/** Bets whose edges were alike, $ a share; `to` is not in it, and undefined in the last. */
export type EdgeBin = {
  readonly from: number;
  readonly to: number | undefined;
  readonly bets: number;
  readonly seen: number;
  /** What a share paid in the end less its cost. */
  readonly came: number;
};

/** Of bets that were sold, in part or whole, before their market paid. */
export type EarlySales = {
  readonly bets: number;
  /** What they brought less what the same shares would have, held to the end; fees off. */
  readonly gain: Usd;
};

const TENTHS = 10;
const EDGES = [0, 0.05, 0.1, 0.15, 0.2] as const;

/** Undefined without a bet. The order of `bets` does not matter. */
export function analyzeBets(bets: readonly ClosedBet[]): BetAnalysis | undefined {
  const inOrder = bets.toSorted(byEnd);
  const [first] = inOrder;
  const last = inOrder.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const decided = inOrder.flatMap(decidedOf);
  const won = inOrder.filter(isWon).length;
  const broken = inOrder.toReversed().findIndex((bet) => isWon(bet) !== isWon(last));
  const streak = { isWon: isWon(last), bets: broken < 0 ? bets.length : broken };
  const forecasts = decided.map((bet) => ({
    probability: bet.probability,
    happened: bet.cameTrue,
  }));
  return {
    bets: bets.length,
    won,
    wonInterval: wilson(won, bets.length),
    paid: inOrder.reduce((sum, { paid }) => sum + paid, 0) as Usd,
    net: inOrder.reduce((sum, bet) => sum + netOf(bet), 0) as Usd,
    streak,
    best: inOrder.reduce((best, bet) => (netOf(bet) > netOf(best) ? bet : best), first),
    worst: inOrder.reduce((worst, bet) => (netOf(bet) < netOf(worst) ? bet : worst), first),
    decided: decided.length,
    bins: calibrate(forecasts, TENTHS),
    edges: edgeBins(decided),
    sales: earlySales(decided),
    flags: biasFlags(inOrder, decided),
  };
}

function isWon(bet: ClosedBet): boolean {
  return netOf(bet) > 0;
}

/** A market that both sides share says nothing of a probability. */
function decidedOf(bet: ClosedBet): DecidedBet[] {
  if (bet.payout !== 0 && bet.payout !== SCALE) return [];
  return [{ ...bet, cameTrue: bet.payout === SCALE }];
}

function earlySales(decided: readonly DecidedBet[]): EarlySales {
  const early = decided.filter(({ sold }) => sold > 0);
  const gains = early.map(({ received, cameTrue, bought }) => received - (cameTrue ? bought : 0));
  return { bets: early.length, gain: gains.reduce((sum, gain) => sum + gain, 0) as Usd };
}

function edgeBins(decided: readonly DecidedBet[]): EdgeBin[] {
  return EDGES.flatMap((from, i) => {
    const to = EDGES[i + 1];
    const own = decided.filter(({ edge }) => edge >= from && (to === undefined || edge < to));
    if (own.length === 0) return [];
    const seen = mean(own.map(({ edge }) => edge));
    return [{ from, to, bets: own.length, seen, came: mean(own.map(edgeThatCame)) }];
  });
}
