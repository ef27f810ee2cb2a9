import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import { formatDecimal, type Shares } from '../domain/units.ts';
import type { Check } from './check.ts';
import { type Cap, capOf } from './risk-limits.ts';

/** What one strategy holds of a token, with everything it has asked for, stays within a cap. */
export function limitPosition(maxPosition: Cap<Shares>): Check {
  const most = capOf(maxPosition);
  return ({ terms }, view) => {
    if (terms.side === 'sell') return undefined;
    // Splits under way bring shares of both outcomes.
    let wanted = view.position(terms.token) + terms.size + view.splitting(marketOf(terms.token));
    for (const order of view.openOrders(marketOf(terms.token))) {
      if (order.token === terms.token && order.side === 'buy') wanted += order.size - order.filled;
    }
    if (wanted <= most) return undefined;
    return refuse(
      'position_too_large',
      `the position could reach ${formatDecimal(wanted)} shares, ` +
        `maxPosition is ${formatDecimal(most)}`,
    );
  };
}
