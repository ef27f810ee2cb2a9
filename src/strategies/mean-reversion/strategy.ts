import type { StrategyDefinition } from '../../ports/strategy.ts';
import { INTERVAL_PARAMETERS, IntervalTrader } from '../interval-trader.ts';

/** Expects a price far from one half to come back. */
export const meanReversion: StrategyDefinition = {
  name: 'mean-reversion',
  summary: 'baseline: buys below 0.40, sells above 0.60',
  parameters: {
    low: { kind: 'price', default: '0.40', summary: 'buys below this midpoint (dollars)' },
    high: { kind: 'price', default: '0.60', summary: 'sells above this midpoint (dollars)' },
    ...INTERVAL_PARAMETERS,
  },
  create(parameters) {
    const low = parameters.low as number;
    const high = parameters.high as number;
    return new IntervalTrader(parameters, (_market, mid) => {
      if (mid < low) return 'buy';
      return mid > high ? 'sell' : 'hold';
    });
  },
};
