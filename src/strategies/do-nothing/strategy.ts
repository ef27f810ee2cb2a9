import type { MarketIndex } from '../../domain/ids.ts';
import type { Desk } from '../../ports/desk.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import type { View } from '../../ports/view.ts';

/** A control: looks at every market and never trades. Anything it earns is a fault of the run. */
export const doNothing: StrategyDefinition = {
  name: 'do-nothing',
  summary: 'control: never trades',
  parameters: {},
  create() {
    let met = 0;
    const meet = ({ markets }: View, desk: Desk) => {
      for (; met < markets.length; met++) {
        desk.skip(met as MarketIndex, { code: 'never_trades', numbers: {} });
      }
    };
    return {
      onStart: meet,
      onMarketOpened: (_market, view, desk) => meet(view, desk),
    };
  },
};
