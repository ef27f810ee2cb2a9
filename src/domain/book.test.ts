import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { MarketBook } from './book.ts';
import { ASK, BID, type BookSide } from './side.ts';
import { TICK_SIZES, type TickSize } from './tick.ts';
import { type Price, SCALE, type Shares, type Timestamp, UNKNOWN_SIZE } from './units.ts';

const CENT = 10_000 as TickSize;
const price = (units: number) => units as Price;
const size = (units: number) => units as Shares;
const at = (micros: number) => micros as Timestamp;

let book: MarketBook;
beforeEach(() => {
  book = new MarketBook(CENT);
});

describe('the ladder', () => {
  test('is empty at first', () => {
    expect([book.bestBid, book.bestAsk]).toEqual([undefined, undefined]);
    expect(book.isCrossed).toBe(false);
    expect(book.tick).toBe(CENT);
    expect(book.sizeAt(BID, price(500_000))).toBe(0);
    expect(book.nextBehind(BID, price(SCALE))).toBeUndefined();
    expect(book.nextBehind(ASK, price(0))).toBeUndefined();
  });

  test('keeps the best of each side as levels come and go', () => {
    book.setLevel(BID, price(400_000), size(1));
    book.setLevel(BID, price(420_000), size(2));
    book.setLevel(BID, price(410_000), size(3));
    book.setLevel(ASK, price(600_000), size(4));
    book.setLevel(ASK, price(580_000), size(5));
    book.setLevel(ASK, price(590_000), size(6));
    expect([book.bestBid, book.bestAsk]).toEqual([420_000, 580_000]);
    book.setLevel(BID, price(410_000), size(0));
    book.setLevel(ASK, price(590_000), size(0));
    expect([book.bestBid, book.bestAsk]).toEqual([420_000, 580_000]);
    book.setLevel(BID, price(420_000), size(0));
    book.setLevel(ASK, price(580_000), size(0));
    expect([book.bestBid, book.bestAsk]).toEqual([400_000, 600_000]);
    book.setLevel(BID, price(400_000), size(0));
    book.setLevel(ASK, price(600_000), size(0));
    expect([book.bestBid, book.bestAsk]).toEqual([undefined, undefined]);
  });

  test('reaches from one tick to one tick below a dollar', () => {
    for (const side of [BID, ASK] as const) {
      book.setLevel(side, price(10_000), size(7));
      book.setLevel(side, price(990_000), size(8));
    }
    expect([book.bestBid, book.bestAsk]).toEqual([990_000, 10_000]);
    expect(book.nextBehind(BID, price(990_000))).toBe(10_000);
    expect(book.nextBehind(BID, price(10_000))).toBeUndefined();
    expect(book.nextBehind(ASK, price(10_000))).toBe(990_000);
    expect(book.nextBehind(ASK, price(990_000))).toBeUndefined();
  });

  test('replaces a level, never adds to it', () => {
    book.setLevel(ASK, price(500_000), size(5));
    book.setLevel(ASK, price(500_000), size(3));
    expect(book.sizeAt(ASK, price(500_000))).toBe(3);
    expect(book.sizeAt(BID, price(500_000))).toBe(0);
  });

  test('holds nine billion shares and one unit exactly', () => {
    book.setLevel(BID, price(500_000), size(9_000_000_000_000_001));
    expect(book.sizeAt(BID, price(500_000))).toBe(9_000_000_000_000_001);
  });

  test('a level of unknown size is a level', () => {
    book.setLevel(BID, price(500_000), UNKNOWN_SIZE);
    expect(book.bestBid).toBe(500_000);
    expect(book.sizeAt(BID, price(500_000))).toBe(UNKNOWN_SIZE);
    expect(book.nextBehind(BID, price(510_000))).toBe(500_000);
  });

  test.each([0, 5_000, 15_000, -10_000, SCALE, SCALE + 10_000, Number.NaN, 0.5])(
    'has no level at %d, and says so',
    (off) => {
      book.setLevel(BID, price(10_000), size(1));
      expect(book.fits(price(off))).toBe(false);
      for (const side of [BID, ASK] as const) {
        expect(book.trySetLevel(side, price(off), size(5))).toBe(false);
        const set = () => book.setLevel(side, price(off), size(5));
        expect(set).toThrow(`no level of 5 at ${off}: off the ladder, or no size`);
        expect(book.sizeAt(side, price(off))).toBe(0);
      }
      expect([book.bestBid, book.bestAsk]).toEqual([10_000, undefined]);
    },
  );

  test.each([Number.NaN, -2, -1_000_000, 0.5, Number.POSITIVE_INFINITY, 2 ** 53])(
    '%d is no size: nothing changes',
    (wrong) => {
      book.setLevel(BID, price(500_000), size(1));
      expect(book.trySetLevel(BID, price(500_000), size(wrong))).toBe(false);
      expect(book.sizeAt(BID, price(500_000))).toBe(1);
    },
  );

  test('looks behind a price between two levels, and behind the ends', () => {
    book.setLevel(BID, price(400_000), size(1));
    book.setLevel(BID, price(500_000), size(1));
    book.setLevel(ASK, price(400_000), size(1));
    book.setLevel(ASK, price(500_000), size(1));
    expect(book.nextBehind(BID, price(505_000))).toBe(500_000);
    expect(book.nextBehind(BID, price(495_000))).toBe(400_000);
    expect(book.nextBehind(BID, price(500_000))).toBe(400_000);
    expect(book.nextBehind(BID, price(SCALE))).toBe(500_000);
    expect(book.nextBehind(BID, price(0))).toBeUndefined();
    expect(book.nextBehind(ASK, price(395_000))).toBe(400_000);
    expect(book.nextBehind(ASK, price(405_000))).toBe(500_000);
    expect(book.nextBehind(ASK, price(400_000))).toBe(500_000);
    expect(book.nextBehind(ASK, price(0))).toBe(400_000);
    expect(book.nextBehind(ASK, price(SCALE))).toBeUndefined();
  });

  test('is crossed when a bid meets an ask, not when they only touch the next tick', () => {
    book.setLevel(BID, price(500_000), size(1));
    expect(book.isCrossed).toBe(false);
    book.setLevel(ASK, price(510_000), size(1));
    expect(book.isCrossed).toBe(false);
    book.setLevel(ASK, price(500_000), size(1));
    expect(book.isCrossed).toBe(true);
    book.setLevel(ASK, price(490_000), size(1));
    expect(book.isCrossed).toBe(true);
    book.setLevel(BID, price(500_000), size(0));
    expect(book.isCrossed).toBe(false);
  });

  test('clear empties both sides', () => {
    book.setLevel(BID, price(500_000), size(1));
    book.setLevel(ASK, price(510_000), size(1));
    book.clear();
    expect([book.bestBid, book.bestAsk]).toEqual([undefined, undefined]);
    expect(book.sizeAt(BID, price(500_000))).toBe(0);
    expect(book.sizeAt(ASK, price(510_000))).toBe(0);
  });
});

