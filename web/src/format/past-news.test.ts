import { expect, test } from 'vitest';
import type { NewsRow } from '../../../src/screen/desk-document.ts';
import type { PastDecision, PastFill } from '../../../src/server/dashboard/history.ts';
import { newsText } from './news-text.ts';
import { pastPath, withPast, withPastFills } from './past-news.ts';

const decision = (entry: number, changes: Partial<PastDecision>) =>
  ({
    ...{ entry, time: entry, kind: 'order', strategy: 'ml', market: 'btc', label: 'Up' },
    ...{ order_id: 7, side: 'buy', price: 480_000, size: 8_000_000, reason: 'ml' },
    ...{ numbers: { edge: 0.1, bad: 'NaN' }, status: 'filled', code: null, message: null },
    ...changes,
  }) as PastDecision;

test('the archive is asked for the run that goes on, not for others with other money', () => {
  const path = new URL(pastPath('decisions', 'live 2', { market: 'btc', most: 60 }), 'http://desk');
  expect(path.pathname).toBe('/api/decisions');
  expect(Object.fromEntries(path.searchParams)).toEqual({
    run: 'live 2',
    market: 'btc',
    most: '60',
  });
});

test('what the desk tells of stands after what the archive has of before', () => {
  const told = [{ entry: 90, at: 50 } as NewsRow];
  const past = [60, 40, 30].map((time) => decision(time, {}));
  const news = withPast(told, past, 45);
  expect(news.map(({ at }) => at)).toEqual([30, 40, 50]);
  expect(new Set(news.map(({ entry }) => entry)).size).toBe(3);
  expect(withPast([], past, undefined).map(({ at }) => at)).toEqual([30, 40, 60]);
});

test('each kind is told as the desk would tell it', () => {
  const text = (changes: Partial<PastDecision>) => {
    const [row] = withPast([], [decision(1, changes)], undefined);
    return row === undefined ? '' : [row.kind, newsText(row)];
  };
  expect(text({})).toEqual(['order', 'Buy 8 Up at 0.48']);
  const denied = { status: 'denied', code: 'paused', message: 'it is paused' };
  expect(text(denied)).toEqual(['denied', '8 Up at 0.48 not sent: it is paused']);
  expect(text({ kind: 'skip', price: null, size: null, reason: 'no_edge' })).toEqual([
    'skipped',
    'No edge',
  ]);
  expect(text({ kind: 'cancel', price: null, size: null, reason: 'requote' })).toEqual([
    'canceled',
    'Order 7 canceled: requote',
  ]);
});

test('what was compared stays, where it is a number', () => {
  const [row] = withPast([], [decision(1, {})], undefined);
  expect(row?.numbers).toEqual({ edge: 0.1, price: 480_000, size: 8_000_000 });
});

test('fills of before are told as the desk would tell them', () => {
  const fill = {
    ...{ fill: 1, time: 5, strategy: 'ml', market: 'btc', label: 'Down', order_id: 3 },
    ...{ side: 'sell', price: 480_000, size: 8_000_000, amount: 3_840_000, fee: 10_000 },
    ...{ liquidity: 'taker', settlement: 'confirmed' },
  } as PastFill;
  const [row] = withPastFills([], [fill], 9);
  expect(row).toMatchObject({ kind: 'fill', at: 5, order: 3, level: 'info' });
  expect(row && newsText(row)).toBe('Sold 8 Down at 0.48, taker, fee $0.01');
  expect(withPastFills([], [fill], 5)).toEqual([]);
});
