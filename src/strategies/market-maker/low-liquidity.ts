import { SCALE } from '../../domain/units.ts';
import type { Finding } from './verdict.ts';
import type { Round } from './watched-round.ts';

export type LiquidityRule = {
  /** Dollars on the best five levels of both sides, units; 0: no market is too thin. */
  readonly guardDepth: number;
};

/** Whether the book was thin throughout a round: there our quotes would be the market. */
export function lowLiquidity(round: Round | undefined, { guardDepth }: LiquidityRule): Finding {
  if (guardDepth === 0) return 'sound';
  if (round === undefined || Number.isNaN(round.depth)) return 'unknown';
  const depth = Math.round(round.depth * SCALE);
  if (depth >= guardDepth) return 'sound';
  return { code: 'low_liquidity', numbers: { depth, leastDepth: guardDepth } };
}