describe('trust', () => {
  test('a book nobody has sent is not trusted', () => {
    expect(book.isTrusted).toBe(false);
    expect(book.untrustedReason).toBe('no_snapshot');
    expect(book.untrustedSince).toBeUndefined();
    expect(book.epoch).toBe(0);
  });

  test('comes with a rebuilt book, and begins an epoch', () => {
    book.clear();
    book.trust();
    expect(book.isTrusted).toBe(true);
    expect([book.untrustedReason, book.untrustedSince, book.epoch]).toEqual([
      undefined,
      undefined,
      1,
    ]);
  });

  test('does not come from a difference against a book that was never whole', () => {
    book.setLevel(BID, price(500_000), size(1));
    book.trust();
    expect([book.isTrusted, book.epoch]).toEqual([false, 0]);
  });

  test('a trusted book that is confirmed or replaced stays in its epoch', () => {
    book.clear();
    book.trust();
    book.trust();
    book.clear();
    book.trust();
    expect(book.epoch).toBe(1);
  });

  test('is lost for the first reason, at its time', () => {
    book.clear();
    book.trust();
    book.distrust(at(5), 'disconnected');
    book.distrust(at(9), 'stale');
    expect([book.isTrusted, book.untrustedReason, book.untrustedSince]).toEqual([
      false,
      'disconnected',
      5,
    ]);
    book.trust();
    expect(book.isTrusted).toBe(false);
    book.clear();
    book.distrust(at(11), 'bad_rows');
    book.trust();
    expect(book.isTrusted).toBe(false);
    book.clear();
    book.trust();
    expect([book.isTrusted, book.epoch]).toEqual([true, 2]);
  });

  test('a gap leaves the levels to be read', () => {
    book.clear();
    book.setLevel(BID, price(500_000), size(1));
    book.trust();
    book.distrust(at(5), 'recording_gap');
    expect(book.bestBid).toBe(500_000);
  });
});

describe('a tick change', () => {
  test('empties the book and ends trust until a snapshot', () => {
    book.clear();
    book.setLevel(BID, price(960_000), size(1));
    book.setLevel(ASK, price(970_000), size(1));
    book.trust();
    book.changeTick(1_000 as TickSize, at(7));
    expect(book.tick).toBe(1_000);
    expect([book.bestBid, book.bestAsk]).toEqual([undefined, undefined]);
    expect([book.isTrusted, book.untrustedReason, book.untrustedSince]).toEqual([
      false,
      'tick_change',
      7,
    ]);
    book.trust();
    expect(book.isTrusted).toBe(false);
    book.clear();
    book.setLevel(BID, price(961_000), size(2));
    book.setLevel(ASK, price(999_000), size(2));
    book.trust();
    expect([book.bestBid, book.bestAsk, book.epoch]).toEqual([961_000, 999_000, 2]);
    expect([961_500, 961_000].map((units) => book.fits(price(units)))).toEqual([false, true]);
    book.setLevel(BID, price(999_000), size(2));
    book.setLevel(ASK, price(999_000), size(3));
    expect(([BID, ASK] as const).map((side) => book.sizeAt(side, price(999_000)))).toEqual([2, 3]);
  });

  test('to the same tick is a break all the same', () => {
    book.clear();
    book.setLevel(BID, price(500_000), size(1));
    book.trust();
    book.changeTick(CENT, at(7));
    expect([book.bestBid, book.isTrusted]).toEqual([undefined, false]);
    expect(book.sizeAt(BID, price(500_000))).toBe(0);
  });

  test('to a coarser grid drops what does not fit it', () => {
    const fine = new MarketBook(100 as TickSize);
    fine.setLevel(ASK, price(999_900), size(1));
    fine.changeTick(100_000 as TickSize, at(1));
    expect(fine.trySetLevel(ASK, price(999_900), size(1))).toBe(false);
    expect(fine.trySetLevel(ASK, price(900_000), size(1))).toBe(true);
    expect([fine.bestBid, fine.bestAsk]).toEqual([undefined, 900_000]);
  });
});

