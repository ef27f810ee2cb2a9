import { z } from 'zod';
import type { FeeSchedule } from '../domain/fee.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { parsePrice, parseShares, parseUsd, type Usd } from '../domain/units.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import { DEFAULT_RISK_LIMITS } from '../risk/risk-limits.ts';
import { CHAIN_ASSUMED } from './chain.ts';
import type { CheckedConfig } from './config.ts';
import { parseHalfSpread } from './half-spread.ts';
import { suggestion } from './nearest-name.ts';

/**
 * Checks the default export of a configuration file. Refuses config_invalid; the message has one
 * line for each fault, with its path in the file.
 */
export function checkConfig(exported: unknown): Result<CheckedConfig> {
  const parsed = configSchema.safeParse(exported);
  if (parsed.success) return ok(parsed.data);
  return refuse('config_invalid', parsed.error.issues.map(faultText).join('\n'));
}

function faultText(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  const where = path.join('').replace(/^\./, '');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

/** An object that refuses keys it does not know, naming what they were probably meant to be. */
function strict<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const keys = issue.keys as readonly string[];
      return keys.map((key) => `unknown key "${key}"${suggestion(key, known)}`).join('; ');
    },
  });
}

/** Text that `parse` turns into units. */
function decimal<T>(parse: (text: string) => Result<T>) {
  const text = z.string({
    error: ({ input }) =>
      typeof input === 'number' ? `write the number as text: '${input}'` : undefined,
  });
  return text.transform((value, context): T => {
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.message });
    return z.NEVER;
  });
}

/** The same, or the word. */
function capped<T>(parse: (text: string) => Result<T>) {
  return decimal<T | 'unlimited'>((text) =>
    text === 'unlimited' ? ok('unlimited') : parse(text),
  ).optional();
}

function notNegativeUsd(text: string): Result<Usd> {
  const parsed = parseUsd(text);
  return parsed.ok && parsed.value < 0 ? refuse('negative', `"${text}" is negative`) : parsed;
}

function positiveUsd(text: string): Result<Usd> {
  const parsed = parseUsd(text);
  return parsed.ok && parsed.value <= 0 ? refuse('no_capital', `"${text}" is not above 0`) : parsed;
}

/** A part of one, as parts per million: the same integer as a price. */
function partOfOne(text: string): Result<number> {
  const parsed = parsePrice(text);
  return parsed.ok ? parsed : refuse(parsed.code, `"${text}" is not a decimal from 0 to 1`);
}

const milliseconds = z
  .number()
  .min(0)
  .max(3_600_000)
  .transform((ms) => Math.round(ms * 1_000));

const cappedCount = z
  .union([z.int().min(0).max(1_000_000), z.literal('unlimited')], {
    error: "expected a whole number from 0 to 1000000, or 'unlimited'",
  })
  .optional();

const limitsSchema = strict({
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
}).transform((given) => ({
  maxOrderSize: given.maxOrderSize ?? DEFAULT_RISK_LIMITS.maxOrderSize,
  maxPosition: given.maxPosition ?? DEFAULT_RISK_LIMITS.maxPosition,
  maxMarketExposure: given.maxMarketExposure ?? DEFAULT_RISK_LIMITS.maxMarketExposure,
  maxGroupExposure: given.maxGroupExposure ?? DEFAULT_RISK_LIMITS.maxGroupExposure,
  maxAssetExposure: given.maxAssetExposure ?? DEFAULT_RISK_LIMITS.maxAssetExposure,
  maxStrategyExposure: given.maxStrategyExposure ?? DEFAULT_RISK_LIMITS.maxStrategyExposure,
  maxExposure: given.maxExposure ?? DEFAULT_RISK_LIMITS.maxExposure,
  maxOpenOrders: given.maxOpenOrders ?? DEFAULT_RISK_LIMITS.maxOpenOrders,
  maxOrdersPerSecond: given.maxOrdersPerSecond ?? DEFAULT_RISK_LIMITS.maxOrdersPerSecond,
  maxPriceThrough: given.maxPriceThrough ?? DEFAULT_RISK_LIMITS.maxPriceThrough,
  closeLead: given.closeLeadMs ?? DEFAULT_RISK_LIMITS.closeLead,
  failedFillWait: given.failedFillWaitMs ?? DEFAULT_RISK_LIMITS.failedFillWait,
}));

const queueSchema = z.discriminatedUnion(
  'kind',
  [
    strict({ kind: z.enum(['riskAverse']) }),
    strict({ kind: z.enum(['log', 'log2']) }),
    strict({ kind: z.enum(['power', 'power2', 'power3']), n: z.number().gt(0).lt(100) }),
  ],
  { error: 'expected kind riskAverse, log, log2, power, power2 or power3 (the powers with an n)' },
);

/** What crypto markets give back to makers. Venue docs trading/fees, read 2026-10. */
const CRYPTO_REBATE_PPM = 200_000;

const feeSchema = strict({
  rate: decimal(partOfOne),
  exponent: z.union([z.literal(1), z.literal(2)], { error: 'expected 1 or 2' }).optional(),
  makerRebate: decimal(partOfOne).optional(),
}).transform(
  ({ rate, exponent, makerRebate }): FeeSchedule => ({
    ratePpm: rate,
    exponent: exponent ?? 1,
    makerRebatePpm: makerRebate ?? CRYPTO_REBATE_PPM,
  }),
);

const strategySchema = z.custom<string | StrategyDefinition>(
  (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
  'expected the path of a module or a strategy definition',
);

const configSchema: z.ZodType<CheckedConfig> = strict({
  data: z.string().min(1).optional(),
  strategies: z.array(strategySchema).optional(),
  parameters: z
    .record(
      z.string(),
      z.record(z.string(), z.string({ error: "write the value as text, e.g. '10'" })),
    )
    .optional(),
  capital: decimal(positiveUsd).optional(),
  latency: strict({
    feedMs: milliseconds,
    entryMs: milliseconds,
    responseMs: milliseconds,
  }).optional(),
  chain: strict({
    delayMs: milliseconds.optional(),
    gas: decimal(notNegativeUsd).optional(),
  }).optional(),
  queue: queueSchema.optional(),
  inferFills: z.enum(['off', 'through', 'depletion']).optional(),
  unknownDepth: z.enum(['refuse', 'assume']).optional(),
  halfSpread: decimal(parseHalfSpread).optional(),
  fee: feeSchema.optional(),
  takerDelayMs: z.int().min(0).max(3_600_000).optional(),
  minimumSize: decimal(parseShares).optional(),
  limits: limitsSchema.optional(),
  seed: z.int().min(0).optional(),
}).transform(
  (given): CheckedConfig => ({
    data: given.data,
    strategies: given.strategies ?? [],
    parameters: given.parameters ?? {},
    capital: given.capital,
    latency: given.latency && {
      feed: given.latency.feedMs,
      entry: given.latency.entryMs,
      response: given.latency.responseMs,
    },
    chain: given.chain && {
      delay: given.chain.delayMs ?? CHAIN_ASSUMED.delay,
      gas: given.chain.gas ?? CHAIN_ASSUMED.gas,
    },
    queue: given.queue,
    inferFills: given.inferFills,
    unknownDepth: given.unknownDepth,
    halfSpread: given.halfSpread,
    fee: given.fee,
    takerDelayMs: given.takerDelayMs,
    minimumSize: given.minimumSize,
    limits: given.limits ?? DEFAULT_RISK_LIMITS,
    seed: given.seed,
  }),
);
