import type { Resolution } from '../domain/market.ts';
import type { MarketFacts } from '../domain/market-facts.ts';
import type { Provenance } from '../domain/provenance.ts';
import type { StrikeNews } from '../domain/strike.ts';
import type { GapReason } from '../domain/tape.ts';
import type { DatasetFacts } from './importer.ts';
import type { SeriesTotals } from './series-totals.ts';

/** What a finished unit left behind. Written last, so a unit without one never happened. */
export type Receipt = {
  readonly unit: string;
  /** Units whose rows it holds now: they count no more, even where they are still there. */
  readonly replaces?: readonly string[] | undefined;
  readonly importer: string;
  readonly importerVersion: number;
  readonly layoutVersion: number;
  /** Those of the dataset: the same in all receipts. */
  readonly provenance: Provenance;
  readonly replayClock: DatasetFacts['replayClock'];
  readonly inputs: readonly InputRecord[];
  /** Its place among the dataset's units; the upper part of its rows' `seq`. */
  readonly ordinal: number;
  /** Highest place of any unit that it replaces: no later unit may come before it. */
  readonly lastOrdinal?: number | undefined;
  readonly rowsRead: number;
  readonly markets: readonly { readonly number: number; readonly facts: MarketFacts }[];
  readonly files: readonly FileRecord[];
  /** Names of the reference feeds in its files, sorted. */
  readonly feeds: readonly string[];
  /** What its event rows add up to, by token. */
  readonly series: readonly SeriesTotals[];
  readonly resolutions: readonly ResolutionRecord[];
  readonly strikes: readonly StrikeRecord[];
  readonly gaps: readonly GapRecord[];
  /** The first rows of each code; `quarantineCounts` has all. */
  readonly quarantine: readonly QuarantineRecord[];
  readonly quarantineCounts: Readonly<Record<string, number>>;
  readonly defects: Readonly<Record<string, number>>;
};

/** A source file as it was when it was read. */
export type InputRecord = {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
};

/** A data file of the archive; times are the replay clock's, µs UTC, both inclusive. */
export type FileRecord = {
  /** Relative to the dataset, forward slashes. */
  readonly path: string;
  readonly table: 'events' | 'references';
  /** Numbers of the markets that its rows speak of, in order of their slugs; none of references. */
  readonly markets: readonly number[];
  readonly rows: number;
  /** Size on disk: a file of another size is damaged, whatever it holds. */
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
  /** Of the logical content, see RowsHash. */
  readonly sha256: string;
  /** Of the same rows, but independent of how they are cut into files, see RowsSum. */
  readonly sum: string;
};

export type ResolutionRecord = {
  readonly market: number;
  readonly resolution: Resolution;
  readonly note: string;
};

export type StrikeRecord = {
  readonly market: number;
  /** Since when it is known, µs UTC by the recorder's clock. */
  readonly at: number;
  readonly strike: StrikeNews;
};

export type GapRecord = {
  readonly market: number;
  readonly outcome: number;
  readonly from: number;
  /** Undefined: until the end of the recording. */
  readonly to: number | undefined;
  readonly reason: GapReason;
};

export type QuarantineRecord = {
  readonly file: string;
  readonly row: number;
  readonly code: string;
  readonly message: string;
  /** Shortened. */
  readonly raw: string;
};
