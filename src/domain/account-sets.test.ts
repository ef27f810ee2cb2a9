import { beforeEach, describe, expect, test } from 'vitest';
import { aFill } from '../../test/support/a-fill.ts';
import { aSetChange } from '../../test/support/a-set-change.ts';
import { Account } from './account.ts';
import type { ChangeSets } from './command.ts';
import { FREE } from './fee.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from './ids.ts';
import { InvariantError } from './invariant.ts';
import { type Price, SCALE, type Shares, type Usd } from './units.ts';

const UP = 0 as TokenIndex;
const DOWN = 1 as TokenIndex;
const MARKET = 0 as MarketIndex;
const GAS = 5_000 as Usd;

let account: Account;
beforeEach(() => {
  account = new Account((100 * SCALE) as Usd);
});

/** Cash, available, exposure of the market, in dollars. */
const money = () =>
  [account.cash, account.available, account.exposureIn(MARKET)].map((units) => units / SCALE);
/** Shares, settled, free, cost, realized of a token. */
const held = (token: TokenIndex) => {
  const { traded = 0, settled = 0, cost = 0, realized = 0 } = account.position(token) ?? {};
  const all = [traded, settled, account.sellable(token), cost, realized];
  return all.map((units) => units / SCALE);
};

function split(shares: number, changes: Partial<ChangeSets> = {}): void {
  const change = aSetChange({ shares: (shares * SCALE) as Shares, ...changes });
  expect(account.reserveSets(change, GAS)).toEqual({ ok: true, value: undefined });
  account.changeSets(change, GAS);
}

describe('a split', () => {
  test('holds back its dollars and gas, of which nothing is at risk', () => {
    account.reserveSets(aSetChange(), GAS);
    expect(money()).toEqual([100, 89.995, 0]);
    expect([account.reserved, account.exposure]).toEqual([10_005_000, 0]);
    account.releaseSets(1 as ClientOrderId);
    account.releaseSets(1 as ClientOrderId);
    expect(money()).toEqual([100, 100, 0]);
  });

  test('brings settled shares of both outcomes, that cost a dollar for both; gas is lost', () => {
    split(10, { price: 300_000 as Price });
    expect(money()).toEqual([89.995, 89.995, 0]);
    expect(held(UP)).toEqual([10, 10, 10, 3, -0.0025]);
    expect(held(DOWN)).toEqual([10, 10, 10, 7, -0.0025]);
    expect(account.exposure).toBe(0);
  });

  test('is refused beyond the free cash, gas included, and once under way', () => {
    const whole = aSetChange({ shares: (100 * SCALE) as Shares });
    expect(account.reserveSets(whole, GAS)).toMatchObject({ code: 'not_enough_cash' });
    expect(account.reserveSets(whole, 0 as Usd)).toMatchObject({ ok: true });
    const none = aSetChange({ shares: 0 as Shares });
    expect(() => account.reserveSets(none, 0 as Usd)).toThrow(InvariantError);
    const order = {
      token: UP,
      side: 'buy' as const,
      price: 500_000 as Price,
      size: SCALE as Shares,
      timeInForce: 'GTC' as const,
      postOnly: true,
      expiresAt: undefined,
    };
    expect(account.reserve(2 as ClientOrderId, order, FREE)).toMatchObject({
      code: 'not_enough_cash',
    });
  });
});

describe('a merge', () => {
  const merge = (shares: number) =>
    aSetChange({ id: 2 as ClientOrderId, direction: 'merge', shares: (shares * SCALE) as Shares });

  test('holds back the shares of both outcomes, that no sale can have then', () => {
    split(10);
    account.reserveSets(merge(4), GAS);
    expect([held(UP)[2], held(DOWN)[2]]).toEqual([6, 6]);
    const sale = {
      token: DOWN,
      side: 'sell' as const,
      price: 500_000 as Price,
      size: (7 * SCALE) as Shares,
      timeInForce: 'GTC' as const,
      postOnly: false,
      expiresAt: undefined,
    };
    expect(account.reserve(3 as ClientOrderId, sale, FREE)).toMatchObject({
      code: 'not_enough_shares',
    });
  });

  test('makes dollars of them, less its gas, and realizes what pairs cost less than that', () => {
    const bought = { settlement: 'confirmed' as const, fee: 0 as Usd, shares: 10 };
    account.fill(aFill({ id: 1, order: 9, dollars: 0.3, ...bought, token: UP }));
    account.fill(aFill({ id: 2, order: 9, dollars: 0.6, ...bought, token: DOWN }));
    expect(money()).toEqual([91, 91, -1]);
    account.reserveSets(merge(10), GAS);
    account.changeSets(merge(10), GAS);
    expect(money()).toEqual([100.995, 100.995, 0]);
    expect(held(UP)).toEqual([0, 0, 0, 0, 1.9975]);
    expect(held(DOWN)).toEqual([0, 0, 0, 0, -1.0025]);
  });

  test('is refused where one side is missing or unsettled, and for less than its gas', () => {
    split(1);
    account.fill(aFill({ id: 1, order: 9, shares: 5, dollars: 0.5, token: UP }));
    account.fill(aFill({ id: 2, order: 9, shares: 5, dollars: 0.5, token: DOWN }));
    expect(account.reserveSets(merge(2), GAS)).toMatchObject({ code: 'not_enough_shares' });
    expect(account.reserveSets(merge(0.005), GAS)).toMatchObject({ code: 'less_than_gas' });
    expect(account.reserveSets(merge(1), GAS)).toMatchObject({ ok: true });
  });

  test('that is heard of after the resolution takes its payout back', () => {
    split(10);
    account.reserveSets(merge(4), GAS);
    account.resolve(UP, 1_000_000 as Price);
    account.resolve(DOWN, 0 as Price);
    expect(account.cash / SCALE).toBe(99.995);
    account.changeSets(merge(4), GAS);
    account.resolve(UP, 1_000_000 as Price);
    account.resolve(DOWN, 0 as Price);
    expect(account.cash / SCALE).toBe(99.99);
    expect(held(UP).slice(0, 3)).toEqual([0, 0, 0]);
  });
});
