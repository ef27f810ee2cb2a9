import { NEVER, ONE, type Price, type Shares } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { favoritePicker } from '../favorite-picker.ts';
import { afterOpen } from '../market-life.ts';
import { WindowBuyer } from '../window-buyer.ts';
import { COST, SLIPPAGE } from '../window-parameters.ts';

/** A control: buys whatever leads just after the open. What it earns is what being early earns. */
export const buyFavoriteAtOpen: StrategyDefinition = {
  name: 'buy-favourite-at-open',
  summary: 'control: buys the favorite just after the open, holds to settlement',
  parameters: {
    settleIn: {
      kind: 'number',
      default: 5,
      min: 0,
      summary: 'seconds after the open before it looks',
    },
    within: {
      kind: 'number',
      default: 60,
      min: 0,
      summary: 'seconds after the open when it stops looking',
    },
    ...COST,
    ...SLIPPAGE,
  },
  create(parameters) {
    return new WindowBuyer({
      window: (market) => ({
        from: afterOpen(market, parameters.settleIn as number),
        to: afterOpen(market, parameters.within as number),
      }),
      restUntil: () => NEVER,
      picker: favoritePicker((ONE / 2) as Price),
      maxPrice: parameters.maxPrice as Price,
      slippageTicks: parameters.slippage as number,
      mode: 'take',
      size: parameters.size as Shares,
      attempts: 1,
      undecided: 'wait',
    });
  },
};
