import { refuse } from '../domain/result.ts';
import type { Shares } from '../domain/units.ts';
import { formatDecimal } from '../domain/units.ts';
import type { Check } from './check.ts';
import { type Cap, capOf } from './risk-limits.ts';

/** No single order is larger than `maxOrderSize`. */
export function limitOrderSize(maxOrderSize: Cap<Shares>): Check {
  const most = capOf(maxOrderSize);
  return ({ terms }) => {
    if (terms.size <= most) return undefined;
    return refuse(
      'order_too_large',
      `size ${formatDecimal(terms.size)} is above maxOrderSize ${formatDecimal(most)}`,
    );
  };
}
