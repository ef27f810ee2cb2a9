import { expect, test } from 'vitest';
import type { MarketRow } from '../../../src/screen/desk-document.ts';
import { pausedIn } from './paused-markets.ts';

const row = (pausedFor: string | null) => ({ pausedFor }) as MarketRow;

test('of a desk that has told of no market nobody knows what is paused', () => {
  expect(pausedIn({ markets: {} })).toBeNull();
});

test('of the markets that are told those are named in which nothing is bought', () => {
  expect(pausedIn({ markets: { a: row(null) } })).toEqual([]);
  const markets = { a: row(null), b: row('failures'), c: row('outcome_differs') };
  expect(pausedIn({ markets })).toEqual([
    { slug: 'b', pausedFor: 'failures' },
    { slug: 'c', pausedFor: 'outcome_differs' },
  ]);
});
