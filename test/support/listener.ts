import type { TokenIndex } from '../../src/domain/ids.ts';
import type { Strategy } from '../../src/ports/strategy.ts';

/** Writes down what it hears, and when. */
export function listener(heard: string[], more: Strategy = {}): Strategy {
  return {
    onStart: (view, desk) => {
      heard.push(`${view.now} start`);
      more.onStart?.(view, desk);
    },
    onBook: (market, view, desk) => {
      heard.push(`${view.now} book ${market} ${view.bestBid((market * 2) as TokenIndex)}`);
      more.onBook?.(market, view, desk);
    },
    onTimer: (market, view, desk) => {
      heard.push(`${view.now} timer`);
      more.onTimer?.(market, view, desk);
    },
    onOrder: (event, view, desk) => {
      heard.push(`${view.now} ${event.kind}`);
      more.onOrder?.(event, view, desk);
    },
  };
}
