import type { NewsRow } from '../../../../src/screen/desk-document.ts';
import type { Film, FilmFrame } from '../../../../src/screen/film.ts';
import type { LadderLevel, MarketDocument } from '../../../../src/screen/market-document.ts';

/** Index of the picture of that moment: the last one not after it; the first for all before. */
export function frameAt(frames: readonly FilmFrame[], at: number): number {
  let [low, high] = [0, frames.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((frames[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** A picture as the live page knows a market, for the same ladder. */
export function documentOf(film: Film, frame: FilmFrame): MarketDocument {
  const { at, isTrusted, untrusted, mine, reference } = frame;
  return {
    market: film.market,
    now: at,
    isTrusted,
    untrusted,
    bids: levelsOf(frame.bids),
    asks: levelsOf(frame.asks),
    tick: tickOf(film),
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

const CENT = 10_000;
const FINER = 1_000;

/** Finer than a cent where any price of the first pictures is: the film does not say the tick. */
function tickOf({ frames }: Film): number {
  const isFine = frames
    .slice(0, 50)
    .some(({ bids, asks }) => [bids[0], asks[0]].some((price) => (price ?? 0) % CENT !== 0));
  return isFine ? FINER : CENT;
}

/** Midpoint of the first outcome; null: a side is empty, or the book not to be trusted. */
export function midOf({ bids, asks, isTrusted }: FilmFrame): number | null {
  const [bid, ask] = [bids[0], asks[0]];
  if (!isTrusted || bid == null || ask == null) return null;
  return (bid + ask) / 2;
}

/** What had happened until then, oldest first; only the newest of it. */
export function newsUntil(news: readonly NewsRow[], at: number, most: number): readonly NewsRow[] {
  const after = news.findIndex((row) => row.at > at);
  const known = after === -1 ? news : news.slice(0, after);
  return known.slice(-most);
}

/** The next thing that happened after a moment, or the last one before it; undefined: none. */
export function eventFrom(
  news: readonly NewsRow[],
  at: number,
  way: 'before' | 'after',
): number | undefined {
  if (way === 'after') return news.find((row) => row.at > at)?.at;
  return news.findLast((row) => row.at < at)?.at;
}

/** Every so many pictures for a chart of at most that many points, the last one among them. */
export function thinned(frames: readonly FilmFrame[], most: number): readonly FilmFrame[] {
  const step = Math.max(1, Math.ceil(frames.length / most));
  const kept = frames.filter((_, i) => i % step === 0);
  const last = frames.at(-1);
  return last === undefined || kept.at(-1) === last ? kept : [...kept, last];
}
