import { expect, test, vi } from 'vitest';
import type { DeskDocument, MarketRow } from '../../../src/screen/desk-document.ts';
import type { LiveMessage } from '../../../src/screen/live-message.ts';
import { DeskStore } from './desk-store.ts';

const market = (bid: number) => ({ bid }) as MarketRow;

const snapshot = (markets: Record<string, MarketRow>): LiveMessage => ({
  kind: 'snapshot',
  run: 'one',
  seq: 4,
  document: {
    desk: { cash: 1 },
    strategies: {},
    markets,
    orders: {},
    positions: {},
    limits: {},
    health: {},
    news: [],
  } as unknown as DeskDocument,
});

const moved = (seq: number, markets: Record<string, MarketRow | null>): LiveMessage => ({
  kind: 'change',
  seq,
  rows: { markets },
  news: [],
});

test('a market that moves is told to whoever looks at it and to nobody else', () => {
  const store = new DeskStore();
  store.take(snapshot({ one: market(1), other: market(2) }));
  const [one, other, table, keys] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  store.listen(['markets/one'], one);
  store.listen(['markets/other', 'desk', 'news'], other);
  store.listen(['markets'], table);
  store.listen(['markets#'], keys);
  expect(store.take(moved(5, { one: market(3) }))).toBe(true);
  expect([one, other, table, keys].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1, 0]);
  expect(store.document?.markets.one?.bid).toBe(3);
});

test('keys stay the same array until a row comes or goes', () => {
  const store = new DeskStore();
  store.take(snapshot({ b: market(1), a: market(2) }));
  const keys = store.keys('markets');
  expect(keys).toEqual(['a', 'b']);
  const heard = vi.fn();
  store.listen(['markets#'], heard);
  store.take(moved(5, { a: market(9) }));
  expect(store.keys('markets')).toBe(keys);
  store.take(moved(6, { c: market(1), a: null }));
  expect(store.keys('markets')).toEqual(['b', 'c']);
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a change with something missing before it is not taken', () => {
  const store = new DeskStore();
  expect(store.take(moved(1, {}))).toBe(false);
  store.take(snapshot({ a: market(1) }));
  expect(store.take(moved(6, { a: market(2) }))).toBe(false);
  expect(store.document?.markets.a?.bid).toBe(1);
  expect(store.place).toEqual({ run: 'one', seq: 4 });
});

test('a listener of several topics hears once of one change, and nothing after it has left', () => {
  const store = new DeskStore();
  const heard = vi.fn();
  const leave = store.listen(['markets', 'markets/a', 'markets#'], heard);
  store.take(snapshot({ a: market(1) }));
  expect(heard).toHaveBeenCalledTimes(1);
  leave();
  store.take(moved(5, { a: null }));
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a row whose name is that of something every object has is found only if it was told', () => {
  const store = new DeskStore();
  store.take(snapshot({ a: market(1) }));
  store.take(moved(5, { toString: market(7) }));
  expect(store.keys('markets')).toEqual(['a', 'toString']);
});

test('what was told of a market ends with the run that told it', () => {
  const store = new DeskStore();
  const told = { kind: 'market', market: 'a', document: { market: 'a' } } as LiveMessage;
  store.take(snapshot({}));
  store.take(told);
  store.forget();
  // The same run anew, as after a break: what is shown stays.
  store.take(snapshot({}));
  expect(store.market?.market).toBe('a');
  const heard = vi.fn();
  store.listen(['market'], heard);
  store.take({ ...snapshot({}), run: 'two' } as LiveMessage);
  expect(store.market).toBeUndefined();
  expect(heard).toHaveBeenCalledTimes(1);
});
