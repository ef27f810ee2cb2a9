import { refuse } from '../domain/result.ts';
import { drawdownOf } from '../domain/risk-standing.ts';
import { formatDecimal } from '../domain/units.ts';
import type { Check } from './check.ts';
import { lossMove, riseOf } from './market-loss.ts';
import type { Cap, RiskLimits } from './risk-limits.ts';

/**
 * While much is lost, half of every limit on size and exposure holds, for what raises the risk:
 * `checks` are those of the {@link halved} limits. What gets us out is as large as ever.
 */
export function limitReduced(checks: readonly Check[]): Check {
  return (command, view, account) => {
    const { risk } = view;
    if (risk.mode !== 'reduce') return undefined;
    if (riseOf(lossMove(command.terms, account, view)) <= 0) return undefined;
    for (const check of checks) {
      const refusal = check(command, view, account);
      if (refusal === undefined) continue;
      const lost = formatDecimal(drawdownOf(risk));
      return refuse(
        'reduced',
        `${lost} of the highest equity are lost, half counts: ${refusal.message}`,
      );
    }
    return undefined;
  };
}

/** Of what an order may be and what may be out; of rates, times and prices nothing is halved. */
export function halved(limits: RiskLimits): RiskLimits {
  return {
    ...limits,
    maxOrderSize: half(limits.maxOrderSize),
    maxPosition: half(limits.maxPosition),
    maxMarketExposure: half(limits.maxMarketExposure),
    maxGroupExposure: half(limits.maxGroupExposure),
    maxAssetExposure: half(limits.maxAssetExposure),
    maxStrategyExposure: half(limits.maxStrategyExposure),
    maxExposure: half(limits.maxExposure),
  };
}

function half<T extends number>(cap: Cap<T>): Cap<T> {
  return cap === 'unlimited' ? cap : (Math.floor(cap / 2) as T);
}
