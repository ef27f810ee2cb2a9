import type { JournalEntry } from '../src/domain/journal-entry.ts';
import type { Price, Usd } from '../src/domain/units.ts';
import type { Journal } from '../src/ports/journal.ts';
import type { MarketDataSource } from '../src/ports/market-data.ts';
import type { Strategy } from '../src/ports/strategy.ts';
import type { BreakLimits } from '../src/risk/market-breaks.ts';
import { DEFAULT_RISK_LIMITS } from '../src/risk/risk-limits.ts';
import { createSession, type Session, toAll } from '../src/runtime/session.ts';
import { joinBest } from '../src/strategies/join-best/strategy.ts';
import { benchMarkets } from './markets.ts';
import { PacedQuoter } from './paced-quoter.ts';

/** Which strategy a measured run has. */
export type Quoting = 'books only' | 'quoting';

/** Counts and forgets, so that what is measured is the engine and not a growing list. */
export class CountingJournal implements Journal {
  orders = 0;
  fills = 0;
  denied = 0;

  append(entry: JournalEntry): void {
    if (entry.kind === 'Submitted') this.orders++;
    else if (entry.kind === 'Denied') this.denied++;
    else if (entry.kind === 'Answered' && entry.event.kind === 'OrderFilled') this.fills++;
  }
}

/** What goes wrong in a row is counted as ever, and pauses no market of the made-up books. */
const COUNTED_ONLY: BreakLimits = {
  adverseFills: { most: 1e9, move: 20_000 as Price, after: 30_000_000, coolDown: 0 },
  failures: { most: 1e9, coolDown: 0 },
  crossRejects: { most: 1e9, coolDown: 0, longest: 0 },
};

export type BenchSession = { readonly session: Session; readonly journal: CountingJournal };

/**
 * The whole engine as a backtest puts it together: books, queue, fees, latency, risk, ledger. The
 * limits on exposure are off, because at 2,000 markets they would stop the quoting.
 */
export function benchSession(
  source: MarketDataSource,
  strategy: Strategy,
  also?: Journal,
): BenchSession {
  const journal = new CountingJournal();
  const definition = {
    name: 'bench',
    summary: 'measured',
    parameters: {},
    create: () => strategy,
  };
  const session = createSession(
    source,
    {
      strategies: [{ name: 'bench', definition, parameters: {} }],
      capital: 1e13 as Usd,
      latency: { feed: 0, entry: 20_000, response: 10_000 },
      queue: { kind: 'power', n: 2 },
      inferFills: 'through',
      unknownDepth: 'refuse',
      fee: undefined,
      takerDelayMs: undefined,
      minimumSize: undefined,
      limits: {
        ...DEFAULT_RISK_LIMITS,
        maxMarketExposure: 'unlimited',
        maxGroupExposure: 'unlimited',
        maxAssetExposure: 'unlimited',
        maxStrategyExposure: 'unlimited',
        maxExposure: 'unlimited',
        maxOpenOrders: 'unlimited',
        maxDayLoss: 'unlimited',
        ...COUNTED_ONLY,
      },
      seed: 7,
    },
    also === undefined ? journal : toAll(journal, also),
  );
  return { session, journal };
}

export function benchStrategy(quoting: Quoting): Strategy {
  return quoting === 'books only' ? {} : new PacedQuoter(quoter());
}

/** The shipped strategy that rests at both best prices, with its own defaults. */
export function quoter(): Strategy {
  const { size, maxPosition, stopBefore } = joinBest.parameters;
  if (size?.kind !== 'shares' || maxPosition?.kind !== 'shares' || stopBefore?.kind !== 'number') {
    throw new Error('join-best has other parameters than it had');
  }
  const parameters = {
    size: Number(size.default) * 1e6,
    maxPosition: Number(maxPosition.default) * 1e6,
    stopBefore: stopBefore.default,
  };
  return joinBest.create(parameters, 7);
}

/** A source whose tapes the caller plays. */
export function benchSource(tokens: number): MarketDataSource {
  const markets = benchMarkets(tokens);
  return {
    markets,
    feeds: [],
    hasTrades: markets.map(() => true),
    knownAhead: markets.length,
    async *tapes() {},
  };
}
