import { type CalibrationBin, calibrate } from '../../../domain/calibration-bins.ts';
import type { Interval } from '../../../domain/interval.ts';
import { SCALE, type Usd } from '../../../domain/units.ts';
import { wilson } from '../../../domain/wilson.ts';
import { type BiasFlags, biasFlags, type DecidedTrade, edgeThatCame, mean } from './bias-flags.ts';
import { byEnd, type ClosedTrade, netOf } from './own-trade.ts';

/** What the strategy's own trades have come to. Nothing decides by it. */
export type OwnTradeAnalysis = {
  readonly trades: number;
  /** That brought more than they had cost. */
  readonly won: number;
  readonly wonInterval: Interval | undefined;
  readonly paid: Usd;
  readonly net: Usd;
  /** The latest in a row that were won, or were not. */
  readonly streak: { readonly isWon: boolean; readonly trades: number };
  readonly best: ClosedTrade;
  readonly worst: ClosedTrade;
  /** Whose market one side has won, be they sold before: all that follows is of these. */
  readonly decided: number;
  /** By what was said. */
  readonly bins: readonly CalibrationBin[];
  readonly edges: readonly EdgeBin[];
  readonly sales: EarlySales;
  readonly flags: BiasFlags;
};

/** Trades whose edges were alike, $ a share; `to` is not in it, and undefined in the last. */
export type EdgeBin = {
  readonly from: number;
  readonly to: number | undefined;
  readonly trades: number;
  readonly seen: number;
  /** What a share paid in the end less its cost. */
  readonly came: number;
};

/** Of trades that were sold, in part or whole, before their market paid. */
export type EarlySales = {
  readonly trades: number;
  /** What they brought less what the same shares would have, held to the end; fees off. */
  readonly gain: Usd;
};

const TENTHS = 10;
const EDGES = [0, 0.05, 0.1, 0.15, 0.2] as const;

/** Undefined without a trade. The order of `trades` does not matter. */
export function analyzeOwnTrades(trades: readonly ClosedTrade[]): OwnTradeAnalysis | undefined {
  const inOrder = trades.toSorted(byEnd);
  const [first] = inOrder;
  const last = inOrder.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const decided = inOrder.flatMap(decidedOf);
  const won = inOrder.filter(isWon).length;
  const broken = inOrder.toReversed().findIndex((trade) => isWon(trade) !== isWon(last));
  const streak = { isWon: isWon(last), trades: broken < 0 ? trades.length : broken };
  const forecasts = decided.map((trade) => ({
    probability: trade.probability,
    happened: trade.cameTrue,
  }));
  return {
    trades: trades.length,
    won,
    wonInterval: wilson(won, trades.length),
    paid: inOrder.reduce((sum, { paid }) => sum + paid, 0) as Usd,
    net: inOrder.reduce((sum, trade) => sum + netOf(trade), 0) as Usd,
    streak,
    best: inOrder.reduce((best, trade) => (netOf(trade) > netOf(best) ? trade : best), first),
    worst: inOrder.reduce((worst, trade) => (netOf(trade) < netOf(worst) ? trade : worst), first),
    decided: decided.length,
    bins: calibrate(forecasts, TENTHS),
    edges: edgeBins(decided),
    sales: earlySales(decided),
    flags: biasFlags(inOrder, decided),
  };
}

function isWon(trade: ClosedTrade): boolean {
  return netOf(trade) > 0;
}

/** A market that both sides share says nothing of a probability. */
function decidedOf(trade: ClosedTrade): DecidedTrade[] {
  if (trade.payout !== 0 && trade.payout !== SCALE) return [];
  return [{ ...trade, cameTrue: trade.payout === SCALE }];
}

function earlySales(decided: readonly DecidedTrade[]): EarlySales {
  const early = decided.filter(({ sold }) => sold > 0);
  const gains = early.map(({ received, cameTrue, bought }) => received - (cameTrue ? bought : 0));
  return { trades: early.length, gain: gains.reduce((sum, gain) => sum + gain, 0) as Usd };
}

function edgeBins(decided: readonly DecidedTrade[]): EdgeBin[] {
  return EDGES.flatMap((from, i) => {
    const to = EDGES[i + 1];
    const own = decided.filter(({ edge }) => edge >= from && (to === undefined || edge < to));
    if (own.length === 0) return [];
    const seen = mean(own.map(({ edge }) => edge));
    return [{ from, to, trades: own.length, seen, came: mean(own.map(edgeThatCame)) }];
  });
}
