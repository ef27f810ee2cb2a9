import { expect, test } from 'vitest';
import { ASK, BID, bookSideOf, opposite } from './side.ts';

test('a buy rests among the bids, a sale among the asks', () => {
  expect(bookSideOf('buy')).toBe(BID);
  expect(bookSideOf('sell')).toBe(ASK);
});

test('the opposite of a side is the other one', () => {
  expect(opposite(BID)).toBe(ASK);
  expect(opposite(ASK)).toBe(BID);
});
