import { expect, test } from 'vitest';
import { aFill } from '../../test/support/a-fill.ts';
import { Account } from './account.ts';
import { MarketBook } from './book.ts';
import { type FeeSchedule, takerFee } from './fee.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from './ids.ts';
import type { OrderTerms } from './order.ts';
import { ASK, BID, opposite } from './side.ts';
import type { TickSize } from './tick.ts';
import { complement, type Price, parseUsd, type Shares, type Usd } from './units.ts';

// The numbers of docs/domain.md, "Worked examples".
const CRYPTO: FeeSchedule = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 };
const UP = 0 as TokenIndex;
const BUY = 1 as ClientOrderId;
const SALE = 2 as ClientOrderId;

function usd(text: string): Usd {
  const parsed = parseUsd(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

const terms: OrderTerms = {
  token: UP,
  side: 'buy',
  price: usd('0.5') as number as Price,
  size: usd('100') as number as Shares,
  timeInForce: 'GTC',
  postOnly: false,
  expiresAt: undefined,
};

function fill(id: number, order: number, side: 'buy' | 'sell', shares: number, dollars: number) {
  const free = aFill({ id, order, side, shares, dollars });
  return { ...free, fee: takerFee(CRYPTO, free.size, free.price) };
}

test('buy and sell', () => {
  const account = new Account(usd('100'));
  account.reserve(BUY, terms, CRYPTO);
  expect([account.reserved, account.available]).toEqual([usd('51.75'), usd('48.25')]);

  const bought = fill(1, BUY, 'buy', 40, 0.45);
  account.fill(bought);
  expect([bought.amount, bought.fee]).toEqual([usd('18'), usd('0.693')]);
  expect([account.cash, account.reserved]).toEqual([usd('81.307'), usd('31.05')]);
  expect(account.available).toBe(usd('50.257'));
  const held = account.position(UP);
  expect([held?.traded, held?.settled]).toEqual([usd('40'), 0]);
  expect([held?.cost, held?.averageEntry]).toEqual([usd('18.693'), usd('0.467325')]);
  account.settle(bought, 'confirmed');
  account.release(BUY);
  expect([account.sellable(UP), account.available]).toEqual([usd('40'), usd('81.307')]);

  const size = usd('25') as number as Shares;
  account.reserve(SALE, { ...terms, side: 'sell', size }, CRYPTO);
  expect([account.sellable(UP), account.reserved]).toEqual([usd('15'), 0]);
  const sold = fill(2, SALE, 'sell', 25, 0.6);
  account.fill(sold);
  expect([sold.amount, sold.fee, account.cash]).toEqual([usd('15'), usd('0.42'), usd('95.887')]);
  expect([held?.realized, held?.cost]).toEqual([usd('2.896875'), usd('7.009875')]);
  expect([held?.traded, account.sellable(UP)]).toEqual([usd('15'), usd('15')]);

  account.settle(sold, 'failed');
  expect([account.cash, held?.traded]).toEqual([usd('81.307'), usd('40')]);
  expect([held?.cost, held?.realized]).toEqual([usd('18.693'), 0]);
});

test('the complement, and a pair that pays a dollar', () => {
  const book = new MarketBook(10_000 as TickSize);
  book.setLevel(opposite(BID), complement(450_000 as Price), usd('30') as number as Shares);
  expect(book.bestAsk).toBe(usd('0.55'));
  expect(book.sizeAt(ASK, 550_000 as Price)).toBe(usd('30'));

  const account = new Account(usd('100'));
  const settled = { shares: 10, settlement: 'confirmed' } as const;
  account.fill(aFill({ id: 1, token: 0, dollars: 0.55, ...settled }));
  account.fill(aFill({ id: 2, token: 1, dollars: 0.42, ...settled }));
  expect(account.cash).toBe(usd('90.30'));
  expect(account.exposureIn(0 as MarketIndex)).toBe(-usd('0.30'));
});
