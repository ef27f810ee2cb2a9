import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MarketBook } from '../domain/book.ts';
import { applyBookRow } from '../domain/book-row.ts';
import { ASK, BID, type BookSide } from '../domain/side.ts';
import {
  FLAG_BOOK,
  FLAG_DERIVED,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_LEVEL,
  KIND_TICK,
  type Tape,
} from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Price } from '../domain/units.ts';
import type { Levels } from '../ports/venue-wire.ts';
import { BookDifferencer } from './book-differencer.ts';
import { RowBuffer } from './row-buffer.ts';

type Ladder = ReadonlyMap<number, number>;

function levels(of: Ladder, side: BookSide): Levels {
  const sorted = [...of].sort(([a], [b]) => (side === BID ? b - a : a - b));
  return {
    price: Int32Array.from(sorted, ([price]) => price),
    size: Float64Array.from(sorted, ([, size]) => size),
  };
}

/** Everything in a replayed book, in the coordinates of `outcome`. */
function contents(book: MarketBook, side: BookSide): Map<number, number> {
  const found = new Map<number, number>();
  for (let price = book.tick as number; price < 1_000_000; price += book.tick) {
    const size = book.sizeAt(side, price as Price);
    if (size !== 0) found.set(price, size);
  }
  return found;
}

function replay(book: MarketBook, rows: RowBuffer, from = 0): void {
  const tape: Tape = { ...rows, market: new Int32Array(rows.length) };
  for (let row = from; row < rows.length; row++) applyBookRow(book, tape, row);
}

const side = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 10_000) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 999 }).map((mills) => mills * 1_000) },
    ),
    fc.integer({ min: 1, max: 5_000_000_000 }),
  ),
  { maxLength: 12 },
);
const message = fc.oneof(
  fc.record({ kind: fc.constant('book' as const), bids: side, asks: side }),
  fc.record({
    kind: fc.constant('delta' as const),
    side: fc.constantFrom<BookSide>(BID, ASK),
    price: fc.integer({ min: 1, max: 999 }).map((mills) => mills * 1_000),
    size: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000_000 })),
  }),
  fc.record({ kind: fc.constant('again' as const) }),
);

