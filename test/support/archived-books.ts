// The books as an archive tells them, state by state.
import { ArchiveSource } from '../../src/archive/archive-source.ts';
import { MarketBook } from '../../src/domain/book.ts';
import { applyBookRow } from '../../src/domain/book-row.ts';
import { ASK, BID, type BookSide } from '../../src/domain/side.ts';
import {
  endsMessage,
  FLAG_DERIVED,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_TICK,
} from '../../src/domain/tape.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import { BookLedger } from './replay-ledger.ts';
import { bookText } from './sent-books.ts';

/** Of a market of which no tick is told. */
const CENT = 10_000 as TickSize;

const BOOK_KINDS: ReadonlySet<number> = new Set([KIND_CLEAR, KIND_LEVEL, KIND_TICK, KIND_CONFIRM]);

export async function archivedBooks(root: string): Promise<BookLedger> {
  const source = await ArchiveSource.open(root, { mirror: 'keep' });
  const ledger = new BookLedger();
  const books = new Map<string, MarketBook>();
  const touched = new Set<string>();
  for await (const tape of source.tapes()) {
    // A token's rows speak of the token itself, whichever outcome it is.
    const own = { ...tape, outcome: new Uint8Array(tape.length) };
    for (let row = 0; row < tape.length; row++) {
      const market = source.markets[tape.market[row] ?? -1];
      const token = market?.tokens[tape.outcome[row] === 1 ? 1 : 0];
      const kind = tape.kind[row] ?? KIND_GAP;
      // Prints change no book, and gaps are the recorder's own: the last one is its end.
      if (token === undefined || !BOOK_KINDS.has(kind)) continue;
      const book = books.get(token) ?? new MarketBook(market?.ticks[0]?.tick ?? CENT);
      books.set(token, book);
      applyBookRow(book, own, row);
      const flags = tape.flags[row] ?? 0;
      // A book that a segment tells again is no message, and a new tick alone is no book.
      if (kind !== KIND_TICK && (flags & FLAG_DERIVED) === 0) touched.add(token);
      if (!endsMessage(flags)) continue;
      for (const name of touched) ledger.add(name, stateOf(books.get(name)));
      touched.clear();
    }
  }
  source.close();
  return ledger;
}

function stateOf(book: MarketBook | undefined): string {
  if (book === undefined) throw new Error('a token without a book');
  return bookText(sizesOf(book, BID), sizesOf(book, ASK));
}

function sizesOf(book: MarketBook, side: BookSide): Map<number, number> {
  const sizes = new Map<number, number>();
  let price = side === BID ? book.bestBid : book.bestAsk;
  while (price !== undefined) {
    sizes.set(price, book.sizeAt(side, price));
    price = book.nextBehind(side, price);
  }
  return sizes;
}
