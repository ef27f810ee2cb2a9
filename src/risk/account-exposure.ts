import { refuse } from '../domain/result.ts';
import { formatDecimal, type Usd } from '../domain/units.ts';
import type { Check } from './check.ts';
import { lossMove, riseOf } from './market-loss.ts';
import { type Cap, capOf } from './risk-limits.ts';

/** What the account can lose over all markets, each of them at its worst, stays within a cap. */
export function limitExposure(maxExposure: Cap<Usd>): Check {
  const most = capOf(maxExposure);
  if (most === Number.POSITIVE_INFINITY) return () => undefined;
  return ({ terms }, view, account) => {
    const rise = riseOf(lossMove(terms, account, view));
    const loss = account.exposure + rise;
    if (rise <= 0 || loss <= most) return undefined;
    return refuse(
      'exposure_too_large',
      `the account could lose ${formatDecimal(loss)} dollars, ` +
        `maxExposure is ${formatDecimal(most)}`,
    );
  };
}
