import { expect, test } from 'vitest';
import { otherWinner } from './own-winner.ts';

const market = {
  rule: {
    value: { kind: 'spot_close_vs_open', feed: 'chainlink/dogeusd', tie: 'first' },
    source: 'test',
  },
  labels: ['Up', 'Down'],
} as const;
const price = (value: number, text = String(value)) => ({ value, text });

test('is told in words, with our own prices', () => {
  expect(otherWinner(market, price(200_001), price(200_002), 0)).toBe(
    'by our own prices (0.200001, then 0.200002) Up wins, the venue says Down',
  );
  expect(otherWinner(market, price(200_001), price(200_002), 1_000_000)).toBeUndefined();
});

test('prices that are the same only to the sixth digit tell nobody who won', () => {
  const [open, close] = [price(200_001, '0.2000010002'), price(200_001, '0.2000010001')];
  expect(otherWinner(market, open, close, 0)).toBeUndefined();
  expect(otherWinner(market, open, open, 0)).toMatch(/Up wins, the venue says Down$/);
});
