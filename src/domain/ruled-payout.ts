import type { Resolution, ResolutionRule } from './market.ts';

/**
 * What a share of the first outcome pays by a market's own rule and the prices at the two ends of
 * its window; undefined where no prices decide.
 */
export function ruledPayout(
  rule: ResolutionRule,
  open: number,
  close: number,
): Resolution['payout'] | undefined {
  if (rule.kind === 'oracle') return undefined;
  if (close === open) return rule.tie === 'first' ? 1_000_000 : 500_000;
  return close > open ? 1_000_000 : 0;
}
