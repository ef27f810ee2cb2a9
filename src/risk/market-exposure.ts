import { refuse } from '../domain/result.ts';
import { formatDecimal, type Usd } from '../domain/units.ts';
import type { Check } from './check.ts';
import { lossMove, riseOf, worstOf } from './market-loss.ts';
import { type Cap, capOf } from './risk-limits.ts';

/** What the account can lose in one market stays within a cap. */
export function limitMarketExposure(maxMarketExposure: Cap<Usd>): Check {
  const most = capOf(maxMarketExposure);
  if (most === Number.POSITIVE_INFINITY) return () => undefined;
  return ({ terms }, view, account) => {
    const move = lossMove(terms, account, view);
    const loss = worstOf(move.after);
    if (riseOf(move) <= 0 || loss <= most) return undefined;
    return refuse(
      'market_exposure_too_large',
      `the market could lose ${formatDecimal(loss)} dollars, ` +
        `maxMarketExposure is ${formatDecimal(most)}`,
    );
  };
}
