import { refuse } from '../domain/result.ts';
import { formatDecimal, type Usd } from '../domain/units.ts';
import type { Check } from './check.ts';
import { lossMove, riseOf } from './market-loss.ts';
import { type Cap, capOf } from './risk-limits.ts';

/**
 * What one strategy can lose over all markets stays within a cap. Only its own shares count: what
 * another one holds of the other outcome is not its to lean on.
 */
export function limitStrategyExposure(maxStrategyExposure: Cap<Usd>): Check {
  const most = capOf(maxStrategyExposure);
  if (most === Number.POSITIVE_INFINITY) return () => undefined;
  return ({ terms }, view) => {
    const rise = riseOf(lossMove(terms, view, view));
    const loss = view.exposure + rise;
    if (rise <= 0 || loss <= most) return undefined;
    return refuse(
      'strategy_exposure_too_large',
      `the strategy could lose ${formatDecimal(loss)} dollars, ` +
        `maxStrategyExposure is ${formatDecimal(most)}`,
    );
  };
}
