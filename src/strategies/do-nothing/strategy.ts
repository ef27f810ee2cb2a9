import type { StrategyDefinition } from '../../ports/strategy.ts';

/** A control: looks at every market and never trades. Anything it earns is a fault of the run. */
export const doNothing: StrategyDefinition = {
  name: 'do-nothing',
  summary: 'control: never trades',
  parameters: {},
  create: () => ({
    onMarketListed: (market, _view, desk) => {
      desk.skip(market, { code: 'never_trades', numbers: {} });
    },
  }),
};
