import { describe, expect, test } from 'vitest';
import { ASK, BID } from '../domain/side.ts';
import {
  FLAG_LAST,
  GAP_REASONS,
  KIND_CLEAR,
  KIND_GAP,
  KIND_TOLD,
  KIND_TRADE,
} from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Levels } from '../ports/venue-wire.ts';
import type { At, MarketNumber } from './importer.ts';
import type { GapRecord } from './receipt.ts';
import { RowBuffer } from './row-buffer.ts';
import { Series } from './series.ts';

function at(tsEvent: number, tsInit = tsEvent): At {
  const market = 0 as MarketNumber;
  return { market, outcome: 0, tsEvent, tsInit, source: { file: 'f', row: 1 } };
}

function side(...levels: readonly (readonly [number, number])[]): Levels {
  return {
    price: Int32Array.from(levels, ([price]) => price),
    size: Float64Array.from(levels, ([, size]) => size),
  };
}

function series() {
  const gaps: GapRecord[] = [];
  return { gaps, rows: new RowBuffer(), series: new Series(0, 0, 'tsEvent', gaps) };
}

const BIDS = side([400_000, 5]);
const ASKS = side([450_000, 5]);

describe('a book', () => {
  test.each([
    ['crossed_book', side([450_000, 5]), ASKS],
    ['price_out_of_range', side([0, 5]), ASKS],
    ['price_out_of_range', BIDS, side([1_000_000, 5])],
    ['negative_size', side([400_000, -5]), ASKS],
    ['bad_size', BIDS, side([450_000, Number.NaN])],
    ['unsorted_levels', side([390_000, 5], [400_000, 5]), ASKS],
    ['unsorted_levels', BIDS, side([450_000, 5], [450_000, 6])],
    ['off_tick', BIDS, side([450_001, 5])],
  ])('is refused as %s, and the book before it is not trusted any more', (code, bids, asks) => {
    const { gaps, rows, series: one } = series();
    expect(one.book(rows, at(1), BIDS, ASKS)).toBeUndefined();
    const before = rows.length;
    expect(one.book(rows, at(2), bids, asks)?.code).toBe(code);
    expect(rows.length).toBe(before + 1);
    expect([rows.kind[before], rows.flags[before]]).toEqual([KIND_GAP, FLAG_LAST]);
    const reason = code === 'crossed_book' ? 'crossed' : 'bad_rows';
    expect(GAP_REASONS[rows.price[before]!]).toBe(reason);
    expect(one.book(rows, at(3), BIDS, ASKS)).toBeUndefined();
    expect(rows.kind[before + 1]).toBe(KIND_CLEAR);
    expect(gaps).toEqual([{ market: 0, outcome: 0, from: 2, to: 3, reason }]);
  });

  test('that was refused before any good one leaves no gap: nothing was trusted', () => {
    const { gaps, rows, series: one } = series();
    one.book(rows, at(1), side([450_000, 5]), ASKS);
    expect(rows.length).toBe(0);
    expect(gaps).toEqual([]);
  });

  test('that comes late is refused without harm to the one it is older than', () => {
    const { gaps, rows, series: one } = series();
    one.book(rows, at(5), BIDS, ASKS);
    const before = rows.length;
    expect(one.book(rows, at(4), BIDS, side([460_000, 1]))?.code).toBe('out_of_order');
    expect(rows.length).toBe(before);
    expect(gaps).toEqual([]);
  });

  test('with both times and all levels as before is a duplicate', () => {
    const { rows, series: one } = series();
    one.book(rows, at(1, 2), BIDS, ASKS);
    const before = rows.length;
    expect(one.book(rows, at(1, 2), BIDS, ASKS)?.code).toBe('duplicate');
    expect(rows.length).toBe(before);
    expect(one.book(rows, at(1, 3), BIDS, ASKS)).toBeUndefined();
  });

  test('without the time that replay follows is refused', () => {
    const { rows, series: one } = series();
    expect(one.book(rows, at(Number.NaN, 2), BIDS, ASKS)?.code).toBe('no_clock');
  });

  test('may be empty on either side', () => {
    const { rows, series: one } = series();
    expect(one.book(rows, at(1), side(), ASKS)).toBeUndefined();
    expect(one.book(rows, at(2), BIDS, side())).toBeUndefined();
  });
});

