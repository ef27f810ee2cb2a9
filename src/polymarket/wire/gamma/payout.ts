import type { Resolution } from '../../../domain/market.ts';
import { ONE, type Price, SCALE } from '../../../domain/units.ts';

export type Payout = Resolution['payout'];

/**
 * What a share of the first outcome pays, by the strict rule: the market is closed, its resolution
 * is final, and the two prices are exactly 1 and 0, 0 and 1, or one half each. Anything else is
 * undefined: old markets carry 0 and 0, fresh ones a last price of 0.9995, disputed ones anything.
 */
export function strictPayout(
  closed: boolean | undefined,
  resolutionStatus: string | undefined,
  prices: readonly (Price | undefined)[],
): Payout | undefined {
  if (closed !== true || resolutionStatus !== 'resolved' || prices.length !== 2) return undefined;
  const [first, second] = prices;
  if (first === ONE && second === 0) return ONE as Payout;
  if (first === 0 && second === ONE) return 0;
  const half = SCALE / 2;
  return first === half && second === half ? 500_000 : undefined;
}
