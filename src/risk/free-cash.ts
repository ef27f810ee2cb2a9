import { refuse } from '../domain/result.ts';
import { formatDecimal } from '../domain/units.ts';
import { buyCost } from './buy-cost.ts';
import type { Check } from './check.ts';

/** A buy is covered by cash that no other open order has reserved, its fee included. */
export const checkFreeCash: Check = ({ terms }, view, account) => {
  if (terms.side === 'sell') return undefined;
  const cost = buyCost(terms, view);
  if (cost <= account.available) return undefined;
  return refuse(
    'not_enough_cash',
    `needs ${formatDecimal(cost)} dollars, ${formatDecimal(account.available)} are free`,
  );
};
