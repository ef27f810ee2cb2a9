import type { TokenId } from '../domain/ids.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import type { Tape } from '../domain/tape.ts';
import { SCALE, type Shares, type Timestamp, type Usd } from '../domain/units.ts';
import { Engine } from '../engine/engine.ts';
import { Loop } from '../engine/loop.ts';
import type { Opening } from '../engine/opening.ts';
import type { Execution } from '../ports/execution.ts';
import type { Journal } from '../ports/journal.ts';
import type { MarketDataSource, Universe } from '../ports/market-data.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import { createRiskGate } from '../risk/gate.ts';
import { Latency } from '../sim/latency.ts';
import type { HeldShares } from '../sim/options.ts';
import { SimulatedExchange } from '../sim/simulated-exchange.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { chainOf, latencyModel } from './chain.ts';
import { OperatorScript } from './operator-script.ts';
import { RuledUniverse } from './ruled-universe.ts';

/** Keeps every entry of a run, for the report. */
export class KeptJournal implements Journal {
  readonly entries: JournalEntry[] = [];

  append(entry: JournalEntry): void {
    this.entries.push(entry);
  }
}

/** Each entry goes to all of them, in this order. */
export function toAll(...journals: readonly Heard[]): Journal {
  return {
    append: (entry) => {
      for (const journal of journals) journal.append(entry);
    },
  };
}

type Heard = { append(entry: JournalEntry): unknown };

/** An engine, the exchange it trades on and the loop that drives both. */
export type Session<X extends Execution = SimulatedExchange> = {
  readonly engine: Engine;
  readonly exchange: X;
  readonly loop: Loop;
  readonly universe: Universe;
  /** Names of the strategies, by index. */
  readonly strategies: readonly string[];
};

/** The part of the options that a session is made of; where the events come from is not in it. */
export type SessionOptions = Omit<BacktestOptions, 'data' | 'charts'>;

/** The same on what is heard now: it comes as late as it comes, nothing is added to that. */
export function heardOnly(run: SessionOptions): SessionOptions {
  return { ...run, latency: { ...run.latency, feed: 0 } };
}

/** What a session must know of its source; how the rows come is another matter. */
export type RunSource = Omit<MarketDataSource, 'tapes'>;

/** A session on the simulated exchange. */
export function createSession(
  source: RunSource,
  options: SessionOptions,
  journal: Journal,
): Session {
  const universe = new RuledUniverse(source, options);
  const exchange = simulatedExchange(universe, options);
  return sessionOn(exchange, universe, source, options, journal, options.seed);
}

/** The simulated exchange by the rules of a run. */
export function simulatedExchange(universe: Universe, options: SessionOptions): SimulatedExchange {
  return new SimulatedExchange(universe, {
    cash: options.capital,
    held: heldOf(options.opening),
    orderEntry: latencyModel(options.latency.entry),
    response: latencyModel(options.latency.response),
    chain: chainOf(options),
    queue: options.queue,
    inferFills: options.inferFills,
    unknownDepth: options.unknownDepth,
    seed: options.seed,
  });
}

/**
 * Puts a session together: the one place where the parts of a run meet. `rewardSeed`: of a
 * simulated exchange, whose liquidity rewards are sampled.
 */
export function sessionOn<X extends Execution>(
  exchange: X,
  universe: Universe,
  source: RunSource,
  options: SessionOptions,
  journal: Journal,
  rewardSeed?: number,
): Session<X> {
  const engine = new Engine({
    universe,
    feeds: source.feeds,
    strategies: options.strategies.map(
      ({ definition, parameters, memory }, i) =>
        (left?: string) =>
          definition.create(parameters, options.seed + i, readable(definition, left) ?? memory),
    ),
    capital: options.capital,
    gate: createRiskGate(options.limits),
    closeLead: options.limits.closeLead,
    execution: exchange,
    journal,
    ...(options.opening === undefined ? {} : { opening: options.opening }),
    unchosen: options.unchosen,
    rewardSeed,
  });
  const feed = latencyModel(options.latency.feed);
  const isInstant = feed.kind === 'constant' && feed.micros === 0;
  const loop = isInstant
    ? new Loop(engine, exchange)
    : new Loop(engine, exchange, new Latency(feed, options.seed, 'feed'));
  const strategies = options.strategies.map(({ name }) => name);
  return { engine, exchange, loop, universe, strategies };
}

/** What a strategy that failed had learned, unless that is broken as well. */
function readable({ readMemory }: StrategyDefinition, left: string | undefined) {
  return left !== undefined && readMemory?.(left).ok === true ? left : undefined;
}

/** How long answers may still be on their way after the last event, in µs. */
export const AFTERMATH = 60 * SCALE;

/** Whatever else is there while tapes are played. */
type Beside = {
  readonly operator?: OperatorScript | undefined;
  /** Plays as the session's own loop does; undefined: that one. */
  readonly loop?: Pick<Loop, 'play' | 'advance'> | undefined;
};

/** Plays every tape, then lets what is still on its way arrive. */
export async function playAll(
  session: Session,
  tapes: AsyncIterable<Tape>,
  onTape: (tape: Tape) => void,
  { operator = new OperatorScript(), loop = session.loop }: Beside = {},
): Promise<{ readonly from: Timestamp; readonly to: Timestamp } | undefined> {
  let from: Timestamp | undefined;
  let to: Timestamp | undefined;
  for await (const tape of tapes) {
    if (tape.length === 0) continue;
    operator.play({ engine: session.engine, loop }, tape);
    from ??= tape.tsInit[0] as Timestamp;
    to = tape.tsInit[tape.length - 1] as Timestamp;
    onTape(tape);
  }
  if (from === undefined || to === undefined) return undefined;
  operator.finish({ engine: session.engine, loop });
  session.loop.finish((to + AFTERMATH) as Timestamp);
  return { from, to };
}

/** The wallet's shares: those of all strategies together. */
function heldOf(opening: Opening | undefined): HeldShares[] {
  const held = new Map<TokenId, HeldShares>();
  for (const { token, shares, cost } of opening?.positions ?? []) {
    const before = held.get(token);
    held.set(token, {
      token,
      shares: ((before?.shares ?? 0) + shares) as Shares,
      cost: ((before?.cost ?? 0) + cost) as Usd,
    });
  }
  return [...held.values()];
}
