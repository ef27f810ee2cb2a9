import { NO_USD, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Trade } from './trade.ts';

export type EquityPoint = {
  readonly at: Timestamp;
  /** Cash plus open positions at what they cost: moves only when something is sold or settled. */
  readonly equity: Usd;
  /** How far below its highest point so far: 0 or more. */
  readonly drawdown: Usd;
};

export type Equity = {
  /** One point for each time at which something was realized. */
  readonly points: readonly EquityPoint[];
  readonly final: Usd;
  readonly maxDrawdown: Usd;
  /** When the deepest point was reached; undefined without a drawdown. */
  readonly deepestAt: Timestamp | undefined;
};

/** The equity curve of these trades from a starting sum. */
export function foldEquity(trades: readonly Trade[], startingCash: Usd): Equity {
  const steps = trades.flatMap((trade) => trade.realizations).sort((a, b) => a.at - b.at);
  const points: EquityPoint[] = [];
  let equity: number = startingCash;
  let peak: number = startingCash;
  let maxDrawdown = NO_USD;
  let deepestAt: Timestamp | undefined;
  steps.forEach((step, i) => {
    equity += step.net;
    // Markets that settle at one instant are one step: their order within it means nothing.
    if (steps[i + 1]?.at === step.at) return;
    peak = Math.max(peak, equity);
    const drawdown = (peak - equity) as Usd;
    if (drawdown > maxDrawdown) {
      maxDrawdown = drawdown;
      deepestAt = step.at;
    }
    points.push({ at: step.at, equity: equity as Usd, drawdown });
  });
  return { points, final: equity as Usd, maxDrawdown, deepestAt };
}
