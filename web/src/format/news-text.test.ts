import { expect, test } from 'vitest';
import { newsText, othersThanTold } from './news-text.ts';

const said = { level: 'info', label: 'Up', order: 7, numbers: {} } as const;
const base = { ...said, kind: 'order', code: 'x', message: '' } as const;
const terms = { price: 480_000, size: 8_000_000 };

test('fills, orders and cancels are told as people say them', () => {
  const fee = { ...terms, amount: 3_840_000, fee: 20_000 };
  const fill = { ...base, kind: 'fill', code: 'taker', message: 'sell', numbers: fee } as const;
  expect(newsText(fill)).toBe('Sold 8 Up at 0.48, taker, fee $0.02');
  expect(newsText({ ...base, message: 'buy', numbers: terms })).toBe('Buy 8 Up at 0.48');
  expect(newsText({ ...base, kind: 'canceled', code: 'requote' })).toBe(
    'Order 7 canceled: requote',
  );
});

test('what has words of its own is told by them', () => {
  const message = 'position 48 is above maxPosition 40';
  expect(newsText({ ...base, kind: 'denied', message, numbers: terms })).toBe(
    '8 Up at 0.48 not sent: position 48 is above maxPosition 40',
  );
  expect(newsText({ ...base, kind: 'skipped', code: 'no_edge' })).toBe('No edge');
});

test('an order that the venue refused is told by its number', () => {
  const message = 'the post-only order crosses the book';
  const refused = { ...base, level: 'warning', code: 'post_only_crosses', message } as const;
  expect(newsText(refused)).toBe('Order 7 refused: the post-only order crosses the book');
  expect(newsText({ ...refused, message: '' })).toBe('Order 7 refused: post only crosses');
});

test('numbers are not told twice', () => {
  const numbers = { ...terms, edge: 12_000 };
  expect(othersThanTold({ ...base, numbers })).toEqual({ edge: 12_000 });
  expect(othersThanTold({ ...base, kind: 'denied', numbers })).toEqual({ edge: 12_000 });
  expect(othersThanTold({ ...base, kind: 'skipped', numbers })).toEqual(numbers);
});
