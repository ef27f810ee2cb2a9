import type { Account } from '../domain/account.ts';
import type { OrderTerms } from '../domain/order.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import { drawdownOf, type RiskStanding } from '../domain/risk-standing.ts';
import { formatDecimal, mulDiv, SCALE } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import type { Check } from './check.ts';
import { lossMove, riseOf } from './market-loss.ts';
import type { Cap, RiskLimits } from './risk-limits.ts';

/** An operator who turns a size up and down all day must not fill the memory. */
const PARTS_MOST = 16;

/**
 * While much is lost half of every limit on size and exposure holds, and of a strategy that an
 * operator has sized down that part, for what raises the risk: `checksOf` are those of
 * {@link partOf} the limits. What gets us out is as large as ever.
 */
export function limitReduced(checksOf: (part: number) => readonly Check[]): Check {
  const known = new Map<number, readonly Check[]>();
  return (command, view, account) => {
    const part = partNow(view);
    if (part === SCALE) return undefined;
    if (!raisesRisk(command.terms, view, account)) return undefined;
    let checks = known.get(part);
    if (checks === undefined) {
      checks = checksOf(part);
      if (known.size >= PARTS_MOST) known.clear();
      known.set(part, checks);
    }
    for (const check of checks) {
      const refusal = check(command, view, account);
      if (refusal !== undefined) return reducedBy(view, refusal);
    }
    return undefined;
  };
}

/** Of a strategy that is sized down its own risk counts too: others' shares are not its to use. */
function raisesRisk(terms: OrderTerms, view: View, account: Account): boolean {
  if (riseOf(lossMove(terms, account, view)) > 0) return true;
  return view.part !== SCALE && riseOf(lossMove(terms, view, view)) > 0;
}

/** Which part of its limits a strategy may use now, millionths. */
function partNow({ risk, part }: Pick<View, 'risk' | 'part'>): number {
  return risk.mode === 'reduce' ? Math.floor(part / 2) : part;
}

/** Of what an order may be and what may be out; of rates, times and prices all of it holds. */
export function partOf(limits: RiskLimits, part: number): RiskLimits {
  return {
    ...limits,
    maxOrderSize: of(limits.maxOrderSize, part),
    maxPosition: of(limits.maxPosition, part),
    maxMarketExposure: of(limits.maxMarketExposure, part),
    maxGroupExposure: of(limits.maxGroupExposure, part),
    maxAssetExposure: of(limits.maxAssetExposure, part),
    maxStrategyExposure: of(limits.maxStrategyExposure, part),
    maxExposure: of(limits.maxExposure, part),
  };
}

function of<T extends number>(cap: Cap<T>, part: number): Cap<T> {
  return cap === 'unlimited' ? cap : (mulDiv(cap, part, SCALE, 'down') as T);
}

/** The refusal, with why not all of the limits counts. */
function reducedBy({ risk, part }: Pick<View, 'risk' | 'part'>, why: Refusal): Refusal {
  const lost = risk.mode === 'reduce' ? lostInWords(risk) : undefined;
  if (part === SCALE) return refuse('reduced', `${lost}: ${why.message}`);
  const both = lost === undefined ? '' : `${lost}; `;
  return refuse('sized_down', `${both}${sizedInWords({ part })}: ${why.message}`);
}

export function sizedInWords({ part }: Pick<View, 'part'>): string {
  return `the operator lets the strategy use ${formatDecimal(part)} of its limits`;
}

function lostInWords(risk: RiskStanding): string {
  return `${formatDecimal(drawdownOf(risk))} of the highest equity are lost, half counts`;
}
