import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { MarketBook } from './book.ts';
import { applyBookRow } from './book-row.ts';
import { ASK, BID, opposite } from './side.ts';
import {
  FLAG_BOOK,
  FLAG_DERIVED,
  FLAG_LAST,
  GAP_REASONS,
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_OPEN,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TOLD,
  KIND_TRADE,
  type Tape,
} from './tape.ts';
import type { TickSize } from './tick.ts';
import { type Price, SCALE, UNKNOWN_SIZE } from './units.ts';

type Row = {
  readonly kind: number;
  readonly outcome?: number;
  readonly side?: number;
  readonly price?: number;
  readonly size?: number;
  readonly flags?: number;
};

/** A tape of these rows, one microsecond apart from 100. */
function tapeOf(rows: readonly Row[]): Tape {
  return {
    length: rows.length,
    tsEvent: Float64Array.from(rows, () => Number.NaN),
    tsInit: Float64Array.from(rows, (_, i) => 100 + i),
    market: new Int32Array(rows.length),
    outcome: Uint8Array.from(rows, (row) => row.outcome ?? 0),
    kind: Uint8Array.from(rows, (row) => row.kind),
    side: Uint8Array.from(rows, (row) => row.side ?? BID),
    flags: Uint8Array.from(rows, (row) => row.flags ?? 0),
    price: Int32Array.from(rows, (row) => row.price ?? 0),
    size: Float64Array.from(rows, (row) => row.size ?? 0),
  };
}

function apply(target: MarketBook, ...rows: Row[]): void {
  const tape = tapeOf(rows);
  for (let row = 0; row < tape.length; row++) applyBookRow(target, tape, row);
}

const CENT = 10_000 as TickSize;
const WHOLE = FLAG_BOOK | FLAG_LAST;
const bid = (price: number, size: number, flags = 0): Row => ({
  kind: KIND_LEVEL,
  price,
  size,
  flags,
});
const ask = (price: number, size: number, flags = 0): Row => ({
  kind: KIND_LEVEL,
  side: ASK,
  price,
  size,
  flags,
});
const clear: Row = { kind: KIND_CLEAR, flags: FLAG_BOOK };
const SNAPSHOT = [clear, bid(480_000, 5, FLAG_BOOK), ask(520_000, 7, WHOLE)];

let book: MarketBook;
beforeEach(() => {
  book = new MarketBook(CENT);
});

function best(): (number | undefined)[] {
  return [book.bestBid, book.bestAsk];
}

describe('a snapshot', () => {
  test('is trusted once its last row is in, not before', () => {
    const tape = tapeOf(SNAPSHOT);
    for (let row = 0; row < 2; row++) {
      applyBookRow(book, tape, row);
      expect(book.isTrusted).toBe(false);
    }
    applyBookRow(book, tape, 2);
    expect(book.isTrusted).toBe(true);
    expect(best()).toEqual([480_000, 520_000]);
    expect(book.sizeAt(ASK, 520_000 as Price)).toBe(7);
  });

  test('with an impossible level is not trusted, wherever the level stands in it', () => {
    for (const wrong of [bid(485_000, 5, FLAG_BOOK), bid(480_000, -5, FLAG_BOOK), bid(0, 5)]) {
      for (const rows of [
        [clear, wrong, ask(520_000, 7, WHOLE)],
        [clear, ask(520_000, 7, FLAG_BOOK), { ...wrong, flags: WHOLE }],
      ]) {
        const fresh = new MarketBook(CENT);
        apply(fresh, ...SNAPSHOT);
        apply(fresh, ...rows);
        expect([fresh.isTrusted, fresh.untrustedReason]).toEqual([false, 'bad_rows']);
        apply(fresh, ...SNAPSHOT);
        expect([fresh.isTrusted, fresh.epoch]).toEqual([true, 2]);
      }
    }
  });

  test('said twice changes nothing', () => {
    apply(book, ...SNAPSHOT, ...SNAPSHOT);
    expect([...best(), book.epoch, book.isTrusted]).toEqual([480_000, 520_000, 1, true]);
  });

  test('may be empty', () => {
    apply(book, { kind: KIND_CLEAR, flags: WHOLE });
    expect([...best(), book.isTrusted]).toEqual([undefined, undefined, true]);
  });

  test('without its last row, or of part of the book, is not trusted', () => {
    apply(book, clear, bid(480_000, 5, FLAG_BOOK));
    expect(book.isTrusted).toBe(false);
    apply(book, ask(520_000, 5, FLAG_LAST));
    expect(book.isTrusted).toBe(false);
  });
});

