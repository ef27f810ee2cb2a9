import type { MarketBook } from './book.ts';
import type { RewardProgramme } from './reward-programme.ts';
import { ASK, BID, type BookSide } from './side.ts';
import { type Price, SCALE, UNKNOWN_SIZE } from './units.ts';

// The venue's score of resting orders (docs, programs/liquidity-rewards, read 2026-11). Its Q1 adds
// bids on a token and asks on the other, which rest on one side of the market's one book: Q1 is
// the bids here, Q2 the asks. The in-game multiplier is not published, and taken as 1.

/** What is read of a book. */
export type BookLevels = Pick<MarketBook, 'bestBid' | 'bestAsk' | 'sizeAt' | 'nextBehind'>;

/** Scores of both sides: (v - s)^2 / v^2 times shares, added up. */
export type SideScores = { readonly bids: number; readonly asks: number };

/** One side alone counts for so little, and outside of these prices for nothing. */
const ONE_SIDED = 1 / 3;
const LOWEST = 0.1 * SCALE;
const HIGHEST = 0.9 * SCALE;

/** Of a share that rests `distance` from the midpoint: 1 there, 0 from the most spread on. */
export function scorePerShare(distance: number, mostSpread: Price): number {
  if (distance >= mostSpread) return 0;
  const nearness = (mostSpread - Math.max(0, distance)) / mostSpread;
  return nearness * nearness;
}

/** A maker's score out of those of both its sides. */
export function makerScore({ bids, asks }: SideScores, mid: Price): number {
  const both = Math.min(bids, asks);
  const isInside = mid >= LOWEST && mid <= HIGHEST;
  return isInside ? Math.max(both, Math.max(bids, asks) * ONE_SIDED) : both;
}

/**
 * The midpoint that distances are measured from. It is to be "adjusted for the size cutoff": taken
 * as half-way between the prices at which each side first shows the minimum size, all levels before
 * added up. Undefined: a side does not show it, or a size is not known.
 */
export function adjustedMid(
  book: BookLevels,
  { minimumSize }: Pick<RewardProgramme, 'minimumSize'>,
): Price | undefined {
  const bid = firstWith(book, BID, minimumSize);
  const ask = firstWith(book, ASK, minimumSize);
  if (bid === undefined || ask === undefined) return undefined;
  return ((bid + ask) / 2) as Price;
}

function firstWith(book: BookLevels, side: BookSide, size: number): Price | undefined {
  let seen = 0;
  let price = side === BID ? book.bestBid : book.bestAsk;
  for (; price !== undefined; price = book.nextBehind(side, price)) {
    const here = book.sizeAt(side, price);
    if (here === UNKNOWN_SIZE) return undefined;
    seen += here;
    if (seen >= size) return price;
  }
  return undefined;
}

/**
 * Scores of all that a book shows. A level counts whole where it has the minimum size: how many
 * orders it is of nobody knows. Undefined where a size that would count is not known.
 */
export function bookScores(
  book: BookLevels,
  programme: RewardProgramme,
  mid: Price,
): SideScores | undefined {
  const bids = sideScore(book, BID, programme, mid);
  const asks = sideScore(book, ASK, programme, mid);
  return bids === undefined || asks === undefined ? undefined : { bids, asks };
}

function sideScore(
  book: BookLevels,
  side: BookSide,
  { minimumSize, mostSpread }: RewardProgramme,
  mid: Price,
): number | undefined {
  let score = 0;
  let price = side === BID ? book.bestBid : book.bestAsk;
  for (; price !== undefined; price = book.nextBehind(side, price)) {
    const distance = side === BID ? mid - price : price - mid;
    if (distance >= mostSpread) break;
    const size = book.sizeAt(side, price);
    if (size === UNKNOWN_SIZE) return undefined;
    if (size >= minimumSize) score += scorePerShare(distance, mostSpread) * (size / SCALE);
  }
  return score;
}
