import type { StrategyDefinition } from '../ports/strategy.ts';
import { buyFavoriteAtOpen } from './buy-favourite-at-open/strategy.ts';
import { completeSet } from './complete-set/strategy.ts';
import { cryptoDirectional } from './crypto-directional/strategy.ts';
import { doNothing } from './do-nothing/strategy.ts';
import { fusion } from './fusion/strategy.ts';
import { joinBest } from './join-best/strategy.ts';
import { lateFavorite } from './late-favourite/strategy.ts';
import { marketMaker } from './market-maker/strategy.ts';
import { meanReversion } from './mean-reversion/strategy.ts';
import { ml } from './ml/strategy.ts';
import { momentum } from './momentum/strategy.ts';
import { random } from './random/strategy.ts';
import { spikeFade } from './spike-fade/strategy.ts';

/** Every strategy that comes with Polydesk, in the order in which they are listed. */
export const STRATEGIES: readonly StrategyDefinition[] = [
  lateFavorite,
  fusion,
  ml,
  cryptoDirectional,
  momentum,
  meanReversion,
  spikeFade,
  random,
  marketMaker,
  completeSet,
  joinBest,
  buyFavoriteAtOpen,
  doNothing,
];
