// A strategy that somebody asks for its opinions all the time.
import type { MarketIndex } from '../../src/domain/ids.ts';
import type { Desk } from '../../src/ports/desk.ts';
import type { Opinion } from '../../src/ports/opinion.ts';
import type { Strategy, StrategyDefinition } from '../../src/ports/strategy.ts';
import type { View } from '../../src/ports/view.ts';

/** All that a strategy is told. */
export const CALLBACKS = [
  'onStart',
  'onMarketListed',
  'onMarketOpened',
  'onBook',
  'onTrade',
  'onReference',
  'onTimer',
  'onOrder',
  'onSets',
  'onMarketClosed',
  'onMarketResolved',
] as const satisfies readonly (keyof Strategy)[];

/** The same strategy, asked what it thinks of every market before and after each call. */
export function askedStrategy(
  definition: StrategyDefinition,
  hear: (opinion: Opinion | undefined) => void,
): StrategyDefinition {
  return {
    ...definition,
    create: (parameters, seed) => {
      const strategy = definition.create(parameters, seed);
      const ask = (view: View) => {
        for (const market of view.markets.keys()) {
          hear(strategy.opinion?.(market as MarketIndex, view));
        }
      };
      const asked: Record<string, unknown> = { learnedUntil: strategy.learnedUntil };
      asked.loops = strategy.loops?.map((loop) => ({
        ...loop,
        run: (view: View, desk: Desk) => {
          ask(view);
          loop.run(view, desk);
          ask(view);
        },
      }));
      for (const name of CALLBACKS) {
        const callback = strategy[name] as ((...told: unknown[]) => void) | undefined;
        if (callback === undefined) continue;
        asked[name] = (...told: unknown[]) => {
          const view = told.at(-2) as View;
          // Before it is told of a market it has made no room for it.
          if (name !== 'onMarketListed') ask(view);
          callback.apply(strategy, told);
          ask(view);
        };
      }
      return asked as Strategy;
    },
  };
}
