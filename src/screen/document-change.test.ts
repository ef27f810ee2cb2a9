import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeskDocument, NEWS_MOST, type NewsRow } from './desk-document.ts';
import { changeBetween, changed } from './document-change.ts';

const row = fc.record({ shares: fc.integer({ min: 0, max: 3 }), cost: fc.constant(1) });
const table = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), row);

/** Only what the two functions look at: that rows are plain JSON. */
const documents = fc
  .record({
    desk: fc.record({ cash: fc.integer({ min: 0, max: 2 }) }),
    strategies: table,
    markets: table,
    orders: table,
    positions: table,
    limits: table,
    health: table,
  })
  .map((found) => ({ ...found, news: [] }) as unknown as DeskDocument);

function news(entry: number): NewsRow {
  const about = { strategy: null, market: null, label: null, order: null };
  return { entry, at: entry, kind: 'notice', level: 'info', ...about, ...SAID };
}

const SAID = { code: 'said', message: 'something', numbers: {} };

const EMPTY = {
  desk: { cash: 1 },
  strategies: {},
  markets: {},
  orders: {},
  positions: {},
  limits: {},
  health: {},
  news: [],
} as unknown as DeskDocument;

describe('a change of a document', () => {
  test('makes the later document of the one before, whatever both hold', () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const change = changeBetween(before, after, 7);
        if (change === undefined) expect(after).toEqual(before);
        else expect(changed(before, change)).toEqual(after);
      }),
    );
  });

  test('holds only rows that are not as they were, and null for those that are gone', () => {
    const before = {
      ...EMPTY,
      markets: { stays: { bid: 1 }, goes: { bid: 2 }, moves: { bid: 3 } },
    };
    const after = {
      ...EMPTY,
      markets: { stays: { bid: 1 }, moves: { bid: 4 }, comes: { bid: 5 } },
    };
    const change = changeBetween(before as never, after as never, 3);
    const markets = { goes: null, moves: { bid: 4 }, comes: { bid: 5 } };
    expect(change).toEqual({ seq: 3, rows: { markets }, news: [] });
  });

  test('sees what is deep in a row, also where it has come or gone', () => {
    const deep = (numbers: object) => ({ ...EMPTY, orders: { 1: { reason: { numbers } } } });
    const seen = (one: object, other: object) =>
      changeBetween(deep(one) as never, deep(other) as never, 1) !== undefined;
    expect(seen({ edge: 1 }, { edge: 1 })).toBe(false);
    expect(seen({ edge: 1 }, { edge: 2 })).toBe(true);
    expect(seen({ edge: 1 }, {})).toBe(true);
    expect(seen({ edge: 1 }, { size: 1 })).toBe(true);
    expect(seen({ edge: [1, 2] }, { edge: [1, 3] })).toBe(true);
    expect(seen({ edge: null }, { edge: {} })).toBe(true);
  });

  test('is none where nothing changed', () => {
    expect(changeBetween(EMPTY, structuredClone(EMPTY), 1)).toBeUndefined();
  });

  test('tells each thing that happened once', () => {
    const before = { ...EMPTY, news: [news(4), news(5)] };
    const after = { ...EMPTY, news: [news(4), news(5), news(8)] };
    const change = changeBetween(before, after, 1);
    expect(change?.news.map(({ entry }) => entry)).toEqual([8]);
  });

  test('leaves a document with no more news than it keeps', () => {
    const full = { ...EMPTY, news: Array.from({ length: NEWS_MOST }, (_, i) => news(i)) };
    const after = changed(full, { seq: 1, rows: {}, news: [news(NEWS_MOST)] });
    expect(after.news).toHaveLength(NEWS_MOST);
    expect(after.news.at(-1)?.entry).toBe(NEWS_MOST);
    expect(after.news[0]?.entry).toBe(1);
  });

  test('leaves the document before as it was, and shares tables that it does not touch', () => {
    const before = Object.freeze({ ...EMPTY, markets: Object.freeze({}) }) as DeskDocument;
    const rows = { markets: { one: { bid: 1 } } } as never;
    const after = changed(before, { seq: 1, rows, news: [] });
    expect(before.markets).toEqual({});
    expect(after.orders).toBe(before.orders);
  });
});
