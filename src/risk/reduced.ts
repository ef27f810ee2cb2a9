import type { Account } from '../domain/account.ts';
import type { OrderTerms } from '../domain/order.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import { drawdownOf, type RiskStanding } from '../domain/risk-standing.ts';
import { formatDecimal, mulDiv, SCALE } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import type { Check } from './check.ts';
import { type Holder, lossMove, riseOf } from './market-loss.ts';
import type { Cap, RiskLimits } from './risk-limits.ts';

/** An operator who turns a size up and down all day must not fill the memory. */
const PARTS_MOST = 16;

/**
 * While much is lost half of every limit on size and exposure holds for what raises the account's
 * risk; and of a strategy that an operator has sized down that part, for what raises its own: what
 * another one holds of the other outcome is neither its to lean on, nor does it keep this one in.
 * `checksOf` are those of {@link partOf} the limits. All of the limits hold beside this, always.
 */
export function limitReduced(checksOf: (part: number) => readonly Check[]): Check {
  const known = new Map<number, readonly Check[]>();
  return (command, view, account) => {
    const held = heldTo(command.terms, view, account);
    if (held === undefined) return undefined;
    const part = held.isHalved ? Math.floor(held.part / 2) : held.part;
    let checks = known.get(part);
    if (checks === undefined) {
      checks = checksOf(part);
      if (known.size >= PARTS_MOST) known.clear();
      known.set(part, checks);
    }
    for (const check of checks) {
      const refusal = check(command, view, account);
      if (refusal !== undefined) return reducedBy(view.risk, held, refusal);
    }
    return undefined;
  };
}

/** Which part of its limits an order is held to, millionths; and whether to half of that. */
type HeldTo = { readonly part: number; readonly isHalved: boolean };

/** Undefined: to all of them. */
function heldTo(terms: OrderTerms, view: View, account: Account): HeldTo | undefined {
  const isHalved = view.risk.mode === 'reduce' && raises(terms, account, view);
  const isSized = view.part !== SCALE && raises(terms, view, view);
  if (!isHalved && !isSized) return undefined;
  return { part: isSized ? view.part : SCALE, isHalved };
}

function raises(terms: OrderTerms, holder: Holder, view: View): boolean {
  return riseOf(lossMove(terms, holder, view)) > 0;
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
function reducedBy(risk: RiskStanding, { part, isHalved }: HeldTo, why: Refusal): Refusal {
  const lost = isHalved ? lostInWords(risk) : undefined;
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
