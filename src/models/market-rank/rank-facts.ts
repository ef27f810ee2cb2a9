import type { FeeSchedule } from '../../domain/fee.ts';
import type { RewardProgramme } from '../../domain/reward-programme.ts';
import type { Timestamp } from '../../domain/units.ts';

/** What is known of a market that may be quoted; undefined: nobody knows. Dollars and shares. */
export type RankFacts = {
  readonly slug: string;
  readonly category: string | undefined;
  readonly createdAt: Timestamp | undefined;
  readonly closesAt: Timestamp | undefined;
  /** Of a book that can be traded on. */
  readonly bid: number | undefined;
  readonly ask: number | undefined;
  /** Dollars that rest near the best prices, both sides. */
  readonly depth: number | undefined;
  /** Dollars traded a minute. */
  readonly activity: number | undefined;
  readonly fee: FeeSchedule | undefined;
  readonly rewards: RewardProgramme | undefined;
  /** What part of its rewards our quotes would get, 0 to 1. */
  readonly rewardPart: number | undefined;
  /** Dollars per share that the midpoint went against fills there; below 0: in their favor. */
  readonly toxicity: number | undefined;
  /** It is left alone until then. */
  readonly restsUntil: Timestamp | undefined;
};
