import type { Price, Shares } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { favoritePicker } from '../favorite-picker.ts';
import { pointOfLife } from '../market-life.ts';
import { WindowBuyer } from '../window-buyer.ts';
import { ATTEMPTS, COST, LIFE_WINDOW } from '../window-parameters.ts';

/** Buys the favorite late in a market's life and holds it to settlement. */
export const lateFavorite: StrategyDefinition = {
  name: 'late-favourite',
  summary: 'buys the side above 0.60 late in a market, holds to settlement',
  parameters: {
    ...LIFE_WINDOW,
    threshold: {
      kind: 'price',
      default: '0.60',
      summary: 'buys a side whose midpoint is above this (dollars)',
    },
    ...COST,
    mode: {
      kind: 'choice',
      default: 'take',
      choices: ['take', 'rest'],
      summary: 'take the ask, or rest a post-only bid at the best bid',
    },
    slippage: {
      kind: 'integer',
      default: 2,
      min: 0,
      max: 100,
      summary: 'take: worst price accepted, in ticks above the ask',
    },
    ...ATTEMPTS,
    restUntil: {
      kind: 'integer',
      default: 840,
      min: 1,
      max: 900,
      summary:
        "rest: when the bid is canceled, in 900ths of the market's life (of 15 minutes: seconds)",
    },
    undecided: {
      kind: 'choice',
      default: 'wait',
      choices: ['wait', 'skip'],
      summary: 'no favorite on the first good book: wait for one in the window, or skip the market',
    },
  },
  create(parameters) {
    return new WindowBuyer({
      window: (market) => ({
        from: pointOfLife(market, parameters.windowStart as number),
        to: pointOfLife(market, parameters.windowEnd as number),
      }),
      restUntil: (market) => pointOfLife(market, parameters.restUntil as number),
      picker: favoritePicker(parameters.threshold as Price),
      maxPrice: parameters.maxPrice as Price,
      slippageTicks: parameters.slippage as number,
      mode: parameters.mode as 'take' | 'rest',
      size: parameters.size as Shares,
      attempts: parameters.attempts as number,
      undecided: parameters.undecided as 'wait' | 'skip',
    });
  },
};
