import type { MarketIndex } from '../../domain/ids.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';

/** A control: looks at every market and never trades. Anything it earns is a fault of the run. */
export const doNothing: StrategyDefinition = {
  name: 'do-nothing',
  summary: 'control: never trades',
  parameters: {},
  create() {
    return {
      onStart(view, desk) {
        for (let market = 0; market < view.markets.length; market++) {
          desk.skip(market as MarketIndex, { code: 'never_trades', numbers: {} });
        }
      },
    };
  },
};
