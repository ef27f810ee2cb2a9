import { expect, test } from 'vitest';
import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import { Holdings } from './holdings.ts';
import type { FillRecord } from './order-record.ts';

const NOBODY = 0 as StrategyIndex;

/** Whole shares and dollars. */
function fill(side: 'buy' | 'sell', shares: number, dollars: number, fee = 0): FillRecord {
  const [size, amount] = [shares * 1e6, dollars * 1e6];
  const ids = { fill: 1, trade: 't', id: '0x1', token: '111' as TokenId };
  return { ...ids, side, price: 400_000, size, amount, fee: fee * 1e6 } as FillRecord;
}

test('a sale takes its cost out at the average, fees included', () => {
  const held = new Holdings();
  held.take(NOBODY, fill('buy', 10, 4, 1));
  held.take(NOBODY, fill('buy', 10, 6));
  expect(held.all).toMatchObject([{ shares: 20e6, cost: 11e6 }]);
  held.take(NOBODY, fill('sell', 5, 3));
  expect(held.all).toMatchObject([{ shares: 15e6, cost: 8.25e6 }]);
  held.take(NOBODY, fill('sell', 15, 9));
  expect(held.all).toEqual([]);
});

test('what the chain took back was never held', () => {
  const held = new Holdings();
  held.take(NOBODY, fill('buy', 10, 4));
  held.take(NOBODY, fill('buy', 5, 3));
  held.failed(NOBODY, fill('buy', 10, 4));
  expect(held.all).toMatchObject([{ shares: 5e6, cost: 3e6 }]);
  held.take(NOBODY, fill('sell', 5, 4));
  held.failed(NOBODY, fill('sell', 5, 4));
  expect(held.all).toMatchObject([{ shares: 5e6, cost: 4e6 }]);
});

test('each strategy holds its own', () => {
  const held = new Holdings();
  held.take(NOBODY, fill('buy', 10, 4));
  held.take(1 as StrategyIndex, fill('buy', 5, 3));
  held.take(1 as StrategyIndex, fill('sell', 5, 3));
  expect(held.all).toMatchObject([{ strategy: 0, shares: 10e6 }]);
});
