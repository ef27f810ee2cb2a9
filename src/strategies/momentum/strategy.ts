import type { StrategyDefinition } from '../../ports/strategy.ts';
import { INTERVAL_PARAMETERS, IntervalTrader } from '../interval-trader.ts';

/** Follows a quick move of the midpoint. */
export const momentum: StrategyDefinition = {
  name: 'momentum',
  summary: 'baseline: follows a move of more than 0.03 over five decisions',
  parameters: {
    threshold: {
      kind: 'price',
      default: '0.03',
      summary: 'follows a change of the midpoint above this (dollars)',
    },
    ...INTERVAL_PARAMETERS,
  },
  create(parameters) {
    const threshold = parameters.threshold as number;
    return new IntervalTrader(parameters, (_market, _mid, velocity) => {
      if (velocity > threshold) return 'buy';
      return velocity < -threshold ? 'sell' : 'hold';
    });
  },
};
