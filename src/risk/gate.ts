import type { Approved, ChangeSets, SubmitOrder } from '../domain/command.ts';
import type { RiskGate } from '../ports/risk-gate.ts';
import { limitExposure } from './account-exposure.ts';
import { limitAssetExposure } from './asset-exposure.ts';
import { limitBookAge } from './book-age.ts';
import type { Check } from './check.ts';
import { limitCloseLead } from './close-lead.ts';
import { limitAfterFailedFill } from './failed-fill.ts';
import { checkFreeCash } from './free-cash.ts';
import { limitGroupExposure } from './group-exposure.ts';
import { requireKnownEquity } from './known-equity.ts';
import { limitMarketExposure } from './market-exposure.ts';
import { checkMarketReady } from './market-ready.ts';
import { limitOpenOrders } from './open-orders.ts';
import { limitOrderRate } from './order-rate.ts';
import { limitOrderSize } from './order-size.ts';
import { checkOrderTerms } from './order-terms.ts';
import { checkNotPaused } from './paused-market.ts';
import { limitPosition } from './position-size.ts';
import { limitPrice } from './price-band.ts';
import { limitReduced, partOf } from './reduced.ts';
import type { RiskLimits } from './risk-limits.ts';
import { riskRules } from './rules.ts';
import { type SetCheck, setChecks } from './set-checks.ts';
import { checkSettledShares } from './settled-shares.ts';
import { checkNotStopped } from './stopped.ts';
import { limitStrategyExposure } from './strategy-exposure.ts';
import { checkTrustedBook } from './trusted-book.ts';

/**
 * The gate between wishes and the exchange, and the only maker of approved orders. Limits run in
 * order and the first denial stands: what is wrong with the order itself comes before what is
 * wrong with the moment. One gate per run: it remembers the rate of orders.
 */
export function createRiskGate(limits: RiskLimits): RiskGate {
  const limitRate = limitOrderRate(limits.maxOrdersPerSecond);
  const checks: readonly Check[] = [
    checkOrderTerms,
    checkMarketReady,
    checkNotStopped,
    requireKnownEquity(limits),
    limitCloseLead(limits.closeLead),
    limitAfterFailedFill(limits.failedFillWait),
    checkNotPaused,
    checkTrustedBook,
    limitBookAge(limits.maxBookAge),
    limitOrderSize(limits.maxOrderSize),
    limitPrice(limits.maxPriceThrough),
    checkSettledShares,
    limitPosition(limits.maxPosition),
    ...exposureChecks(limits),
    limitReduced((part) => sizeChecks(partOf(limits, part))),
    checkFreeCash,
    limitOpenOrders(limits.maxOpenOrders),
    limitRate,
  ];
  const ofSets: readonly SetCheck[] = [...setChecks(limits), limitRate];
  return {
    check(command, view, account) {
      for (let i = 0; i < checks.length; i++) {
        const refusal = checks[i]?.(command, view, account);
        if (refusal !== undefined) return refusal;
      }
      return command as Approved<SubmitOrder>;
    },
    checkSets(change, view, account) {
      for (const check of ofSets) {
        const refusal = check(change, view, account);
        if (refusal !== undefined) return refusal;
      }
      return change as Approved<ChangeSets>;
    },
    rules: riskRules(limits),
  };
}

function exposureChecks(limits: RiskLimits): Check[] {
  return [
    limitMarketExposure(limits.maxMarketExposure),
    limitGroupExposure(limits.maxGroupExposure),
    limitAssetExposure(limits.maxAssetExposure),
    limitStrategyExposure(limits.maxStrategyExposure),
    limitExposure(limits.maxExposure),
  ];
}

/** All that counts shares or dollars. */
function sizeChecks(limits: RiskLimits): Check[] {
  return [
    limitOrderSize(limits.maxOrderSize),
    limitPosition(limits.maxPosition),
    ...exposureChecks(limits),
  ];
}
