import { type Refusal, refuse } from '../domain/result.ts';
import type { RiskStanding } from '../domain/risk-standing.ts';
import type { Check } from './check.ts';
import type { LossLimits } from './loss-limits.ts';

/**
 * Where losses have a limit nothing is bought before it is known for sure what the account is
 * worth: what it cost, or nothing, would be a made-up highest to lose from. Sales pass.
 */
export function requireKnownEquity(limits: LossLimits): Check {
  const isKnown = knowsEquity(limits);
  return ({ terms }, { risk }) => (terms.side === 'sell' ? undefined : isKnown(risk));
}

/** Refuses `equity_unknown`. */
export function knowsEquity({
  drawdown,
  maxDayLoss,
}: LossLimits): (risk: RiskStanding) => Refusal | undefined {
  if (drawdown === 'unlimited' && maxDayLoss === 'unlimited') return () => undefined;
  return ({ highWater }) =>
    highWater === undefined
      ? refuse('equity_unknown', 'no price was heard yet of something that is held: it is awaited')
      : undefined;
}
