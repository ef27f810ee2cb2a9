import { expect, test } from 'vitest';
import type { NewsRow } from '../../../src/screen/desk-document.ts';
import { fillMarks } from './fill-marks.ts';

const LABELS = ['Up', 'Down'] as const;

function fill(seconds: number, message: 'buy' | 'sell', label: string, price: number): NewsRow {
  return {
    ...{ entry: seconds, at: seconds * 1_000_000, kind: 'fill', level: 'info', code: 'taker' },
    ...{ strategy: 'random', market: 'btc', order: 1, label, message, numbers: { price } },
  };
}

test('a buy is a buy and a sale is a sale, of either outcome', () => {
  const fills = [
    fill(1, 'buy', 'Up', 600_000),
    fill(2, 'buy', 'Down', 300_000),
    fill(3, 'sell', 'Up', 650_000),
    fill(4, 'sell', 'Down', 200_000),
  ];
  const { buys, sales } = fillMarks(fills, LABELS, [1, 2, 3, 4]);
  expect(buys).toEqual([
    [600_000, null, null, null],
    [null, 700_000, null, null],
  ]);
  expect(sales).toEqual([
    [null, null, 650_000, null],
    [null, null, null, 800_000],
  ]);
});

test('a fill stands at the nearest point, and before the path nowhere', () => {
  const fills = [fill(1, 'buy', 'Up', 100_000), fill(13, 'buy', 'Up', 200_000)];
  expect(fillMarks(fills, LABELS, [10, 14]).buys[0]).toEqual([null, 200_000]);
});
