import { expect, test } from 'vitest';
import { bidAt, bookAt, CENT, second } from '../../../test/support/made-up-log.ts';
import type { TickSize } from '../../domain/tick.ts';
import { StandingBooks } from './standing-books.ts';

const MILL = 1_000 as TickSize;
const tick = { kind: 'tick', token: 0, tsEvent: second(2), tick: MILL } as const;
const gap = { kind: 'gap', token: 0, from: second(4), reason: 'disconnected' } as const;

test('a book stands as it was last told, with its changes', () => {
  const books = new StandingBooks();
  books.take(bookAt(0, 1, 400_000, CENT));
  books.take(bidAt(0, 2, 390_000));
  expect(books.events).toEqual([
    {
      kind: 'standing',
      token: 0,
      tick: CENT,
      bids: { price: Int32Array.of(400_000, 390_000), size: Float64Array.of(5e6, 7e6) },
      asks: { price: Int32Array.of(410_000), size: Float64Array.of(6e6) },
    },
  ]);
});

test('it falls with a gap and with a new tick, which is remembered', () => {
  const books = new StandingBooks();
  books.take(bookAt(0, 1, 400_000, CENT));
  books.take(tick);
  expect(books.stands(0)).toBe(false);
  books.take(bookAt(0, 3, 960_000));
  expect(books.events).toMatchObject([{ tick: MILL }]);
  books.take(gap);
  expect(books.events).toEqual([]);
  books.take(bookAt(0, 5, 960_000));
  expect(books.events).toMatchObject([{ tick: MILL }]);
});
