import type { RiskRules } from '../ports/risk-rules.ts';
import { breakByAnswer, breakByFill } from './market-breaks.ts';
import type { RiskLimits } from './risk-limits.ts';
import { standingAfter } from './standing.ts';

/** What the engine asks of the limits beside each order. */
export function riskRules(limits: RiskLimits): RiskRules {
  const { adverseFills } = limits;
  return {
    stands: (before, look) => standingAfter(before, look, limits),
    judgeAfter: adverseFills === 'unlimited' ? undefined : adverseFills.after,
    judged: (streaks, moved, now) => breakByFill(streaks, moved, now, limits),
    answered: (streaks, event, now) => breakByAnswer(streaks, event, now, limits),
  };
}
