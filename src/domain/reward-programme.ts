import type { Price, Shares, Usd } from './units.ts';

/** What a market pays a day to those whose orders rest near the midpoint. */
export type RewardProgramme = {
  /** All makers together; 0 where it is known that nothing is paid. */
  readonly perDay: Usd;
  /** Smaller orders do not count. */
  readonly minimumSize: Shares;
  /** Nor do those that are so far from the midpoint, or farther. */
  readonly mostSpread: Price;
  /** How long an order must have rested to count, µs; undefined: nobody says, none is asked. */
  readonly restFor?: number | undefined;
};
