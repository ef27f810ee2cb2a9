import type { MarketFacts } from '../../domain/market-facts.ts';
import type { ListedMarket } from '../../polymarket/catalog/market-facts.ts';

/**
 * What an archive is told of a market when its recording begins. Only a window opens and closes at
 * times known ahead: the dates of other markets say when their question is asked and answered, and
 * a replay would stop at them though the market trades on.
 */
export function recordedFacts({ facts, window, tick, negativeRisk }: ListedMarket): MarketFacts {
  return {
    ...facts,
    ...(window === undefined ? { opensAt: undefined, closesAt: undefined } : {}),
    negativeRisk,
    listedTick: tick,
  };
}
