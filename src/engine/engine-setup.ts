import type { Usd } from '../domain/units.ts';
import type { Execution } from '../ports/execution.ts';
import type { Journal } from '../ports/journal.ts';
import type { Universe } from '../ports/market-data.ts';
import type { RiskGate } from '../ports/risk-gate.ts';
import type { Opening } from './opening.ts';
import type { MakeStrategy } from './seat.ts';

/** What an engine is made of, and what it begins with. */
export type EngineSetup = {
  readonly universe: Pick<Universe, 'markets' | 'knownAhead'>;
  readonly feeds: readonly string[];
  /** Each makes a strategy afresh, at the start and whenever it is started anew. */
  readonly strategies: readonly MakeStrategy[];
  /** Dollars at the start, shared by all strategies. */
  readonly capital: Usd;
  readonly gate: RiskGate;
  /** What rests in a market is canceled so long before its end, µs. */
  readonly closeLead: number;
  readonly execution: Execution;
  readonly journal: Journal;
  /** Of a run that goes on from an earlier one. */
  readonly opening?: Opening;
  /** Liquidity rewards are sampled by it, of a simulated exchange; undefined: they are not. */
  readonly rewardSeed?: number | undefined;
  /** Slugs of markets that are heard of for their outcome alone: nothing is bought there. */
  readonly unchosen?: readonly string[] | undefined;
};
