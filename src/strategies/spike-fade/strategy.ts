import type { StrategyDefinition } from '../../ports/strategy.ts';
import { INTERVAL_PARAMETERS, IntervalTrader } from '../interval-trader.ts';

/** Trades against a quick move that has gone far. */
export const spikeFade: StrategyDefinition = {
  name: 'spike-fade',
  summary: 'baseline: fades a move of more than 0.05 that ends beyond 0.65 or 0.35',
  parameters: {
    spike: {
      kind: 'price',
      default: '0.05',
      summary: 'fades a change of the midpoint above this (dollars)',
    },
    high: { kind: 'price', default: '0.65', summary: 'fades a rise above this midpoint (dollars)' },
    low: { kind: 'price', default: '0.35', summary: 'fades a fall below this midpoint (dollars)' },
    ...INTERVAL_PARAMETERS,
  },
  create(parameters) {
    const spike = parameters.spike as number;
    const high = parameters.high as number;
    const low = parameters.low as number;
    return new IntervalTrader(parameters, (_market, mid, velocity) => {
      if (velocity > spike && mid > high) return 'sell';
      return velocity < -spike && mid < low ? 'buy' : 'hold';
    });
  },
};
