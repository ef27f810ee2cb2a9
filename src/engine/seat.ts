import type { StrategyIndex } from '../domain/ids.ts';
import type { Strategy } from '../ports/strategy.ts';
import type { StrategyView } from './strategy-view.ts';
import type { WishList } from './wish-list.ts';

/** A strategy with what it needs at hand, so that a callback is one call. */
export type Seat = {
  readonly index: StrategyIndex;
  readonly strategy: Strategy;
  readonly view: StrategyView;
  readonly desk: WishList;
};
