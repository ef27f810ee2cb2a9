import { MICROS_PER_SECOND, type Usd } from '../domain/units.ts';
import type { Cap } from './risk-limits.ts';

/** What happens as equity falls from its highest, in millionths of that. */
export type DrawdownLimits = {
  /** From here on half of every limit holds... */
  readonly reduce: number;
  /** ...until less than this is lost. */
  readonly reduceEnd: number;
  /** From here on everything is canceled, and nothing is opened. */
  readonly kill: number;
  /** It goes on once less than this is lost, */
  readonly resume: number;
  /** so many µs have passed since the kill, */
  readonly coolDown: number;
  /** and it has gone on after a kill less often than that in this UTC day. */
  readonly maxRecoveries: number;
};

export type LossLimits = {
  readonly drawdown: DrawdownLimits | 'unlimited';
  /** Dollars of equity lost since the UTC day began: with that, nothing is opened until it ends. */
  readonly maxDayLoss: Cap<Usd>;
};

export const DEFAULT_DRAWDOWN: DrawdownLimits = {
  reduce: 150_000,
  reduceEnd: 120_000,
  kill: 250_000,
  resume: 200_000,
  coolDown: 30 * 60 * MICROS_PER_SECOND,
  maxRecoveries: 3,
};
