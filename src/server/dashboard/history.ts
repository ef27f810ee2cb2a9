import { z } from 'zod';

/** Prices, shares and dollars are integers of 1e-6, times µs UTC; null: not known, or not so. */
const amount = z.number().nullable();
const time = z.number().nullable();
const text = z.string().nullable();

/** Which run a row is of, and whether what it tells is of the real world. */
const ofRun = {
  run: z.string(),
  provenance: z.enum(['live', 'recorded', 'simulated']),
};

const about = {
  strategy: text,
  market: text,
  outcome: z.number().nullable(),
  label: text,
};

/** An order, cancel, split, merge or skip, why, and what became of it. */
export const decisionSchema = z.object({
  ...ofRun,
  entry: z.number(),
  time: z.number(),
  ...about,
  kind: z.string(),
  order_id: z.number().nullable(),
  side: text,
  price: amount,
  size: amount,
  time_in_force: text,
  post_only: z.boolean().nullable(),
  expires: time,
  /** Why: a stable code, and the numbers that were compared. */
  reason: text,
  numbers: z.record(z.string(), z.union([z.number(), z.string()]).nullable()),
  status: text,
  code: text,
  message: text,
  filled: amount,
  ended: time,
});

/** An execution of one of our orders, with what the chain did with it. */
export const fillSchema = z.object({
  ...ofRun,
  fill: z.number(),
  time: z.number(),
  order_id: z.number().nullable(),
  ...about,
  side: text,
  price: amount,
  size: amount,
  amount,
  fee: amount,
  rebate: amount,
  liquidity: text,
  settlement: text,
  settled: time,
});

/** From the first share bought until none is left. */
export const tradeSchema = z.object({
  ...ofRun,
  number: z.number(),
  ...about,
  /** counted: over, with its result; undecided: its market is not; open: shares are held. */
  state: z.enum(['counted', 'undecided', 'open']),
  opened: z.number(),
  closed: time,
  exit: text,
  fills: z.number(),
  size: amount,
  entry_price: amount,
  exit_price: amount,
  payout: amount,
  cost: amount,
  fees: amount,
  net: amount,
  rebate: amount,
  held_size: amount,
  held_cost: amount,
});

/** What trades that are over came to. Net: after fees; rebates are beside it. */
const sumSchema = z.object({
  net: z.number(),
  fees: z.number(),
  rebate: z.number(),
  cost: z.number(),
  trades: z.number(),
  won: z.number(),
});

export const profitSchema = z.object({
  /** Begins of the periods, µs UTC: days are those of UTC. */
  from: z.object({ today: z.number(), week: z.number(), month: z.number() }),
  strategies: z.array(
    z.object({
      strategy: text,
      /** Of the money: what was traded on paper is simulated at any prices. */
      provenance: ofRun.provenance,
      /** What was traded on. */
      prices: ofRun.provenance,
      today: sumSchema,
      week: sumSchema,
      month: sumSchema,
      all: sumSchema,
    }),
  ),
});

const equityPoint = z.object({
  at: z.number(),
  equity: amount,
  confirmed: amount,
  cash: z.number(),
});

/** What a run was worth with what it held at cost: it moves when a trade is over. */
const runEquitySchema = z.object({
  ...ofRun,
  mode: z.string(),
  began: z.number(),
  /** null: it goes on, or broke off. */
  ended: time,
  points: z.array(z.object({ at: z.number(), worth: z.number() })),
});

export const equitySchema = z.object({
  /**
   * Of the run that goes on, with what is held at the midpoint of the moment: by the desk itself,
   * or where it is not heard, while this dashboard listened to it. null: not known then.
   */
  heard: z.array(equityPoint),
  /** Runs of the archive, the newest first, each from what its account had as it began. */
  runs: z.array(runEquitySchema),
});

/** A line of the daily log: docs/store.md has its fields. */
export const logLineSchema = z.looseObject({
  time: z.string(),
  run: z.string(),
  record: z.number(),
  level: z.string(),
  category: z.string(),
  event: z.string(),
  strategy: text,
  market: text,
  code: text,
  message: text,
});

export const datasetSchema = z.object({
  dataset: z.string(),
  provenance: ofRun.provenance.nullable(),
  source: z.string(),
  /** Its class and text; null: not known yet. */
  license: z.string().nullable(),
  /** False: it is being recorded, or its import was interrupted; then its size alone is known. */
  isFinished: z.boolean(),
  /** Of all its files. */
  bytes: z.number(),
  from: time,
  to: time,
  rows: z.record(z.string(), z.number()),
  /** Event rows by hour. */
  hours: z.array(z.object({ hour: z.number(), rows: z.number() })),
  series: z.object({ complete: z.number(), incomplete: z.number(), unjudged: z.number() }),
  defects: z.record(z.string(), z.number()),
  quarantine: z.record(z.string(), z.number()),
  feeds: z.array(z.string()),
});

/** What was recorded of one token of one market. */
export const coverageSchema = z.object({
  market: z.string(),
  outcome: z.number(),
  from: z.number(),
  to: z.number(),
  rows: z.number(),
  trades: z.number(),
  /** Longest time between two messages, ms. */
  silence: z.number(),
  /** null: there is no rule to judge by. */
  complete: z.boolean().nullable(),
  because: z.array(z.string()),
  hours: z.array(z.object({ hour: z.number(), messages: z.number(), silence: z.number() })),
});

export const strategySchema = z.object({
  name: z.string(),
  summary: z.string(),
  /** Named in the configuration file of the user. */
  isOwn: z.boolean(),
  /** It trades in the run that goes on. */
  isRunning: z.boolean(),
  parameters: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      summary: z.string(),
      /** As it is written: decimals as text. */
      default: z.string(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      choices: z.array(z.string()).nullable(),
      /** In the run that goes on, price, shares and usd in units of 1e-6; null: not in it. */
      value: z.union([z.number(), z.string()]).nullable(),
    }),
  ),
});

/** What the run that goes on was begun with. No secret is in it: none stands in its journal. */
export const configurationSchema = z.object({
  run: z.string(),
  mode: z.string(),
  began: z.number(),
  software: z.looseObject({}),
  strategies: z.array(
    z.object({
      name: z.string(),
      parameters: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
  /** Limits, latency, fees and all else that decides a run, as its journal has it. */
  choice: z.looseObject({}),
});

export type PastDecision = z.infer<typeof decisionSchema>;
export type PastFill = z.infer<typeof fillSchema>;
export type PastTrade = z.infer<typeof tradeSchema>;
export type Profit = z.infer<typeof profitSchema>;
/** Weights from a moment on. */
export const weightsSchema = z.object({
  at: z.number(),
  weights: z.record(z.string(), z.number()),
});

export type Weights = z.infer<typeof weightsSchema>;
export type Equity = z.infer<typeof equitySchema>;
export type RunEquity = z.infer<typeof runEquitySchema>;
export type LogLine = z.infer<typeof logLineSchema>;
export type RecordedDataset = z.infer<typeof datasetSchema>;
export type RecordedCoverage = z.infer<typeof coverageSchema>;
export type OfferedStrategy = z.infer<typeof strategySchema>;
export type RunningConfiguration = z.infer<typeof configurationSchema>;
