import type { StrategyDefinition } from '../../ports/strategy.ts';

const NEVER_TRADES = { code: 'never_trades', numbers: {} };

/** A control: looks at every market and never trades. Anything it earns is a fault of the run. */
export const doNothing: StrategyDefinition = {
  name: 'do-nothing',
  summary: 'control: never trades',
  parameters: {},
  create: () => ({
    onMarketListed: (market, _view, desk) => desk.skip(market, NEVER_TRADES),
    opinion: () => ({ ...NEVER_TRADES, token: undefined }),
  }),
};
