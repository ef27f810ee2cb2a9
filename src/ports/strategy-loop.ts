import type { Desk } from './desk.ts';
import type { View } from './view.ts';

/**
 * Work that a strategy does at its own pace, beside what events bring: a timer in the engine's
 * queue, so that a replay does it when the run did. A round that throws wishes nothing; an alarm
 * tells of it, the loop alone is tried again after a while, and everything else goes on.
 */
export type StrategyLoop = {
  /** Unique in its strategy, for the journal and for people, e.g. `exits`. */
  readonly name: string;
  /** Microseconds. Rounds are at multiples of it since the epoch, whenever the run began. */
  readonly every: number;
  /** It gets out of what is held: sales that it wishes pass also while the strategy is paused. */
  readonly exits?: boolean;
  run(view: View, desk: Desk): void;
};
