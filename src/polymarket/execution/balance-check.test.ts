import { beforeEach, expect, test } from 'vitest';
import { OrderVenue, UP } from '../../../test/support/order-venue.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import { BalanceCheck, type ExpectedBalances } from './balance-check.ts';
import type { Notice } from './notice.ts';

let venue: OrderVenue;
let notices: Notice[];
let ours: ExpectedBalances | undefined;
let check: BalanceCheck;
beforeEach(() => {
  venue = new OrderVenue(new VirtualClock());
  notices = [];
  ours = { cash: 100e6 as Usd, shares: new Map([[UP, 5e6 as Shares]]) };
  venue.balances = { collateral: 100e6, [UP]: 5e6 };
  check = new BalanceCheck({
    account: venue,
    signatureType: 0,
    expected: () => ours,
    notice: (notice) => notices.push(notice),
  });
});

test('a difference is told when it is seen twice: the venue answers from a cache', async () => {
  venue.balances[UP] = 4e6;
  await check.run();
  expect(notices).toEqual([]);
  await check.run();
  expect(notices).toMatchObject([{ code: 'balance_mismatch' }]);
  expect(notices[0]?.message).toMatch(/hold 4 shares of token 111, our books say 5/);
  // Once, however long it lasts; another one is told again.
  await check.run();
  expect(notices).toHaveLength(1);
  venue.balances[UP] = 3e6;
  await check.run();
  await check.run();
  expect(notices).toHaveLength(2);
});

test('one that changes or goes is none', async () => {
  for (const balance of [90e6, 95e6, 100e6, 90e6]) {
    venue.balances.collateral = balance;
    await check.run();
  }
  expect(notices).toEqual([]);
});

test('less than a cent is rounding', async () => {
  venue.balances.collateral = 100e6 - 9_999;
  await check.run();
  await check.run();
  expect(notices).toEqual([]);
});

test('what moves while it is asked is not compared', async () => {
  const balance = venue.balance.bind(venue);
  venue.balances.collateral = 90e6;
  venue.balance = (asset) => {
    ours = { cash: ((ours?.cash ?? 0) - 1) as Usd, shares: new Map() };
    return balance(asset);
  };
  await check.run();
  await check.run();
  ours = undefined;
  await check.run();
  expect(notices).toEqual([]);
});
