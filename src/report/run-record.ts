import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import type { Market, Resolution } from '../domain/market.ts';
import type { Shares, Timestamp, Usd } from '../domain/units.ts';

/** Plain JSON, as written in a configuration file. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * Everything that a finished run knows about itself: what every report is folded from. The run
 * itself fills it in; nothing here is computed from another field.
 */
export type RunRecord = {
  readonly mode: 'backtest' | 'paper' | 'live';
  /** The exact configuration; printed as it stands. */
  readonly configuration: Json;
  /** Hash of the run's decisions. */
  readonly hash: string;
  readonly software: {
    readonly version: string;
    /** Shown, never part of the hash. */
    readonly node: string;
  };
  /** Drives the resampling of the intervals too, so that a report is the same twice. */
  readonly seed: number;
  /** Where the market events came from, one entry for each dataset. */
  readonly sources: readonly DataSource[];
  /** First and last event of the replay; undefined when there was none. */
  readonly period: { readonly from: Timestamp; readonly to: Timestamp } | undefined;
  readonly markets: readonly Market[];
  /** By market; undefined where nobody knows who won: the market is undecided. */
  readonly resolutions: readonly (Resolution | undefined)[];
  /** By market. */
  readonly coverage: readonly MarketCoverage[];
  /** Display names by strategy index, unique within the run. */
  readonly strategies: readonly string[];
  readonly journal: readonly JournalEntry[];
  readonly startingCash: Usd;
  /** All cash at the end, reserved or not. */
  readonly finalCash: Usd;
  /** What was still held at the end. */
  readonly openPositions: readonly OpenPosition[];
  /** For the markets whose chart is wanted; the report thins them out, not the run. */
  readonly pricePaths: readonly PricePath[];
  /** Shown, never hashed. `events` counts rows of the tape. */
  readonly timing: { readonly events: number; readonly wallSeconds: number };
  /** What stood in for facts that the data lacks. */
  readonly assumptions: readonly Assumption[];
};

export type DataSource = {
  readonly dataset: string;
  readonly provenance: 'live' | 'recorded' | 'simulated';
  readonly rows: number;
  /** Of the archive's manifest; undefined where there is none. */
  readonly hash: string | undefined;
  readonly origin: string | undefined;
  readonly license: string | undefined;
};

/** What the data says of one market, before any strategy looked. */
export type MarketCoverage = {
  readonly rows: number;
  /** First and last row; undefined when there is none. */
  readonly from: Timestamp | undefined;
  readonly to: Timestamp | undefined;
  /** From the market's open to its close without a gap, by the dataset's own rule. */
  readonly complete: boolean;
  readonly gaps: readonly CoverageGap[];
  /** Undefined where no two messages were heard. */
  readonly silence: Silence | undefined;
  /** Whether prints were recorded: without them, fills at rest are inferred. */
  readonly hasTrades: boolean;
  /** Which of several recordings of the market was replayed, e.g. "second token". */
  readonly series: string | undefined;
  readonly note: string | undefined;
};

/** A hole in a recording: no book is to be trusted in it. */
export type CoverageGap = {
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly reason: string;
};

/** Waits between two messages of an open market: no gaps, the book stayed trusted. */
export type Silence = {
  /** Microseconds. */
  readonly longest: number;
  /** How many were longer than LONG_SILENCE. */
  readonly long: number;
};

export type OpenPosition = {
  readonly token: TokenIndex;
  readonly size: Shares;
  /** What the shares cost, fees included. */
  readonly cost: Usd;
};

/** Best prices of one market over time, in the coordinates of its first outcome. */
export type PricePath = {
  readonly market: MarketIndex;
  /** Integer µs UTC, never decreasing. */
  readonly at: ArrayLike<number>;
  /** Price units; NaN where that side was empty or the book not to be trusted. */
  readonly bid: ArrayLike<number>;
  readonly ask: ArrayLike<number>;
};

/** `code` is stable (snake_case), `text` is a sentence for people. */
export type Assumption = { readonly code: string; readonly text: string };