/** The slow twin: two maps, and sorting. */
class MapBook {
  readonly levels = [new Map<number, number>(), new Map<number, number>()] as const;

  best(side: BookSide): number | undefined {
    return this.behind(side, side === BID ? SCALE : 0);
  }

  behind(side: BookSide, from: number): number | undefined {
    const prices = [...this.levels[side].keys()].sort((a, b) => a - b);
    return side === BID
      ? prices.filter((level) => level < from).at(-1)
      : prices.find((level) => level > from);
  }

  set(side: BookSide, level: number, total: number): void {
    if (total === 0) this.levels[side].delete(level);
    else this.levels[side].set(level, total);
  }
}

test('agrees with a book of maps over any sequence of levels, clears and ticks', () => {
  const level = fc.record({
    kind: fc.constant('level' as const),
    side: fc.constantFrom(BID, ASK),
    steps: fc.integer({ min: 1, max: 9_999 }),
    total: fc.constantFrom(0, 0, 1, 5_000_000, UNKNOWN_SIZE, 9e15),
  });
  const clear = fc.record({ kind: fc.constant('clear' as const) });
  const tick = fc.record({
    kind: fc.constant('tick' as const),
    to: fc.constantFrom(...TICK_SIZES),
  });
  const step = fc.oneof(
    { weight: 40, arbitrary: level },
    { weight: 1, arbitrary: clear },
    { weight: 1, arbitrary: tick },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...TICK_SIZES),
      fc.array(step, { maxLength: 120 }),
      (start, steps) => {
        const ladder = new MarketBook(start);
        let twin = new MapBook();
        for (const what of steps) {
          if (what.kind === 'level') {
            // Few distinct prices, so that levels are met again, and both ends of the ladder.
            const top = SCALE / ladder.tick;
            const i = what.steps % 3 === 0 ? what.steps % top : (what.steps % 5) + 1;
            const where = (i === 0 ? top - 1 : i) * ladder.tick;
            ladder.setLevel(what.side, price(where), size(what.total));
            twin.set(what.side, where, what.total);
          } else if (what.kind === 'clear') {
            ladder.clear();
            twin = new MapBook();
          } else {
            ladder.changeTick(what.to, at(0));
            twin = new MapBook();
          }
          expect(ladder.bestBid).toBe(twin.best(BID));
          expect(ladder.bestAsk).toBe(twin.best(ASK));
        }
        for (const side of [BID, ASK] as const) {
          for (const [where, total] of twin.levels[side]) {
            expect(ladder.sizeAt(side, price(where))).toBe(total);
            expect(ladder.nextBehind(side, price(where))).toBe(twin.behind(side, where));
            const between = where + ladder.tick / 2;
            expect(ladder.nextBehind(side, price(between))).toBe(twin.behind(side, between));
          }
        }
        const bid = twin.best(BID);
        const ask = twin.best(ASK);
        expect(ladder.isCrossed).toBe(bid !== undefined && ask !== undefined && bid >= ask);
      },
    ),
    { numRuns: 300 },
  );
});

describe('a book whose market is over', () => {
  test('is empty and takes nothing more, on a new grid neither', () => {
    book.clear();
    book.setLevel(BID, 400_000 as Price, 5 as Shares);
    book.setLevel(ASK, 600_000 as Price, 5 as Shares);
    book.trust();
    expect(book.isRetired).toBe(false);
    book.retire(9 as Timestamp);
    expect([book.isTrusted, book.isRetired]).toEqual([false, true]);
    expect([book.bestBid, book.bestAsk]).toEqual([undefined, undefined]);
    expect(book.sizeAt(BID, 400_000 as Price)).toBe(0);
    expect(book.nextBehind(BID, 400_000 as Price)).toBeUndefined();
    expect(book.nextBehind(ASK, 400_000 as Price)).toBeUndefined();
    book.clear();
    book.changeTick(1_000 as TickSize, at(10));
    expect(book.trySetLevel(BID, 400_000 as Price, 5 as Shares)).toBe(false);
    book.trust();
    expect(book.isCrossed).toBe(false);
    expect(book.isTrusted).toBe(false);
    expect([book.bestBid, book.bestAsk]).toEqual([undefined, undefined]);
  });
});