describe('a delta', () => {
  test('before any snapshot is kept, but not trusted', () => {
    apply(book, bid(400_000, 5, FLAG_LAST));
    expect([book.bestBid, book.isTrusted, book.untrustedReason]).toEqual([
      400_000,
      false,
      'no_snapshot',
    ]);
  });

  test('sets a total, and zero removes the level', () => {
    apply(book, ...SNAPSHOT, bid(490_000, 3, FLAG_LAST));
    expect(book.bestBid).toBe(490_000);
    apply(book, bid(490_000, 0, FLAG_LAST));
    expect(book.bestBid).toBe(480_000);
  });

  test('off the ladder ends trust at its time and changes no level', () => {
    apply(book, ...SNAPSHOT, bid(490_000, 1), bid(485_000, 3, FLAG_LAST));
    expect([...best(), book.isTrusted, book.untrustedSince]).toEqual([
      490_000,
      520_000,
      false,
      104,
    ]);
  });

  test('with a size that is none ends trust', () => {
    for (const size of [Number.NaN, -2, 0.5]) {
      const fresh = new MarketBook(CENT);
      apply(fresh, ...SNAPSHOT, bid(490_000, size, FLAG_LAST));
      expect([fresh.bestBid, fresh.untrustedReason]).toEqual([480_000, 'bad_rows']);
    }
    apply(book, ...SNAPSHOT, bid(490_000, UNKNOWN_SIZE, FLAG_LAST));
    expect([book.bestBid, book.isTrusted]).toEqual([490_000, true]);
  });
});

describe('the other outcome', () => {
  test('is the same book from the other side', () => {
    apply(
      book,
      { ...clear, outcome: 1 },
      { ...bid(480_000, 5), outcome: 1 },
      { ...ask(530_000, 7, WHOLE), outcome: 1 },
    );
    expect(best()).toEqual([470_000, 520_000]);
    expect(book.sizeAt(ASK, 520_000 as Price)).toBe(5);
    expect(book.sizeAt(BID, 470_000 as Price)).toBe(7);
    expect(book.isTrusted).toBe(true);
  });

  test('mirrors impossible prices into impossible prices', () => {
    for (const price of [0, SCALE, 485_000, -10_000]) {
      const fresh = new MarketBook(CENT);
      apply(fresh, ...SNAPSHOT, { ...bid(price, 5, FLAG_LAST), outcome: 1 });
      expect(fresh.untrustedReason).toBe('bad_rows');
    }
  });

  test('gives the same book for any rows told from either side', () => {
    const level = fc.record({
      side: fc.constantFrom(BID, ASK),
      cents: fc.integer({ min: 1, max: 99 }),
      size: fc.constantFrom(0, 1, 2),
      mirrored: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(level), (levels) => {
        const plain = new MarketBook(CENT);
        const mixed = new MarketBook(CENT);
        for (const { side, cents, size, mirrored } of levels) {
          apply(plain, { kind: KIND_LEVEL, side, price: cents * CENT, size });
          const told = mirrored
            ? { outcome: 1, side: opposite(side), price: SCALE - cents * CENT }
            : { outcome: 0, side, price: cents * CENT };
          apply(mixed, { kind: KIND_LEVEL, size, ...told });
        }
        for (let cents = 1; cents < 100; cents++) {
          for (const side of [BID, ASK] as const) {
            const price = (cents * CENT) as Price;
            expect(mixed.sizeAt(side, price)).toBe(plain.sizeAt(side, price));
          }
        }
        expect([mixed.bestBid, mixed.bestAsk]).toEqual([plain.bestBid, plain.bestAsk]);
      }),
    );
  });
});

