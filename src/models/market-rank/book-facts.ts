import type { RewardProgramme } from '../../domain/reward-programme.ts';
import {
  adjustedMid,
  type BookLevels,
  bookScores,
  makerScore,
  scorePerShare,
} from '../../domain/reward-score.ts';
import { ASK, BID } from '../../domain/side.ts';
import { complement, SCALE } from '../../domain/units.ts';
import type { RankFacts } from './rank-facts.ts';

/** So many levels of a side count as its depth: S1's. */
const LEVELS = 5;

/** What a book tells of its market, in the first outcome's terms; undefined: there is none. */
export function bookFacts(
  book: BookLevels | undefined,
  programme: RewardProgramme | undefined,
  quoteShares: number,
): Pick<RankFacts, 'bid' | 'ask' | 'depth' | 'rewardPart'> {
  const none = { bid: undefined, ask: undefined, depth: undefined, rewardPart: undefined };
  if (book === undefined) return none;
  const { bestBid, bestAsk } = book;
  return {
    bid: bestBid === undefined ? undefined : bestBid / SCALE,
    ask: bestAsk === undefined ? undefined : bestAsk / SCALE,
    depth: depthOf(book),
    rewardPart: programme === undefined ? undefined : rewardPartOf(book, programme, quoteShares),
  };
}

/**
 * Dollars that the best levels of both sides bind: an ask what the other token costs. Undefined
 * where a size is not known.
 */
function depthOf(book: BookLevels): number | undefined {
  let dollars = 0;
  for (const side of [BID, ASK] as const) {
    let price = side === BID ? book.bestBid : book.bestAsk;
    for (let level = 0; level < LEVELS && price !== undefined; level++) {
      const size = book.sizeAt(side, price);
      if (size < 0) return undefined;
      const each = side === BID ? price : complement(price);
      dollars += (size / SCALE) * (each / SCALE);
      price = book.nextBehind(side, price);
    }
  }
  return dollars;
}

/** Our part if we rested at the best prices, all others taken for one maker. */
function rewardPartOf(
  book: BookLevels,
  programme: RewardProgramme,
  quoteShares: number,
): number | undefined {
  if (quoteShares * SCALE < programme.minimumSize) return 0;
  const mid = adjustedMid(book, programme);
  const { bestBid, bestAsk } = book;
  if (mid === undefined || bestBid === undefined || bestAsk === undefined) return undefined;
  const others = bookScores(book, programme, mid);
  if (others === undefined) return undefined;
  const score = (distance: number) => scorePerShare(distance, programme.mostSpread) * quoteShares;
  const mine = makerScore({ bids: score(mid - bestBid), asks: score(bestAsk - mid) }, mid);
  return mine === 0 ? 0 : mine / (mine + makerScore(others, mid));
}
