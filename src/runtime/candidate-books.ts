import { MarketBook } from '../domain/book.ts';
import type { TokenId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { BookLevels } from '../domain/reward-score.ts';
import { ASK, BID, type BookSide } from '../domain/side.ts';
import type { Price, Shares } from '../domain/units.ts';
import type { ClobMarkets } from '../polymarket/rest/clob-markets.ts';
import { failureRefusal } from '../polymarket/rest/failure-refusal.ts';
import type { Levels } from '../ports/venue-wire.ts';

/** So many books come with one request. */
export const BOOKS_MOST = 500;

/** Books as they are now, by token; those that do not exist are left out. */
export type Books = ReadonlyMap<TokenId, BookLevels>;
export type BookReader = (tokens: readonly TokenId[]) => Promise<Result<Books>>;

/** Reads books of the venue, at most {@link BOOKS_MOST} at once. */
export function bookReader(markets: Pick<ClobMarkets, 'books'>): BookReader {
  return async (tokens) => {
    if (tokens.length === 0) return ok(new Map());
    const outcome = await markets.books(tokens);
    if (outcome.kind !== 'ok') return failureRefusal(outcome);
    const books = new Map<TokenId, BookLevels>();
    for (const { token, tick, bids, asks } of outcome.value) {
      if (tick === undefined) continue;
      const book = new MarketBook(tick);
      const isWhole = fill(book, BID, bids) && fill(book, ASK, asks);
      if (isWhole && !book.isCrossed) books.set(token, book);
    }
    return ok(books);
  };
}

/** False where a level is none of the book's: then nobody knows the book. */
function fill(book: MarketBook, side: BookSide, { price, size }: Levels): boolean {
  return [...price].every((at, i) => book.trySetLevel(side, at as Price, size[i] as Shares));
}