describe('a differenced series', () => {
  test('replays to exactly each original book, deltas and tick changes included', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), (messages) => {
        const differencer = new BookDifferencer(3, 0);
        const rows = new RowBuffer();
        const book = new MarketBook(10_000 as TickSize);
        let bids = new Map<number, number>();
        let asks = new Map<number, number>();
        let started = false;
        for (const [at, now] of messages.entries()) {
          const from = rows.length;
          if (now.kind === 'delta') {
            expect(differencer.delta(rows, at, at, now.side, now.price, now.size, true)).toBe(
              started,
            );
            if (started) {
              const ladder = now.side === BID ? bids : asks;
              if (now.size === 0) ladder.delete(now.price);
              else ladder.set(now.price, now.size);
            }
          } else {
            if (now.kind === 'book') {
              bids = new Map(now.bids);
              asks = new Map(now.asks);
            }
            differencer.book(rows, at, at, levels(bids, BID), levels(asks, ASK));
            started = true;
          }
          replay(book, rows, from);
          if (!started) continue;
          expect(book.isTrusted).toBe(true);
          expect(contents(book, BID)).toEqual(new Map([...bids].sort(([a], [b]) => a - b)));
          expect(contents(book, ASK)).toEqual(new Map([...asks].sort(([a], [b]) => a - b)));
          expect(rows.flags[rows.length - 1]! & FLAG_LAST).toBe(FLAG_LAST);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('of the second outcome comes out mirrored in the market book', () => {
    const rows = new RowBuffer();
    const differencer = new BookDifferencer(3, 1);
    differencer.book(rows, 1, 1, one(400_000, 7), one(450_000, 9));
    const book = new MarketBook(10_000 as TickSize);
    replay(book, rows);
    expect(contents(book, ASK)).toEqual(new Map([[600_000, 7]]));
    expect(contents(book, BID)).toEqual(new Map([[550_000, 9]]));
  });
});

describe('rows of a book message', () => {
  test('are a tick, a clear and the levels at first, then only what changed', () => {
    const rows = new RowBuffer();
    const differencer = new BookDifferencer(3, 0);
    differencer.book(rows, 1, 2, one(400_000, 7), one(450_000, 9));
    expect(Array.from(rows.kind.slice(0, 4))).toEqual([
      KIND_TICK,
      KIND_CLEAR,
      KIND_LEVEL,
      KIND_LEVEL,
    ]);
    expect(rows.flags[0]).toBe(FLAG_DERIVED);
    expect(rows.flags[3]).toBe(FLAG_BOOK | FLAG_LAST);
    differencer.book(rows, 3, 4, one(400_000, 7), one(450_000, 8));
    expect(rows.length).toBe(5);
    expect([rows.kind[4], rows.price[4], rows.size[4]]).toEqual([KIND_LEVEL, 450_000, 8]);
    expect(rows.flags[4]).toBe(FLAG_BOOK | FLAG_LAST);
  });

  test('are one confirmation when nothing changed', () => {
    const rows = new RowBuffer();
    const differencer = new BookDifferencer(3, 0);
    differencer.book(rows, 1, 1, one(400_000, 7), one(450_000, 9));
    const before = rows.length;
    differencer.book(rows, 2, 2, one(400_000, 7), one(450_000, 9));
    expect(rows.length).toBe(before + 1);
    expect(rows.kind[before]).toBe(KIND_CONFIRM);
    expect(rows.flags[before]).toBe(FLAG_BOOK | FLAG_LAST);
  });

  test('carry a told tick without the derived flag, and a finer one with it', () => {
    const rows = new RowBuffer();
    const differencer = new BookDifferencer(3, 0);
    differencer.book(rows, 1, 1, one(400_000, 7), one(450_000, 9), 10_000 as TickSize);
    expect([rows.kind[0], rows.price[0], rows.flags[0]]).toEqual([KIND_TICK, 10_000, 0]);
    const before = rows.length;
    differencer.book(rows, 2, 2, one(400_000, 7), one(401_000, 9));
    expect(rows.kind[before]).toBe(KIND_TICK);
    expect(rows.price[before]).toBe(1_000);
    expect(rows.flags[before]).toBe(FLAG_DERIVED);
    expect(rows.kind[before + 1]).toBe(KIND_CLEAR);
  });

  test('are refused, leaving nothing behind, when a price fits no tick of the venue', () => {
    const rows = new RowBuffer();
    const differencer = new BookDifferencer(3, 0);
    expect(differencer.book(rows, 1, 1, one(400_001, 7), one(450_000, 9))).toBe(false);
    expect(rows.length).toBe(0);
    differencer.book(rows, 1, 1, one(400_000, 7), one(450_000, 9));
    const before = rows.length;
    expect(differencer.book(rows, 1, 1, one(410_000, 7), one(450_001, 9))).toBe(false);
    expect(differencer.delta(rows, 1, 1, BID, 450_001, 9, true)).toBe(false);
    expect(rows.length).toBe(before);
    expect(differencer.best(BID)).toBe(400_000);
  });

  test('mean nothing between an announced tick change and the next whole book', () => {
    const rows = new RowBuffer();
    const differencer = new BookDifferencer(3, 0);
    differencer.book(rows, 1, 1, one(400_000, 7), one(450_000, 9));
    differencer.changeTick(rows, 2, 2, 1_000 as TickSize);
    expect(differencer.delta(rows, 3, 3, BID, 400_000, 9, true)).toBe(false);
    const before = rows.length;
    differencer.book(rows, 4, 4, one(400_000, 7), one(450_000, 9));
    expect(rows.kind[before]).toBe(KIND_CLEAR);
  });
});

function one(price: number, size: number): Levels {
  return { price: Int32Array.of(price), size: Float64Array.of(size) };
}
