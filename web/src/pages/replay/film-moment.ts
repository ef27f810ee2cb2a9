import type {
  Film,
  FilmFrame,
  FilmNews,
  FilmPart,
  FilmPlace,
} from '../../../../src/screen/film.ts';
import { framesOf } from '../../../../src/screen/film-change.ts';
import type { LadderLevel, MarketDocument } from '../../../../src/screen/market-document.ts';

/** A part of a film as it is looked at: each picture whole. */
export type ReadPart = Pick<FilmPart, 'news' | 'before'> & {
  readonly number: number;
  readonly frames: readonly FilmFrame[];
};

export type Way = 'before' | 'after';

export function readPart(number: number, part: FilmPart): ReadPart {
  return { number, frames: framesOf(part), news: part.news, before: part.before };
}

/** Number of the last one that is not after a moment; the first for all before. */
function lastUntil(count: number, timeOf: (i: number) => number, at: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (timeOf(middle) <= at) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Number of the part in which a moment is. */
export function partAt(parts: readonly FilmPlace[], at: number): number {
  return lastUntil(parts.length, (i) => parts[i]?.from ?? 0, at);
}

/** Index of the picture of a moment: the last one not after it; the first for all before. */
export function frameAt(frames: readonly FilmFrame[], at: number): number {
  return lastUntil(frames.length, (i) => frames[i]?.at ?? 0, at);
}

/** Pictures before a part. */
export function picturesBefore({ parts }: Pick<Film, 'parts'>, number: number): number {
  return parts.slice(0, number).reduce((sum, { pictures }) => sum + pictures, 0);
}

/** A picture as the live page knows a market, for the same ladder. */
export function documentOf(market: string, frame: FilmFrame): MarketDocument {
  const { at, isTrusted, untrusted, tick, mine, reference } = frame;
  return {
    market,
    now: at,
    isTrusted,
    untrusted,
    bids: levelsOf(frame.bids),
    asks: levelsOf(frame.asks),
    tick,
    mine,
    reference,
    strike: null,
    opinions: [],
  };
}

function levelsOf(column: FilmFrame['bids']): LadderLevel[] {
  const levels: LadderLevel[] = [];
  for (let i = 0; i < column.length; i += 2) {
    levels.push({ price: column[i] as number, size: column[i + 1] ?? null });
  }
  return levels;
}

/** Midpoint of the first outcome; null: a side is empty, or the book not to be trusted. */
export function midOf({ bids, asks, isTrusted }: FilmFrame): number | null {
  const [bid, ask] = [bids[0], asks[0]];
  if (!isTrusted || bid == null || ask == null) return null;
  return (bid + ask) / 2;
}

/** What had happened until then, oldest first; only the newest of it. */
export function newsUntil({ before, news }: ReadPart, at: number, most: number): FilmNews[] {
  return [...before, ...news.filter((row) => row.at <= at)].slice(-most);
}

/** The next thing that happened after a moment, or the last one before it; undefined: none. */
export function eventFrom(
  { parts }: Pick<Film, 'parts'>,
  { number, news }: ReadPart,
  at: number,
  way: Way,
): number | undefined {
  if (way === 'after') {
    const later = parts.slice(number + 1).find(({ firstNews }) => firstNews !== null);
    return news.find((row) => row.at > at)?.at ?? later?.firstNews ?? undefined;
  }
  const earlier = parts.slice(0, number).findLast(({ lastNews }) => lastNews !== null);
  return news.findLast((row) => row.at < at)?.at ?? earlier?.lastNews ?? undefined;
}

/** The picture after a moment, or the one before that of it; undefined: none. */
export function pictureFrom(
  { parts }: Pick<Film, 'parts'>,
  { number, frames }: ReadPart,
  at: number,
  way: Way,
): number | undefined {
  const index = frameAt(frames, at);
  if (way === 'after') return frames[index + 1]?.at ?? parts[number + 1]?.from;
  return frames[index - 1]?.at ?? parts[number - 1]?.to;
}

/** When it begins and ends: what happened after the last picture is part of it. */
export function spanOf({ parts }: Pick<Film, 'parts'>): { from: number; to: number } {
  const [first, last] = [parts[0], parts.at(-1)];
  return { from: first?.from ?? 0, to: Math.max(last?.to ?? 0, last?.lastNews ?? 0) };
}
