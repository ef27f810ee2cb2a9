import type { Shares } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { BestJoiner } from './best-joiner.ts';

/** Quotes both sides at the best prices and follows them. */
export const joinBest: StrategyDefinition = {
  name: 'join-best',
  summary: 'rests post-only orders at both best prices, moves when they move',
  parameters: {
    size: { kind: 'shares', default: '10', summary: 'shares of each order' },
    maxPosition: {
      kind: 'shares',
      default: '50',
      summary: 'bids for no more than this many shares of a token',
    },
    stopBefore: {
      kind: 'number',
      default: 10,
      min: 0,
      summary: 'seconds before the close from which it no longer quotes',
    },
  },
  create(parameters) {
    return new BestJoiner({
      size: parameters.size as Shares,
      maxPosition: parameters.maxPosition as Shares,
      stopBeforeSeconds: parameters.stopBefore as number,
    });
  },
};
