import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MarketBook } from './book.ts';
import { adjustedMid, bookScores, makerScore, scorePerShare } from './reward-score.ts';
import { ASK, BID } from './side.ts';
import type { TickSize } from './tick.ts';
import { type Price, type Shares, UNKNOWN_SIZE } from './units.ts';

const CENT = 10_000;
const SHARE = 1_000_000;
const programme = {
  perDay: 100_000_000,
  minimumSize: 20 * SHARE,
  mostSpread: 3 * CENT,
} as Parameters<typeof bookScores>[1];

type Level = readonly [cents: number, shares: number];

function bookOf(bids: readonly Level[], asks: readonly Level[]): MarketBook {
  const book = new MarketBook(CENT as TickSize);
  for (const [side, levels] of [
    [BID, bids],
    [ASK, asks],
  ] as const) {
    for (const [cents, shares] of levels) {
      const size = shares < 0 ? UNKNOWN_SIZE : ((shares * SHARE) as Shares);
      book.setLevel(side, (cents * CENT) as Price, size);
    }
  }
  return book;
}

describe('the score of an order', () => {
  test.each([
    // The venue's own example: most spread 3 cents.
    [1, 100, 44.4],
    [2, 200, 22.2],
    [0, 100, 100],
    [3, 100, 0],
    [4, 100, 0],
  ])('%s cents from the midpoint, of %s shares, is %s', (cents, shares, score) => {
    expect(scorePerShare(cents * CENT, programme.mostSpread) * shares).toBeCloseTo(score, 1);
  });
});

describe('a maker’s score', () => {
  const at = (cents: number) => (cents * CENT) as Price;

  test.each([
    ['both sides count as the weaker', 30, 20, 50, 20],
    ['one side alone counts for a third', 30, 0, 50, 10],
    ['and so does one that is much weaker', 30, 5, 50, 10],
    ['at the edge as well', 0, 30, 90, 10],
    ['but for nothing near 0 and 1', 30, 0, 9, 0],
    ['where the weaker counts as ever', 30, 5, 91, 5],
  ])('%s', (_name, bids, asks, mid, score) => {
    expect(makerScore({ bids, asks }, at(mid))).toBeCloseTo(score, 9);
  });

  test('never falls when more rests, and is no more than the stronger side', () => {
    const side = fc.double({ min: 0, max: 1e6, noNaN: true });
    const mids = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(side, side, side, mids, (bids, asks, more, mid) => {
        const score = makerScore({ bids, asks }, at(mid));
        expect(makerScore({ bids: bids + more, asks }, at(mid))).toBeGreaterThanOrEqual(score);
        expect(score).toBeLessThanOrEqual(Math.max(bids, asks));
      }),
    );
  });
});

describe('the midpoint', () => {
  test('lies between the prices at which each side shows the minimum size', () => {
    const book = bookOf(
      [
        [49, 5],
        [48, 10],
        [47, 10],
      ],
      [[51, 30]],
    );
    expect(adjustedMid(book, programme)).toBe(490_000);
  });

  test('is not known where a side does not show it, or a size is not known', () => {
    expect(adjustedMid(bookOf([[49, 5]], [[51, 30]]), programme)).toBeUndefined();
    expect(
      adjustedMid(
        bookOf(
          [
            [49, -1],
            [48, 30],
          ],
          [[51, 30]],
        ),
        programme,
      ),
    ).toBeUndefined();
  });
});

describe('the score of a book', () => {
  const mid = 500_000 as Price;

  test('adds up levels of the minimum size within the most spread', () => {
    const book = bookOf(
      [
        [49, 100],
        [48, 19],
        [47, 500],
      ],
      [[52, 200]],
    );
    const scores = bookScores(book, programme, mid);
    expect(scores?.bids).toBeCloseTo(44.44, 2);
    expect(scores?.asks).toBeCloseTo(22.22, 2);
  });

  test('is not known where a size within it is not', () => {
    expect(bookScores(bookOf([[49, -1]], [[51, 30]]), programme, mid)).toBeUndefined();
    expect(
      bookScores(
        bookOf(
          [
            [49, 30],
            [40, -1],
          ],
          [[51, 30]],
        ),
        programme,
        mid,
      ),
    ).toBeDefined();
  });
});
