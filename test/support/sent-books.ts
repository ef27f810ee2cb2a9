// The books as whoever sent these frames would draw them, without any of the desk's own books.
import type { TokenId } from '../../src/domain/ids.ts';
import { BID } from '../../src/domain/side.ts';
import type { Levels, MarketMessage } from '../../src/ports/venue-wire.ts';
import { BookLedger } from './replay-ledger.ts';

type Sizes = Map<number, number>;
type SentBook = { bids: Sizes; asks: Sizes; newest: number };

/** Sizes by price, the cheapest first: both sides of a book as one text. */
export function bookText(bids: ReadonlyMap<number, number>, asks: ReadonlyMap<number, number>) {
  return `${sideText(bids)}|${sideText(asks)}`;
}

function sideText(sizes: ReadonlyMap<number, number>): string {
  const prices = [...sizes.keys()].sort((a, b) => a - b);
  return prices.map((price) => `${price}:${sizes.get(price)}`).join(' ');
}

/** Takes messages as they are sent, and writes down each state that is news. */
export class SentBooks {
  readonly ledger = new BookLedger();
  /** Messages older than the book they speak of, or before any: they change nothing. */
  passed = 0;
  readonly #books = new Map<TokenId, SentBook>();

  take(message: MarketMessage): void {
    if (message.kind === 'BookSnapshot') {
      const { token, tsEvent, bids, asks } = message;
      if (tsEvent < (this.#books.get(token)?.newest ?? 0)) {
        this.passed++;
        return;
      }
      const book = { bids: sizesOf(bids), asks: sizesOf(asks), newest: tsEvent };
      this.#books.set(token, book);
      this.#write(token, book);
    } else if (message.kind === 'LevelsChanged') {
      this.#change(message);
    }
  }

  #change({ changes, tsEvent }: Extract<MarketMessage, { kind: 'LevelsChanged' }>): void {
    const touched = new Map<TokenId, SentBook>();
    for (const { token, side, price, size } of changes) {
      const book = this.#books.get(token);
      if (book === undefined || tsEvent < book.newest) continue;
      const sizes = side === BID ? book.bids : book.asks;
      if (size === 0) sizes.delete(price);
      else sizes.set(price, size);
      touched.set(token, book);
    }
    if (touched.size === 0) this.passed++;
    for (const [token, book] of touched) {
      book.newest = tsEvent;
      this.#write(token, book);
    }
  }

  #write(token: TokenId, { bids, asks }: SentBook): void {
    this.ledger.add(token, bookText(bids, asks));
  }
}

function sizesOf({ price, size }: Levels): Sizes {
  return new Map(Array.from(price, (p, i) => [p, size[i] ?? 0]));
}
