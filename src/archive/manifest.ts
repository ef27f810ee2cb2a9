import type { Provenance } from '../domain/provenance.ts';
import type { CompletenessRule, DatasetFacts } from './importer.ts';
import type { FileRecord, InputRecord } from './receipt.ts';

/** What is known of one dataset: written last, so that a dataset without one is unfinished. */
export type Manifest = {
  readonly layoutVersion: number;
  readonly dataset: string;
  readonly source: string;
  readonly licence: DatasetFacts['licence'];
  readonly provenance: Provenance;
  readonly replayClock: 'event' | 'init';
  readonly notes: readonly string[];
  readonly importer: { readonly name: string; readonly version: number };
  readonly inputs: readonly InputRecord[];
  readonly units: readonly string[];
  /** Rows of each table. */
  readonly rows: TableRows;
  readonly counts: DatasetCounts;
  /** First and last event by the replay clock, µs UTC; undefined when there are none. */
  readonly period: { readonly from: number; readonly to: number } | undefined;
  readonly completeness: CompletenessRule | undefined;
  readonly series: readonly SeriesCoverage[];
  /** Event rows by hour of the replay clock, over all markets: sizes the chunks of a replay. */
  readonly hours: readonly HourRows[];
  /** By name: repaired, or only worth knowing. */
  readonly defects: Readonly<Record<string, number>>;
  /** By reason code: rows that could not be used. */
  readonly quarantine: Readonly<Record<string, number>>;
  /** Names of the reference feeds, sorted. */
  readonly feeds: readonly string[];
  readonly files: readonly FileRecord[];
  /** SHA-256 of the logical content: the same however often the import was interrupted. */
  readonly contentHash: string;
  /** Only of a catalogue: a dataset of facts and winners that scans fill, without events. */
  readonly catalogue?:
    | {
        /** When the last row came, µs; undefined: none has. */
        readonly asOf: number | undefined;
        /** Markets by state, as of when each was seen last. */
        readonly states: Readonly<Record<string, number>>;
      }
    | undefined;
};

export type TableRows = {
  readonly events: number;
  readonly references: number;
  readonly markets: number;
  readonly resolutions: number;
  /** Ends of windows of whose price something is known, or known to be unknown. */
  readonly strikes: number;
  readonly gaps: number;
  /** All that were refused, not only those kept to be looked at. */
  readonly quarantine: number;
};

/** What event rows count, of one token or of all. */
type EventCounts = {
  /** Whole-book messages, unchanged ones included. */
  readonly books: number;
  /** Of those, the ones that changed nothing. */
  readonly confirmations: number;
  /** Messages of level changes. */
  readonly deltas: number;
  readonly trades: number;
  /** Prints learned by asking, after a gap: kept, not replayed, not among `trades`. */
  readonly lateTrades: number;
  /** Prices told without a book; left out where there are none. */
  readonly toldPrices?: number | undefined;
  /** Rows that set a level. */
  readonly levels: number;
};

export type DatasetCounts = EventCounts & {
  /** Books refused because their best bid was not below their best ask. */
  readonly crossed: number;
  readonly tokenSeries: number;
  readonly completeSeries: number;
  readonly incompleteSeries: number;
  /** Series of datasets or markets for which no completeness rule is known. */
  readonly unjudgedSeries: number;
};

/** What the event rows of one token count. */
export type SeriesCounts = EventCounts & {
  readonly market: number;
  readonly outcome: number;
  readonly rows: number;
  readonly hours: readonly SeriesHour[];
};

/** One token of one market, over the whole recording. */
export type SeriesCoverage = SeriesCounts & {
  readonly slug: string;
  /** First and last message about the book or a trade; replay clock, µs UTC. */
  readonly from: number;
  readonly to: number;
  /** From the market's opening to its first book, in ms; undefined when the opening is unknown. */
  readonly firstBookDelayMs: number | undefined;
  /** Longest time between two messages, in ms. */
  readonly largestSilenceMs: number;
  /** Undefined: there is no rule to judge by. */
  readonly complete: boolean | undefined;
  /** Why it is not complete; empty when it is. */
  readonly incompleteBecause: readonly string[];
};

export type SeriesHour = {
  /** Start of the hour, µs UTC. */
  readonly hour: number;
  readonly rows: number;
  readonly messages: number;
  /** Longest time before a message of this hour since the one before it, in ms. */
  readonly largestSilenceMs: number;
};

export type HourRows = { readonly hour: number; readonly rows: number };
