import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import { formatDecimal, type Usd } from '../domain/units.ts';
import { buyCost } from './buy-cost.ts';
import type { Check } from './check.ts';
import { type Cap, capOf } from './risk-limits.ts';

/**
 * What the account can lose in one market, and over all, stays within caps. A buy counts with all
 * that it can cost; that it might complete a pair is not counted in its favor before it fills.
 */
export function limitExposure(maxMarketExposure: Cap<Usd>, maxExposure: Cap<Usd>): Check {
  const mostInMarket = capOf(maxMarketExposure);
  const most = capOf(maxExposure);
  return ({ terms }, view, account) => {
    if (terms.side === 'sell') return undefined;
    const cost = buyCost(terms, view);
    const inMarket = account.exposureIn(marketOf(terms.token)) + cost;
    if (inMarket > mostInMarket) {
      return refuse(
        'market_exposure_too_large',
        `the market could lose ${formatDecimal(inMarket)} dollars, ` +
          `maxMarketExposure is ${formatDecimal(mostInMarket)}`,
      );
    }
    const overall = account.exposure + cost;
    if (overall > most) {
      return refuse(
        'exposure_too_large',
        `the account could lose ${formatDecimal(overall)} dollars, ` +
          `maxExposure is ${formatDecimal(most)}`,
      );
    }
    return undefined;
  };
}
