import type { TokenId } from '../domain/ids.ts';
import type { Shares, Timestamp, Usd } from '../domain/units.ts';
import { CHAIN_DEFAULTS, type ChainOptions } from './chain.ts';
import { type LatencyModel, NO_LATENCY } from './latency.ts';
import { type QueueModel, RISK_AVERSE } from './queue-model.ts';
import { confirmAfter, type SettlementModel } from './settlement-model.ts';

/**
 * How a resting order is filled where no print says so.
 * - off: prints only.
 * - through: after each complete message, if the recorded opposite side shows sizes at our price
 *   or better, they fill us at our price, and are gone. Also where prints exist.
 * - depletion: in addition, where the recording has no prints, `depletionPpm` of every decrease
 *   at our price counts as trades: it consumes the queue, then us.
 */
export type FillInference = 'off' | 'through' | 'depletion';

/** What the venue accepts from `at` on. Cancels always pass. */
export type ExchangeMode = 'normal' | 'post_only' | 'cancel_only';
export type ModeChange = { readonly at: Timestamp; readonly mode: ExchangeMode };

/** Settled shares that an account holds before anything is traded. */
export type HeldShares = {
  readonly token: TokenId;
  readonly shares: Shares;
  /** What they cost, fees included. */
  readonly cost: Usd;
};

/** The rules of matching: everything but the connection and the money. */
export type MatchingOptions = {
  readonly queue: QueueModel;
  readonly inferFills: FillInference;
  /** Parts per million of a decrease that `depletion` takes for trades. */
  readonly depletionPpm: number;
  /** Whether a level of unknown size fills nobody, or any size (evidence `assumed`). */
  readonly unknownDepth: 'refuse' | 'assume';
  readonly settlement: SettlementModel;
  /** In order of time; before the first entry the mode is normal. */
  readonly modes: readonly ModeChange[];
};

export type ExchangeOptions = MatchingOptions & {
  /** What the account holds at the start: the same as the engine's account. */
  readonly cash: Usd;
  /** And what shares, each from the listing of its market on. */
  readonly held: readonly HeldShares[];
  /** From us to the venue. */
  readonly orderEntry: LatencyModel;
  /** From the venue to us. */
  readonly response: LatencyModel;
  /** Of splits and merges. */
  readonly chain: ChainOptions;
  readonly seed: number;
};

/**
 * The queue and the unknown sizes are pessimistic; half of a decrease being trades is a middle
 * that nothing supports, so `depletion` has to be asked for. No latency, and confirmation at once,
 * are the optimist's bounds: a run that means to be believed states its own.
 */
export const MATCHING_DEFAULTS: MatchingOptions = {
  queue: RISK_AVERSE,
  inferFills: 'through',
  depletionPpm: 500_000,
  unknownDepth: 'refuse',
  settlement: confirmAfter(0),
  modes: [],
};

export const EXCHANGE_DEFAULTS: Omit<ExchangeOptions, 'cash'> = {
  ...MATCHING_DEFAULTS,
  held: [],
  orderEntry: NO_LATENCY,
  response: NO_LATENCY,
  chain: CHAIN_DEFAULTS,
  seed: 1,
};
