import { createHash } from 'node:crypto';
import type { LateGap } from '../../archive/gaps-as-heard.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Resolution } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import type { Reason } from '../../domain/order.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import type { Parameters, StrategyDefinition } from '../../ports/strategy.ts';
import type { BacktestOptions, DataSelection } from '../backtest-options.ts';
import type { HeardFrom } from '../record/take-left.ts';
import { SOFTWARE } from '../software.ts';

export type RunMode = 'backtest' | 'demo' | 'paper' | 'live';

/** All that decides a run beside the code and the recording. */
export type RunChoice = Omit<BacktestOptions, 'strategies' | 'data' | 'charts'>;

/** The first record of a run's journal: what it takes to run it again. */
export type RunBegun = {
  readonly kind: 'RunBegun';
  readonly version: (typeof JOURNAL_VERSIONS)[number];
  readonly at: Timestamp;
  readonly name: string;
  readonly mode: RunMode;
  readonly software: typeof SOFTWARE;
  readonly strategies: readonly WrittenStrategy[];
  readonly choice: RunChoice;
  /** `root` is relative to the journal's folder: both can be moved together. */
  readonly data: DataSelection;
  /** Of a run that recorded what it traded on, into a dataset of its name. */
  readonly heard?: HeardFrom | undefined;
};

export type WrittenStrategy = {
  readonly name: string;
  readonly parameters: Parameters;
  /** Of the text of its function create: another hash, another strategy; not the reverse. */
  readonly code: string;
  /** What it had learned before the run. */
  readonly memory?: string | undefined;
};

/** A dataset as it was: another hash, other rows. */
export type ReadDataset = { readonly dataset: string; readonly hash: string | undefined };

/** The last record of a run that came to its end. */
export type RunEnded = {
  readonly kind: 'RunEnded';
  readonly at: Timestamp;
  /** Of all decisions. */
  readonly hash: string;
  readonly datasets: readonly ReadDataset[];
  /** What broke in the program or in a strategy: nothing was decided after it. */
  readonly fault: string | undefined;
};

/**
 * What a run heard beside what it decides: no part of its decisions, and of their hash. Whoever
 * looks at the run later wants to know it.
 */
export type BesideRecord =
  | {
      readonly kind: 'MarketDeclared';
      readonly at: Timestamp;
      readonly market: number;
      readonly facts: MarketFacts;
    }
  | {
      readonly kind: 'ResolutionHeard';
      readonly at: Timestamp;
      readonly market: number;
      readonly resolution: Resolution;
    }
  /** That a book is not known was heard later than it began: until then the run trusted it. */
  | (LateGap & { readonly kind: 'GapHeard' })
  /** What the run was worth, once in a while: no entry tells what its books said. */
  | { readonly kind: 'EquityKnown'; readonly at: Timestamp; readonly equity: Usd }
  /** A person was told. */
  | {
      readonly kind: 'Noticed';
      readonly at: Timestamp;
      readonly code: string;
      readonly message: string;
    };

const BESIDE: ReadonlySet<unknown> = new Set<BesideRecord['kind']>([
  'MarketDeclared',
  'ResolutionHeard',
  'GapHeard',
  'EquityKnown',
  'Noticed',
]);

export function isBeside(record: { readonly kind?: unknown }): record is BesideRecord {
  return BESIDE.has(record.kind);
}

/**
 * Those that can be read, the newest last: another one where records change their meaning. Since 2
 * there are records beside the entries; since 3 what is measured is among the entries; since 4 what
 * the run was worth stands beside them.
 */
export const JOURNAL_VERSIONS = [1, 2, 3, 4] as const;

/** What a run writes down before it begins. */
export function runBegun(
  run: Pick<RunBegun, 'name' | 'mode' | 'at'>,
  { strategies, data, charts: _, ...choice }: BacktestOptions,
  heard?: HeardFrom,
): RunBegun {
  return {
    kind: 'RunBegun',
    version: 4,
    ...run,
    software: SOFTWARE,
    strategies: strategies.map(({ name, parameters, definition, memory }) => ({
      name,
      parameters,
      code: codeOf(definition),
      memory,
    })),
    choice,
    data,
    heard,
  };
}

/** What can be seen of a strategy's code; what it imports cannot. */
export function codeOf({ create }: StrategyDefinition): string {
  return createHash('sha256').update(String(create)).digest('hex').slice(0, 16);
}

/** JSON has no word for a number that is none, and a strategy may have compared one. */
type WrittenReason = Omit<Reason, 'numbers'> & {
  readonly numbers: Readonly<Record<string, number | string>>;
};

/** An entry as it can be written. */
export function writtenEntry(entry: JournalEntry): unknown {
  return withReason(entry, ({ code, numbers }) => ({
    code,
    numbers: mapValues(numbers, (value) => (Number.isFinite(value) ? value : String(value))),
  }));
}

/** An entry as it was before {@link writtenEntry}. */
export function readEntry(written: unknown): JournalEntry {
  const read = ({ code, numbers }: WrittenReason): Reason => ({
    code,
    numbers: mapValues(numbers, Number),
  });
  return withReason(written as JournalEntry, (reason) => read(reason)) as JournalEntry;
}

/** The entry with another reason, where it has one. */
export function withReason(entry: JournalEntry, map: (reason: Reason) => unknown): unknown {
  switch (entry.kind) {
    case 'Submitted':
    case 'Denied':
    case 'CancelRequested':
    case 'SetsRequested':
    case 'SetsDenied':
      return { ...entry, command: { ...entry.command, reason: map(entry.command.reason) } };
    case 'Skipped':
      return { ...entry, reason: map(entry.reason) };
    default:
      return entry;
  }
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T) => U) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
