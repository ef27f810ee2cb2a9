import { expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { MarketBook } from '../../domain/book.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import { ASK, BID } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import { marketDocument } from './market-screen.ts';

const NOW = 100 as Timestamp;

function aBook(...asks: readonly number[]): MarketBook {
  const book = new MarketBook(10_000 as TickSize);
  book.clear();
  book.trySetLevel(BID, 480_000 as Price, 5_000_000 as Shares);
  for (const ask of asks) book.trySetLevel(ASK, ask as Price, 5_000_000 as Shares);
  book.trust();
  return book;
}

/** What is told of a market with this book. */
function told(book: MarketBook | undefined) {
  const state = { markets: [aMarket({ slug: 'm0' })], books: [book], sleeves: [] };
  const references = { price: () => undefined };
  const engine = { state: { ...state, references } };
  const desk = { session: { session: { engine, strategies: [] } }, strikeOf: () => undefined };
  return marketDocument({ ...desk, ahead: () => undefined } as never, 0 as MarketIndex, NOW, []);
}

test('a book that can be traded on is trusted, and nothing is said against it', () => {
  expect(told(aBook(500_000))).toMatchObject({ isTrusted: true, untrusted: null });
});

test('of a book that is not trusted it is always said why', () => {
  const gone = aBook(500_000);
  gone.distrust(NOW, 'disconnected');
  const crossed = aBook(470_000);
  const over = aBook(500_000);
  over.retire(NOW);
  const unbegun = new MarketBook(10_000 as TickSize);
  const said = [undefined, unbegun, gone, crossed, over].map(told);
  expect(said.map(({ isTrusted }) => isTrusted)).toEqual([false, false, false, false, false]);
  expect(said.map(({ untrusted }) => untrusted)).toEqual([
    ...['no_snapshot', 'no_snapshot', 'disconnected', 'crossed', 'market_over'],
  ]);
});