describe('a break', () => {
  test.each(GAP_REASONS.map((reason, code) => [code, reason] as const))(
    'of code %d ends trust because of %s',
    (price, reason) => {
      apply(book, ...SNAPSHOT, { kind: KIND_GAP, price, flags: WHOLE });
      expect([book.isTrusted, book.untrustedReason, book.untrustedSince]).toEqual([
        false,
        reason,
        103,
      ]);
    },
  );

  test('of a code nobody knows is a gap of the recording', () => {
    apply(book, ...SNAPSHOT, { kind: KIND_GAP, price: 99 });
    expect(book.untrustedReason).toBe('recording_gap');
  });

  test('is not healed by a confirmation or a difference, only by a whole book', () => {
    apply(book, ...SNAPSHOT, { kind: KIND_GAP, price: 1 });
    apply(book, { kind: KIND_CONFIRM, flags: WHOLE }, bid(490_000, 5, WHOLE));
    expect(book.isTrusted).toBe(false);
    apply(book, ...SNAPSHOT);
    expect([book.isTrusted, book.epoch]).toEqual([true, 2]);
  });

  test('between the parts of a snapshot spoils it', () => {
    apply(book, clear, { kind: KIND_GAP, price: 2 }, ask(520_000, 7, WHOLE));
    expect(book.isTrusted).toBe(false);
  });
});

describe('a tick change', () => {
  test('voids the book until a snapshot on the new grid', () => {
    apply(book, ...SNAPSHOT, { kind: KIND_TICK, price: 1_000, flags: WHOLE });
    expect([...best(), book.tick, book.untrustedReason]).toEqual([
      undefined,
      undefined,
      1_000,
      'tick_change',
    ]);
    apply(book, clear, bid(481_000, 5, WHOLE));
    expect([book.isTrusted, book.bestBid]).toEqual([true, 481_000]);
  });

  test.each([0, 7, -10_000, 20_000])('to %d is none: the book is not trusted', (price) => {
    apply(book, ...SNAPSHOT, { kind: KIND_TICK, price });
    expect([book.tick, book.untrustedReason, book.untrustedSince]).toEqual([CENT, 'bad_rows', 103]);
    expect(best()).toEqual([480_000, 520_000]);
  });
});

test('a confirmation completes a book that was being sent', () => {
  apply(book, clear, bid(480_000, 5, FLAG_BOOK), { kind: KIND_CONFIRM, flags: WHOLE });
  expect([book.isTrusted, book.bestBid]).toEqual([true, 480_000]);
});

test('a confirmation of a trusted book changes nothing', () => {
  apply(book, ...SNAPSHOT, { kind: KIND_CONFIRM, flags: WHOLE });
  expect([...best(), book.epoch, book.isTrusted]).toEqual([480_000, 520_000, 1, true]);
});

test.each([KIND_TRADE, KIND_REFERENCE, KIND_OPEN, KIND_CLOSE, KIND_RESOLVE, KIND_TOLD])(
  'a row of kind %d is not about the book',
  (kind) => {
    apply(book, clear, bid(480_000, 5), { kind, price: 480_000, size: 1, flags: WHOLE });
    expect([book.isTrusted, book.sizeAt(BID, 480_000 as Price)]).toEqual([false, 5]);
  },
);

describe('a tick that nobody announced', () => {
  const whole = (...rows: Row[]): Row[] => [
    { kind: KIND_CLEAR, flags: FLAG_BOOK },
    ...rows,
    { kind: KIND_LEVEL, price: 400_000, size: 5, flags: FLAG_BOOK | FLAG_LAST },
  ];
  const derived = (price: number): Row => ({ kind: KIND_TICK, price, flags: FLAG_DERIVED });

  test.each([
    ['the one in force', 1_000, true, 1_000],
    ['coarser, inferred from fewer prices', 10_000, true, 1_000],
    ['finer', 100, false, 100],
    ['on another grid', 2_500, false, 2_500],
  ])('%s', (_, units, isTrusted, tick) => {
    const book = new MarketBook(1_000 as TickSize);
    apply(book, ...whole(), derived(units));
    expect(book).toMatchObject({ isTrusted, tick, epoch: 1 });
  });

  test('is taken when the book is not known', () => {
    const book = new MarketBook(1_000 as TickSize);
    apply(book, derived(10_000));
    expect(book.tick).toBe(10_000);
  });
});
