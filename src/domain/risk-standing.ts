import { mulDiv, SCALE, type Timestamp, type Usd } from './units.ts';

/**
 * normal; reduce: half of every limit; killed: everything is being canceled and nothing is opened;
 * cooling: all of that is gone, nothing is opened until it may go on. Sales pass in all of them.
 */
export type RiskMode = 'normal' | 'reduce' | 'killed' | 'cooling';

/** Why it was killed: too much was lost from the highest equity, or within a day. */
export type KillCause = 'drawdown' | 'day_loss';

/** Where an account stands against its limits of loss. It outlives a run, with the account. */
export type RiskStanding = {
  readonly mode: RiskMode;
  /** Of the last kill; undefined when it is over. */
  readonly cause: KillCause | undefined;
  readonly killedAt: Timestamp | undefined;
  /** Killed or cooling: it goes on not before that, and only when the loss has become less. */
  readonly until: Timestamp | undefined;
  /** As it was measured last; undefined before every price that comes has come a first time. */
  readonly equity: Usd | undefined;
  /** The highest equity that was known for sure, or the first after which no price was awaited. */
  readonly highWater: Usd | undefined;
  /** UTC, counted from 1970. */
  readonly day: number;
  /** Equity as that day began. */
  readonly dayEquity: Usd | undefined;
  /** Kills of that day after which it went on by itself. */
  readonly recoveries: number;
};

export const NEW_STANDING: RiskStanding = {
  mode: 'normal',
  cause: undefined,
  killedAt: undefined,
  until: undefined,
  equity: undefined,
  highWater: undefined,
  day: 0,
  dayEquity: undefined,
  recoveries: 0,
};

/** The account, looked at. */
export type RiskLook = {
  readonly now: Timestamp;
  readonly equity: Usd;
  /** Every price in it is of now, or the last of a market that has closed: none is missing. */
  readonly isSure: boolean;
  /** Something in it may get a better price than it has: its market trades, or is not heard of. */
  readonly awaitsPrice: boolean;
  /** What it comes to if all that is held ends best; undefined: nobody can say. */
  readonly atBest: Usd | undefined;
  /** Orders that a kill has to take out and that are still there. */
  readonly openOrders: number;
};

/** What is lost since the highest equity, in millionths of that; 0 when nothing is. */
export function drawdownOf({ equity, highWater }: RiskStanding): number {
  if (equity === undefined || highWater === undefined || highWater <= 0) return 0;
  return equity >= highWater ? 0 : mulDiv(highWater - equity, SCALE, highWater, 'down');
}

/** What is lost since the day began; negative: something was made. */
export function dayLossOf({ equity, dayEquity }: RiskStanding): Usd {
  return ((dayEquity ?? 0) - (equity ?? dayEquity ?? 0)) as Usd;
}

/** Nothing is opened. */
export function isStopped({ mode }: Pick<RiskStanding, 'mode'>): boolean {
  return mode === 'killed' || mode === 'cooling';
}
