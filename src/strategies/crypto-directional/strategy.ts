import type { StrategyDefinition } from '../../ports/strategy.ts';
import { DirectionalTrader } from './directional-trader.ts';
import { CRYPTO_DIRECTIONAL_PARAMETERS, ruleOf } from './parameters.ts';

/** Bets on questions about the price of a coin at a time, or at any time until then. */
export const cryptoDirectional: StrategyDefinition = {
  name: 'crypto-directional',
  summary: 'bets on what a coin will cost, by terminal and touch probabilities',
  parameters: CRYPTO_DIRECTIONAL_PARAMETERS,
  create: (parameters) => new DirectionalTrader(ruleOf(parameters)),
};
