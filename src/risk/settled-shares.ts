import { refuse } from '../domain/result.ts';
import { formatDecimal } from '../domain/units.ts';
import type { Check } from './check.ts';

/** A sale is covered by settled shares that the strategy itself holds and has not offered yet. */
export const checkSettledShares: Check = ({ terms }, view, account) => {
  if (terms.side === 'buy') return undefined;
  const free = Math.min(view.sellable(terms.token), account.sellable(terms.token));
  if (terms.size <= free) return undefined;
  return refuse(
    'not_enough_shares',
    `sells ${formatDecimal(terms.size)} shares, ${formatDecimal(free)} settled ones are free ` +
      `of ${formatDecimal(view.position(terms.token))} held`,
  );
};
