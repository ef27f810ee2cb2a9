import { z } from 'zod';
import type { FeeSchedule } from '../domain/fee.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { parseShares } from '../domain/units.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import { DEFAULT_RISK_LIMITS } from '../risk/risk-limits.ts';
import { CHAIN_ASSUMED } from './chain.ts';
import type { CheckedConfig } from './config.ts';
import { parseHalfSpread } from './half-spread.ts';
import { limitsSchema } from './limits-schema.ts';
import { notifySchema } from './notify/notify-schema.ts';
import {
  decimal,
  milliseconds,
  notNegativeUsd,
  partOfOne,
  positiveUsd,
  strict,
} from './schema-values.ts';

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
  notify: notifySchema.optional(),
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
    notify: given.notify,
  }),
);
