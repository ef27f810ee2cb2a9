import type { FeeSchedule } from '../domain/fee.ts';
import type { Price, Shares, Timestamp, Usd } from '../domain/units.ts';
import type { Opening } from '../engine/opening.ts';
import type { Parameters, StrategyDefinition } from '../ports/strategy.ts';
import type { RiskLimits } from '../risk/risk-limits.ts';
import type { FillInference } from '../sim/options.ts';
import type { QueueModel } from '../sim/queue-model.ts';
import type { Operated } from './operator-script.ts';

/** A strategy with its parsed parameters, under a name unique in the run. */
export type StrategyChoice = {
  readonly name: string;
  readonly definition: StrategyDefinition;
  readonly parameters: Parameters;
  /** What it had learned before the run; undefined: it begins with nothing. */
  readonly memory?: string | undefined;
};

/** Which part of an archive to replay; undefined means all. */
export type DataSelection = {
  /** Root folder of the archive. */
  readonly root: string;
  readonly datasets: readonly string[] | undefined;
  /** Market slugs; `*` stands for any text. */
  readonly markets: readonly string[] | undefined;
  readonly assets: readonly string[] | undefined;
  readonly categories: readonly string[] | undefined;
  readonly from: Timestamp | undefined;
  readonly to: Timestamp | undefined;
  /** Only markets recorded from open to close. */
  readonly completeOnly: boolean;
  /** Dollars from a told price to either side of the book made of it; undefined: none is made. */
  readonly halfSpread?: Price | undefined;
};

/** How long things take, in µs: one number, or a recorded sample to draw from. */
export type LatencyChoice = number | readonly number[];

export type LatencyParts = {
  /** Venue to strategy. */
  readonly feed: LatencyChoice;
  /** Strategy to venue. */
  readonly entry: LatencyChoice;
  /** The venue's answer to strategy. */
  readonly response: LatencyChoice;
};

/** Until the chain has done a split or a merge, and what each of them costs. */
export type ChainChoice = { readonly delay: LatencyChoice; readonly gas: Usd };

/** Everything that decides the outcome of a backtest, and nothing that does not. */
export type BacktestOptions = {
  readonly data: DataSelection;
  readonly strategies: readonly StrategyChoice[];
  /** Dollars at the start. */
  readonly capital: Usd;
  /** What is held from an earlier run beside the dollars; undefined: nothing. */
  readonly opening?: Opening | undefined;
  /** Slugs of markets that a run heard of for their outcome alone: nothing is bought there. */
  readonly unchosen?: readonly string[] | undefined;
  readonly latency: LatencyParts;
  /** Of splits and merges; undefined: as the simulated exchange assumes. */
  readonly chain?: ChainChoice | undefined;
  /** By which rule cancels ahead of us move us up the queue. */
  readonly queue: QueueModel;
  /** What stands in for prints that a recording lacks; see docs/simulated-exchange.md. */
  readonly inferFills: FillInference;
  /** Levels whose size a recording does not say: nothing can be taken, or anything. */
  readonly unknownDepth: 'refuse' | 'assume';
  /** Charged instead of every market's own schedule; undefined charges what each market says. */
  readonly fee: FeeSchedule | undefined;
  /** How long marketable orders are held back everywhere; undefined: as each market says. */
  readonly takerDelayMs: number | undefined;
  /** Smallest order that may rest, everywhere; undefined: as each market says. */
  readonly minimumSize: Shares | undefined;
  readonly limits: RiskLimits;
  /** What an operator said in the run that is repeated; undefined: nobody said anything. */
  readonly operated?: readonly Operated[] | undefined;
  readonly seed: number;
  /** For how many markets the report gets a price path, those with fills first. */
  readonly charts: number;
};