describe('a delta', () => {
  test('before any book is refused', () => {
    const { rows, series: one } = series();
    expect(one.delta(rows, at(1), BID, 400_000, 5, true)?.code).toBe('delta_before_snapshot');
    expect(rows.length).toBe(0);
  });

  test.each([
    ['negative_size', 400_000, -2],
    ['bad_size', 400_000, 0.5],
    ['bad_price', Number.NaN, 5],
    ['price_out_of_range', 1_000_000, 5],
    ['off_tick', 400_001, 5],
  ])('with %s is refused and ends the trust in the book', (code, price, size) => {
    const { gaps, rows, series: one } = series();
    one.book(rows, at(1), BIDS, ASKS);
    expect(one.delta(rows, at(2), ASK, price, size, true)?.code).toBe(code);
    expect(rows.kind[rows.length - 1]).toBe(KIND_GAP);
    expect(gaps).toHaveLength(1);
  });

  test('after an announced tick change needs a new book', () => {
    const { rows, series: one } = series();
    one.book(rows, at(1), BIDS, ASKS);
    one.tick(rows, at(2), 1_000 as TickSize);
    expect(one.delta(rows, at(3), BID, 400_000, 5, true)?.code).toBe('delta_before_snapshot');
    one.book(rows, at(4), BIDS, ASKS);
    expect(one.delta(rows, at(5), BID, 400_000, 0, true)).toBeUndefined();
  });
});

describe('a trade', () => {
  test('is kept whatever the book does, in any order of time', () => {
    const { rows, series: one } = series();
    expect(one.trade(rows, at(9), BID, 400_000, 5, FLAG_LAST)).toBeUndefined();
    expect(one.trade(rows, at(3), ASK, 410_000, 6, FLAG_LAST)).toBeUndefined();
    expect([rows.kind[0], rows.side[1]]).toEqual([KIND_TRADE, ASK]);
  });

  test.each([
    ['no_size', 400_000, 0],
    ['negative_size', 400_000, -1],
    ['price_out_of_range', 0, 5],
  ])('with %s is refused', (code, price, size) => {
    const { rows, series: one } = series();
    expect(one.trade(rows, at(1), BID, price, size, FLAG_LAST)?.code).toBe(code);
  });
});

test('a hole told by the importer is a row and a record', () => {
  const { gaps, rows, series: one } = series();
  one.gap(rows, 7, 9, 'disconnected');
  expect([rows.kind[0], rows.tsEvent[0]]).toEqual([KIND_GAP, 7]);
  expect(gaps).toEqual([{ market: 0, outcome: 0, from: 7, to: 9, reason: 'disconnected' }]);
});

test('a gap without an end lasts until the next book, one with an end as long as told', () => {
  const { gaps, rows, series: one } = series();
  one.book(rows, at(1), BIDS, ASKS);
  one.gap(rows, 2, undefined, 'bad_rows');
  one.gap(rows, 3, undefined, 'crossed');
  one.book(rows, at(5), BIDS, ASKS);
  one.gap(rows, 6, 8, 'recording_gap');
  one.gap(rows, 9, undefined, 'disconnected');
  expect(gaps.map(({ from, to, reason }) => [from, to, reason])).toEqual([
    [2, 5, 'bad_rows'],
    [6, 8, 'recording_gap'],
    [9, undefined, 'disconnected'],
  ]);
});

describe('a book that is told again', () => {
  test('may be crossed for the moment, and goes on', () => {
    const { series: token, rows, gaps } = series();
    expect(token.restate(rows, at(1), side([460_000, 5]), ASKS)).toBeUndefined();
    expect(token.delta(rows, at(2), BID, 460_000, 0, true)).toBeUndefined();
    expect(gaps).toEqual([]);
  });

  test('that cannot be taken is not known', () => {
    const { series: token, rows, gaps } = series();
    const fault = token.restate(rows, at(1), side([400_000, -5]), ASKS);
    expect(fault).toMatchObject({ code: 'negative_size' });
    expect(gaps).toMatchObject([{ from: 1, to: undefined, reason: 'bad_rows' }]);
    expect(Array.from(rows.kind.slice(0, rows.length))).toEqual([KIND_GAP]);
  });
});

describe('a told price', () => {
  test.each([0, 500, 445_000, 1_000_000])('of %i is kept as it is, with no size', (price) => {
    const { rows, series: one } = series();
    expect(one.told(rows, at(1), price)).toBeUndefined();
    expect([rows.kind[0], rows.price[0], rows.size[0]]).toEqual([KIND_TOLD, price, -1]);
    expect(rows.flags[0]).toBe(FLAG_LAST);
  });

  test.each([
    ['price_out_of_range', at(2), -1],
    ['price_out_of_range', at(2), 1_000_001],
    ['bad_price', at(2), 0.5],
    ['out_of_order', at(0), 500_000],
    ['no_clock', at(Number.NaN), 500_000],
  ])('is refused as %s', (code, when, price) => {
    const { rows, series: one } = series();
    one.told(rows, at(1), 500_000);
    expect(one.told(rows, when, price)?.code).toBe(code);
    expect(rows.length).toBe(1);
  });

  test('ends a gap: from there on something is known again', () => {
    const { gaps, rows, series: one } = series();
    one.gap(rows, 1, undefined, 'recording_gap');
    one.told(rows, at(5), 500_000);
    expect(gaps).toMatchObject([{ from: 1, to: 5 }]);
  });
});
