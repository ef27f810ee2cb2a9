import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import {
  FILM_VERSION,
  type Film,
  type FilmBegin,
  type FilmChange,
  type FilmEnd,
  type FilmFrame,
  type FilmMark,
  type FilmNews,
  type FilmPart,
  type FilmPlace,
  type FilmPoint,
} from '../../screen/film.ts';
import { changeOf } from '../../screen/film-change.ts';
import { Thinned } from './thinned.ts';

/** A part is closed when it has so many pictures, or so many characters of changes, or news. */
const PICTURES_MOST = 1_000;
const TEXT_MOST = 256 * 1024;
const NEWS_MOST = 500;
/** Of what was before a part so many are told with it: as many as a screen shows. */
const BEFORE_MOST = 40;
const POINTS_MOST = 1_800;
const MARKS_MOST = 2_000;

export type FilmFacts = Omit<
  Film,
  | 'schema'
  | 'schemaVersion'
  | 'market'
  | 'pictures'
  | 'news'
  | 'parts'
  | 'path'
  | 'fills'
  | 'fillCount'
>;

type OpenPart = {
  readonly first: FilmFrame;
  last: FilmFrame;
  readonly changes: FilmChange[];
  /** Characters of the changes as text. */
  length: number;
};

/**
 * Writes a film part by part: what it holds in memory does not grow with the film, but for a line
 * of the index for each part. Beside its place first; there when it is whole. Never throws: a run
 * does not end because its film cannot be written; the end says why.
 */
export class FilmWriter {
  readonly #path: string;
  readonly #market: string;
  readonly #parts: FilmPlace[] = [];
  readonly #points = new Thinned<FilmPoint>(POINTS_MOST);
  readonly #marks = new Thinned<FilmMark>(MARKS_MOST);
  #file: number | undefined;
  #offset = 0;
  #open: OpenPart | undefined;
  #news: FilmNews[] = [];
  #before: FilmNews[] = [];
  #counts = { pictures: 0, news: 0 };
  #fault: string | undefined;

  constructor(path: string, market: string) {
    this.#path = path;
    this.#market = market;
    process.once('exit', this.#abandon);
    this.#trying(() => {
      mkdirSync(dirname(path), { recursive: true });
      this.#file = openSync(this.#beside, 'w');
    });
    const begin: FilmBegin = { schema: 'polydesk.film', schemaVersion: FILM_VERSION, market };
    this.#line(begin);
  }

  /** The newest picture; undefined: there is none yet. */
  get last(): FilmFrame | undefined {
    return this.#open?.last;
  }

  /** Pictures come in the order of time. One that shows nothing new is not taken. */
  picture(frame: FilmFrame): void {
    const change = this.#open === undefined ? undefined : changeOf(this.#open.last, frame);
    if (this.#open !== undefined && change === undefined) return;
    this.#counts.pictures++;
    this.#points.add({ at: frame.at, mid: midOf(frame) });
    if (this.#open === undefined || change === undefined || this.#isFull(this.#open)) {
      this.#closePart(frame.at);
      this.#open = { first: frame, last: frame, changes: [], length: 0 };
      return;
    }
    this.#open.changes.push(change);
    this.#open.length += JSON.stringify(change).length;
    this.#open.last = frame;
  }

  /** What happened, in the order of time. */
  tell(row: FilmNews): void {
    this.#counts.news++;
    this.#news.push(row);
  }

  /** Where it was filled, on the path. */
  mark(mark: FilmMark): void {
    this.#marks.add(mark);
  }

  /** Writes what is left, and puts the film in its place. Refuses `cannot_write`. */
  end(facts: FilmFacts): Result<Film> {
    this.#closePart(Number.POSITIVE_INFINITY);
    const film: Film = {
      schema: 'polydesk.film',
      schemaVersion: FILM_VERSION,
      market: this.#market,
      ...facts,
      ...this.#counts,
      parts: this.#parts,
      path: this.#points.kept,
      fills: this.#marks.kept,
      fillCount: this.#marks.count,
    };
    const end: FilmEnd = { film: this.#line(film) };
    this.#line(end);
    this.#trying(() => {
      closeSync(this.#file as number);
      this.#file = undefined;
      renameSync(this.#beside, this.#path);
    });
    this.#abandon();
    if (this.#fault !== undefined) return refuse('cannot_write', this.#fault);
    return ok(film);
  }

  /** Nothing is left of it. */
  abandon(): void {
    this.#abandon();
  }

  get #beside(): string {
    return `${this.#path}.${process.pid}.tmp`;
  }

  #isFull({ changes, length }: OpenPart): boolean {
    const isLong = changes.length + 1 >= PICTURES_MOST || length >= TEXT_MOST;
    return isLong || this.#news.length >= NEWS_MOST;
  }

  /** What happened from the next picture on belongs to the next part. */
  #closePart(next: number): void {
    if (this.#open === undefined) return;
    const { first, last, changes } = this.#open;
    const from = this.#news.findIndex(({ at }) => at >= next);
    const news = from === -1 ? this.#news : this.#news.slice(0, from);
    const part: FilmPart = { first, changes, news, before: this.#before };
    const place = this.#line(part);
    this.#parts.push({
      from: first.at,
      to: last.at,
      pictures: changes.length + 1,
      news: news.length,
      firstNews: news[0]?.at ?? null,
      lastNews: news.at(-1)?.at ?? null,
      ...place,
    });
    this.#before = [...this.#before, ...news].slice(-BEFORE_MOST);
    this.#news = from === -1 ? [] : this.#news.slice(from);
    this.#open = undefined;
  }

  /** @returns where it lies in the file. */
  #line(value: FilmBegin | FilmPart | Film | FilmEnd): FilmEnd['film'] {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    const place = { offset: this.#offset, bytes: line.length - 1 };
    this.#trying(() => {
      for (let done = 0; done < line.length; ) {
        done += writeSync(this.#file as number, line, done);
      }
    });
    this.#offset += line.length;
    return place;
  }

  /** After the first fault nothing is tried any more. */
  #trying(work: () => void): void {
    if (this.#fault !== undefined) return;
    try {
      work();
    } catch (error) {
      this.#fault = (error as Error).message.split(',')[0] ?? '';
    }
  }

  readonly #abandon = (): void => {
    process.off('exit', this.#abandon);
    try {
      if (this.#file !== undefined) closeSync(this.#file);
      rmSync(this.#beside, { force: true });
    } catch {
      // It was about to go anyway.
    }
    this.#file = undefined;
  };
}

/** Null: a side is empty, or the book is not to be trusted. */
function midOf({ bids, asks, isTrusted }: FilmFrame): number | null {
  const [bid, ask] = [bids[0], asks[0]];
  return !isTrusted || bid == null || ask == null ? null : (bid + ask) / 2;
}
