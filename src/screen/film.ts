import type { Provenance } from '../domain/provenance.ts';
import type { NewsRow } from './desk-document.ts';
import type { RestingOrder, UntrustedReason } from './market-document.ts';

/** Of the file: a reader takes no other. */
export const FILM_VERSION = 2;

/**
 * One market of a run, moment by moment: what a screen scrubs through. A film is a file of lines,
 * each of them JSON: what it is ({@link FilmBegin}), its parts ({@link FilmPart}), where they lie
 * ({@link Film}), and last where that lies ({@link FilmEnd}); so that any moment of a film of any
 * length is found by reading its end, and one part. All prices are of the first outcome; units of
 * 1e-6, times µs UTC; `null` says that it is not known.
 */
export type Film = {
  readonly schema: 'polydesk.film';
  readonly schemaVersion: typeof FILM_VERSION;
  readonly market: string;
  readonly question: string | null;
  readonly labels: readonly [string | null, string | null];
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** A share of the first outcome paid that; null: nobody said within the film. */
  readonly payout: number | null;
  /** Of what it was played on. */
  readonly provenance: Provenance;
  readonly strategies: readonly string[];
  /** The run that was repeated; null: a run of its own, over the recording. */
  readonly run: string | null;
  /** Whether the run decided so; null: there was none to repeat. */
  readonly isSame: boolean | null;
  /** Between two pictures at least, µs: more happened in between than is shown. */
  readonly step: number;
  readonly pictures: number;
  readonly news: number;
  /** In the order of time. */
  readonly parts: readonly FilmPlace[];
  /** The way of the midpoint, as many points as a screen shows. */
  readonly path: readonly FilmPoint[];
  /** Where it was filled; of very many only some. */
  readonly fills: readonly FilmMark[];
  readonly fillCount: number;
};

/** The first line of the file. */
export type FilmBegin = Pick<Film, 'schema' | 'schemaVersion' | 'market'>;

/** The last line of the file: where the line of the {@link Film} is, bytes from the begin. */
export type FilmEnd = { readonly film: { readonly offset: number; readonly bytes: number } };

/** A part of a film, and where its line is in the file. */
export type FilmPlace = {
  /** Of its first picture, and of its last one. */
  readonly from: number;
  readonly to: number;
  readonly pictures: number;
  readonly news: number;
  /** Of the first and the last thing that happened in it; null: nothing did. */
  readonly firstNews: number | null;
  readonly lastNews: number | null;
  readonly offset: number;
  readonly bytes: number;
};

/** A stretch of a film: a whole picture, and what changed from each to the next. */
export type FilmPart = {
  readonly first: FilmFrame;
  readonly changes: readonly FilmChange[];
  /** What was decided, answered and filled in it, oldest first. */
  readonly news: readonly FilmNews[];
  /** The newest of what had happened before it. */
  readonly before: readonly FilmNews[];
};

/** How it stood after a message. */
export type FilmFrame = {
  readonly at: number;
  readonly isTrusted: boolean;
  readonly untrusted: UntrustedReason | null;
  /** Best first: price and size, one after the other; size null where it is not said. */
  readonly bids: FilmColumn;
  readonly asks: FilmColumn;
  readonly tick: number;
  readonly mine: readonly RestingOrder[];
  /** Shares of the two outcomes. */
  readonly held: readonly [number, number];
  readonly reference: number | null;
};

export type FilmColumn = readonly (number | null)[];

/** What is another than in the picture before. Of a book: levels, a size of 0 is gone. */
export type FilmChange = { readonly at: number } & Partial<Omit<FilmFrame, 'at'>>;

export type FilmNews = NewsRow & {
  /** Of a fill: as its order was sent, and why; null: that was before this run. */
  readonly decision?: NewsRow | null;
};

/** A moment of the price path. */
export type FilmPoint = { readonly at: number; readonly mid: number | null };

/** A fill on it. */
export type FilmMark = {
  readonly at: number;
  readonly price: number;
  /** Of its news. */
  readonly entry: number;
};
