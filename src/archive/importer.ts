import type { Outcome } from '../domain/ids.ts';
import type { Resolution } from '../domain/market.ts';
import type { MarketFacts } from '../domain/market-facts.ts';
import type { Provenance } from '../domain/provenance.ts';
import type { BookSide } from '../domain/side.ts';
import type { StrikeNews } from '../domain/strike.ts';
import type { GapReason } from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../domain/units.ts';
import type { FeedWire } from '../ports/feed-wire.ts';
import type { Levels, VenueWire } from '../ports/venue-wire.ts';
import type { Duck } from './duck.ts';

/** One file of a recording. `name` is relative to what the user named, with forward slashes. */
export type InputFile = { readonly path: string; readonly name: string; readonly bytes: number };

/** What a user asked to import: a file, or a folder with everything below it, sorted by name. */
export type ImportInput = { readonly files: readonly InputFile[] };

/** What importers may use. Nothing else: they never open the archive themselves. */
export type ImportContext = {
  /** SQL over Parquet, CSV and JSON files. */
  readonly duck: Duck;
  readonly wire: VenueWire;
  readonly feeds: FeedWire;
};

/** How the licence of a recording allows it to be used; the text says it exactly. */
export type LicenceClass = 'CC0' | 'CC BY' | 'MIT' | 'vendor' | 'none stated' | 'own';

/** What is true of a whole recording. */
export type DatasetFacts = {
  /** Folder in the archive; lower case letters, digits and hyphens. */
  readonly name: string;
  /** Where the recording came from, for people: author, address. */
  readonly source: string;
  readonly licence: { readonly text: string; readonly class: LicenceClass };
  readonly provenance: Provenance;
  /** The clock that replay follows: 'event' where the recorder's own clock cannot be used. */
  readonly replayClock: 'event' | 'init';
  /** Precision and quality of the clocks, and everything else a reader of results must know. */
  readonly notes: readonly string[];
  /** Which series is complete, in words and numbers; undefined where no rule is known. */
  readonly complete: CompletenessRule | undefined;
};

/** A series is complete when all three hold, relative to the market's own window. */
export type CompletenessRule = {
  /** The first book comes less than this after the opening. */
  readonly firstWithinSeconds: number;
  /** The last one comes later than this after the opening; a negative one: before the close. */
  readonly lastAfterSeconds: number;
  /** By the last message of any kind, where changes go on between whole books that are rare. */
  readonly lastIsAnyMessage?: true;
  /** More messages than this. */
  readonly moreMessagesThan: number;
};

/** A recording format. Recognition looks at schema and content, never at a folder's name. */
export type Importer = {
  readonly name: string;
  /** Raised whenever the same input would give other rows: forces a new import. */
  readonly version: number;
  /** The plan, or undefined when the input is something else. Must be cheap: schemas and counts.
   * Throws ArchiveError when the format is ours but a file is damaged. */
  recognize(input: ImportInput, context: ImportContext): Promise<ImportPlan | undefined>;
};

export type ImportPlan = {
  readonly dataset: DatasetFacts;
  /** In a fixed order that depends on the input alone. Each is imported whole or not at all. */
  readonly units: readonly ImportUnit[];
};

/** A piece of work that succeeds or fails as one, e.g. one file, or one market of a file. */
export type ImportUnit = {
  /** Unique in the dataset and stable; letters, digits, dots and hyphens. */
  readonly key: string;
  readonly inputs: readonly InputFile[];
  /** Source rows to read, for progress. */
  readonly rows: number;
  read(writer: UnitWriter): Promise<void>;
};

/** Number of a market in its dataset, as stored in event rows. */
export type MarketNumber = number & { readonly [marketNumber]: true };
declare const marketNumber: unique symbol;

/** Where a row stands in its source, for quarantine and errors: counted from 1. */
export type SourceRow = { readonly file: string; readonly row: number };

/**
 * Takes what one unit holds. Times are integer µs UTC; NaN says that a clock is not known, and the
 * dataset's replay clock must always be known. Within one token's series, calls come in order of
 * the replay clock: what comes too late is quarantined as `out_of_order`. Different series and
 * markets may come in any order. Anything refused is counted and kept in quarantine.
 */
export type UnitWriter = {
  /** Declares a market (again is fine: facts unknown so far are filled in) and names it. */
  market(facts: MarketFacts): MarketNumber;

  /**
   * A whole book; stored as a difference. Refuses a crossed one. `tick` where the message says it.
   * Returns false when it went to quarantine; the book is then untrusted until the next one.
   */
  book(at: At, bids: Levels, asks: Levels, tick: TickSize | undefined, raw: RawText): boolean;

  /**
   * The book as it stands, told once more so that a unit can be read by itself: whole, flagged as
   * derived, and no message of the venue. Refused like {@link book}, but it may be crossed.
   */
  restate(at: At, bids: Levels, asks: Levels, tick: TickSize | undefined, raw: RawText): boolean;

  /** One level's new total, `last` when it ends its message. Refused before the first book. */
  delta(at: At, side: BookSide, price: Price, size: Shares, last: boolean, raw: RawText): boolean;

  /** A new tick size: the book is void until the next `book`. */
  tick(at: At, tick: TickSize): void;

  /** A public print; `hit` is the side of the token's book that was taken. `isLate`: learned by
   * asking, after a gap. */
  trade(at: At, hit: BookSide, price: Price, size: Shares, raw: RawText, isLate?: boolean): boolean;

  /**
   * Best bid and ask of unknown depth, stored as a book of at most one level a side whose size is
   * UNKNOWN_SIZE unless told. Undefined says that the side is empty.
   */
  quote(
    at: At,
    bid: Price | undefined,
    ask: Price | undefined,
    raw: RawText,
    bidSize?: Shares,
    askSize?: Shares,
  ): boolean;

  /** A price of the token that somebody told without a book: stored as it is, from 0 to 1. */
  told(at: At, price: Price, raw: RawText): boolean;

  /** A reference price in 1e-6 dollars; `text` is the value with every digit. */
  reference(feed: string, tsEvent: number, tsInit: number, price: number, text: string): void;

  /** Who won. `note` says how sure that is and why. */
  resolution(market: MarketNumber, resolution: Resolution, note: string): void;

  /** What was known from `at` on of a price at an end of the market's window. */
  strike(market: MarketNumber, strike: StrikeNews, at: Timestamp): void;

  /** A hole: events from `from` are missing until `to` (undefined: until the next book). */
  gap(
    market: MarketNumber,
    outcome: Outcome,
    from: Timestamp,
    to: Timestamp | undefined,
    reason: GapReason,
  ): void;

  /** A source row that cannot be used. `code` is snake_case and stable. */
  quarantine(at: SourceRow, code: string, message: string, raw: string): void;

  /** A defect of the recording that was repaired or is only worth knowing, e.g. sorted rows. */
  defect(name: string, count?: number): void;

  /** Source rows done so far in this unit. */
  progress(rows: number): void;

  /** Await this now and then (every few thousand rows): it writes out what has gathered. */
  ready(): Promise<void>;
};

/** Which token, when, and from which source row. One object may be reused for every call. */
export type At = {
  readonly market: MarketNumber;
  readonly outcome: Outcome;
  readonly tsEvent: number;
  readonly tsInit: number;
  readonly source: SourceRow;
};

/** The source text of a row, made only when it is needed for quarantine. */
export type RawText = () => string;
