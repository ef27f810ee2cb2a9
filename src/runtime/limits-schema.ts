import { z } from 'zod';
import { parsePrice, parseShares } from '../domain/units.ts';
import { DEFAULT_DRAWDOWN } from '../risk/loss-limits.ts';
import { DEFAULT_BREAKS } from '../risk/market-breaks.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from '../risk/risk-limits.ts';
import {
  capped,
  decimal,
  milliseconds,
  notNegativeUsd,
  partOfOne,
  strict,
} from './schema-values.ts';

const cappedCount = z
  .union([z.int().min(0).max(1_000_000), z.literal('unlimited')], {
    error: "expected a whole number from 0 to 1000000, or 'unlimited'",
  })
  .optional();

const unlimited = z.literal('unlimited');
const most = z.int().min(1).max(1_000_000).optional();
const part = decimal(partOfOne).optional();
/** Up to a day. */
const wait = z
  .number()
  .min(0)
  .max(86_400_000)
  .transform((ms) => Math.round(ms * 1_000))
  .optional();

const drawdownSchema = strict({
  reduce: part,
  reduceEnd: part,
  kill: part,
  resume: part,
  coolDownMs: wait,
  maxRecoveries: z.int().min(0).max(1_000).optional(),
})
  .transform((given) => ({
    reduce: given.reduce ?? DEFAULT_DRAWDOWN.reduce,
    reduceEnd: given.reduceEnd ?? DEFAULT_DRAWDOWN.reduceEnd,
    kill: given.kill ?? DEFAULT_DRAWDOWN.kill,
    resume: given.resume ?? DEFAULT_DRAWDOWN.resume,
    coolDown: given.coolDownMs ?? DEFAULT_DRAWDOWN.coolDown,
    maxRecoveries: given.maxRecoveries ?? DEFAULT_DRAWDOWN.maxRecoveries,
  }))
  .refine(({ reduceEnd, reduce, kill }) => reduceEnd <= reduce && reduce <= kill, {
    error: 'expected reduceEnd <= reduce <= kill',
  })
  .refine(({ resume, kill }) => resume <= kill, { error: 'expected resume <= kill' });

type Some<T> = Exclude<T, 'unlimited'>;
const ADVERSE = DEFAULT_BREAKS.adverseFills as Some<typeof DEFAULT_BREAKS.adverseFills>;
const FAILURES = DEFAULT_BREAKS.failures as Some<typeof DEFAULT_BREAKS.failures>;
const CROSSES = DEFAULT_BREAKS.crossRejects as Some<typeof DEFAULT_BREAKS.crossRejects>;

const adverseSchema = strict({
  most,
  move: decimal(parsePrice).optional(),
  afterMs: wait,
  coolDownMs: wait,
}).transform((given) => ({
  most: given.most ?? ADVERSE.most,
  move: given.move ?? ADVERSE.move,
  after: given.afterMs ?? ADVERSE.after,
  coolDown: given.coolDownMs ?? ADVERSE.coolDown,
}));

const failuresSchema = strict({ most, coolDownMs: wait }).transform((given) => ({
  most: given.most ?? FAILURES.most,
  coolDown: given.coolDownMs ?? FAILURES.coolDown,
}));

const crossesSchema = strict({ most, coolDownMs: wait, longestMs: wait }).transform((given) => ({
  most: given.most ?? CROSSES.most,
  coolDown: given.coolDownMs ?? CROSSES.coolDown,
  longest: given.longestMs ?? CROSSES.longest,
}));

/** Limits as they are written; each that is not keeps its default. */
export const limitsSchema = strict({
  maxOrderSize: capped(parseShares),
  maxPosition: capped(parseShares),
  maxMarketExposure: capped(notNegativeUsd),
  maxGroupExposure: capped(notNegativeUsd),
  maxAssetExposure: capped(notNegativeUsd),
  maxStrategyExposure: capped(notNegativeUsd),
  maxExposure: capped(notNegativeUsd),
  maxOpenOrders: cappedCount,
  maxOrdersPerSecond: cappedCount,
  maxPriceThrough: capped(parsePrice),
  closeLeadMs: milliseconds.optional(),
  failedFillWaitMs: milliseconds.optional(),
  maxBookAgeMs: z.union([milliseconds, unlimited]).optional(),
  drawdown: z.union([unlimited, drawdownSchema]).optional(),
  maxDayLoss: capped(notNegativeUsd),
  adverseFills: z.union([unlimited, adverseSchema]).optional(),
  failures: z.union([unlimited, failuresSchema]).optional(),
  crossRejects: z.union([unlimited, crossesSchema]).optional(),
}).transform((given): RiskLimits => {
  const { closeLeadMs, failedFillWaitMs, maxBookAgeMs, ...named } = given;
  const times = {
    closeLead: closeLeadMs,
    failedFillWait: failedFillWaitMs,
    maxBookAge: maxBookAgeMs,
  };
  const stated = Object.entries({ ...named, ...times }).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_RISK_LIMITS, ...Object.fromEntries(stated) };
});
