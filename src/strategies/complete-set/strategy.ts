import { MICROS_PER_SECOND, type Price, type Shares } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { Arbitrageur } from './arbitrageur.ts';
import type { Way } from './opportunity.ts';

const WAYS: Readonly<Record<string, readonly Way[]>> = {
  both: ['buy_merge', 'split_sell'],
  buy_merge: ['buy_merge'],
  split_sell: ['split_sell'],
};

/** Both outcomes for less than a dollar, or a dollar's set for more: see its README. */
export const completeSet: StrategyDefinition = {
  name: 'complete-set',
  summary: 'complete-set arbitrage, and a count of how often both books cross a dollar',
  parameters: {
    way: {
      kind: 'choice',
      default: 'both',
      choices: Object.keys(WAYS),
      summary: 'buy both outcomes and merge, split and sell both, or either',
    },
    edge: {
      kind: 'price',
      default: '0.005',
      summary: 'what each set must bring after fees and gas (dollars)',
    },
    least: { kind: 'shares', default: '5', summary: 'sets below which nothing is begun or merged' },
    most: { kind: 'shares', default: '50', summary: 'sets of one round at most' },
    leg: {
      kind: 'choice',
      default: 'unwind',
      choices: ['unwind', 'hold'],
      summary: 'a leg without a partner is sold at once, or held to the end',
    },
    unwindTicks: {
      kind: 'integer',
      default: 2,
      min: 0,
      max: 100,
      summary: 'ticks below the best bid at which such a leg is let go',
    },
    rest: {
      kind: 'number',
      default: 10,
      min: 0,
      max: 3_600,
      summary: 'seconds after a round in which none is begun in its market',
    },
  },
  create(parameters) {
    return new Arbitrageur({
      ways: WAYS[parameters.way as string] ?? [],
      edge: parameters.edge as Price,
      least: parameters.least as Shares,
      most: parameters.most as Shares,
      leg: parameters.leg === 'hold' ? 'hold' : 'unwind',
      unwindTicks: parameters.unwindTicks as number,
      rest: (parameters.rest as number) * MICROS_PER_SECOND,
    });
  },
};
