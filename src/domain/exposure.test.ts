import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Account } from './account.ts';
import { FREE } from './fee.ts';
import type { Fill } from './fill.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from './ids.ts';
import type { OrderTerms } from './order.ts';
import { notional, type Price, SCALE, type Shares, type Timestamp, type Usd } from './units.ts';

const market = 0 as MarketIndex;

function bought(id: number, token: number, dollars: number, shares: number): Fill {
  const price = Math.round(dollars * SCALE) as Price;
  const size = (shares * SCALE) as Shares;
  return {
    id,
    order: id as ClientOrderId,
    token: token as TokenIndex,
    side: 'buy',
    price,
    size,
    amount: notional(size, price, 'up'),
    fee: 0 as Usd,
    rebate: 0 as Usd,
    liquidity: 'taker',
    match: 'complementary',
    evidence: 'book',
    tsEvent: 0 as Timestamp,
    settlement: 'matched',
  };
}

function buyTerms(token: number, dollars: number, shares: number): OrderTerms {
  return {
    token: token as TokenIndex,
    side: 'buy',
    price: Math.round(dollars * SCALE) as Price,
    size: (shares * SCALE) as Shares,
    timeInForce: 'GTC',
    postOnly: true,
    expiresAt: undefined,
  };
}

function sold(id: number, token: number, dollars: number, shares: number): Fill {
  return { ...bought(id, token, dollars, shares), side: 'sell' };
}

/** Ten settled pairs at half a dollar a share. */
function pair(): Account {
  const account = new Account((100 * SCALE) as Usd);
  for (const fill of [bought(1, 0, 0.5, 10), bought(2, 1, 0.5, 10)]) {
    account.fill(fill);
    account.settle(fill, 'confirmed');
  }
  return account;
}

describe('exposure', () => {
  test('is what the shares cost and what open buys may cost', () => {
    const account = new Account((100 * SCALE) as Usd);
    account.fill(bought(1, 0, 0.5, 10));
    account.reserve(2 as ClientOrderId, buyTerms(3, 0.25, 8), FREE);
    expect(account.exposureIn(market)).toBe(5 * SCALE);
    expect(account.exposureIn(1 as MarketIndex)).toBe(2 * SCALE);
    expect(account.exposure).toBe(7 * SCALE);
    expect(account.openOrders).toBe(1);
    account.release(2 as ClientOrderId);
    expect(account.exposure).toBe(5 * SCALE);
    expect(account.openOrders).toBe(0);
  });

  test('a pair of both outcomes pays a dollar for sure', () => {
    const account = new Account((100 * SCALE) as Usd);
    account.fill(bought(1, 0, 0.5, 10));
    account.fill(bought(2, 1, 0.25, 6));
    // Either may fail: the first outcome loses then, or the six shares of the second do.
    expect([account.lossIf(market, 0), account.exposure]).toEqual([1.5 * SCALE, 5 * SCALE]);
    account.settle(bought(1, 0, 0.5, 10), 'confirmed');
    account.settle(bought(2, 1, 0.25, 6), 'confirmed');
    expect(account.exposure).toBe((5 + 1.5 - 6) * SCALE);
  });

  test('half of a pair is not given away without risk', () => {
    const account = pair();
    expect(account.exposure).toBe(0);
    account.reserve(3 as ClientOrderId, { ...buyTerms(1, 0.6, 4), side: 'sell' }, FREE);
    // If the second wins, four shares are missing that had cost half a dollar each.
    expect([account.lossIf(market, 0), account.lossIf(market, 1)]).toEqual([0, 2 * SCALE]);
    expect(account.exposure).toBe(2 * SCALE);
  });

  test('a sale frees what it sold once the chain has it', () => {
    const account = pair();
    account.reserve(3 as ClientOrderId, { ...buyTerms(0, 0.6, 10), side: 'sell' }, FREE);
    account.reserve(4 as ClientOrderId, { ...buyTerms(1, 0.4, 10), side: 'sell' }, FREE);
    const [first, second] = [sold(3, 0, 0.6, 10), sold(4, 1, 0.4, 10)];
    account.fill(first);
    account.fill(second);
    // Either may come back alone, and pays nothing then.
    expect([account.exposure, account.activeMarkets.size]).toEqual([5 * SCALE, 1]);
    account.settle(first, 'confirmed');
    account.settle(second, 'confirmed');
    expect([account.exposure, account.activeMarkets.size]).toEqual([0, 0]);
  });

  test('quotes on both sides are not both lost', () => {
    const account = new Account((100 * SCALE) as Usd);
    account.reserve(1 as ClientOrderId, buyTerms(0, 0.5, 8), FREE);
    account.reserve(2 as ClientOrderId, buyTerms(1, 0.25, 8), FREE);
    expect(account.exposure).toBe(4 * SCALE);
  });

  test('a failed fill and a resolved market leave nothing behind', () => {
    const account = new Account((100 * SCALE) as Usd);
    const failing = bought(1, 0, 0.5, 10);
    account.fill(failing);
    account.settle(failing, 'failed');
    expect(account.exposure).toBe(0);
    account.fill(bought(2, 0, 0.5, 10));
    account.fill(bought(3, 1, 0.5, 4));
    account.resolve(0 as TokenIndex, SCALE as Price);
    account.resolve(1 as TokenIndex, 0 as Price);
    expect(account.exposure).toBe(0);
  });

  test('the running total is the sum over the markets, whatever happens', () => {
    const step = fc.record({
      what: fc.constantFrom('fill', 'reserve', 'release', 'fail', 'resolve'),
      token: fc.integer({ min: 0, max: 5 }),
      cents: fc.integer({ min: 1, max: 99 }),
      shares: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const account = new Account((1_000_000 * SCALE) as Usd);
        steps.forEach(({ what, token, cents, shares }, i) => {
          const id = (i + 1) as ClientOrderId;
          const fill = bought(id, token, cents / 100, shares);
          if (what === 'fill') account.fill(fill);
          if (what === 'reserve') account.reserve(id, buyTerms(token, cents / 100, shares), FREE);
          if (what === 'release') account.release(shares as ClientOrderId);
          if (what === 'resolve') account.resolve(token as TokenIndex, SCALE as Price);
          if (what === 'fail') {
            account.fill(fill);
            account.settle(fill, 'failed');
          }
        });
        const active = [0, 1, 2].filter((m) => account.exposureIn(m as MarketIndex) !== 0);
        for (const m of active) expect(account.activeMarkets).toContain(m);
        const sum = [0, 1, 2].reduce(
          (n, m) => n + Math.max(0, account.exposureIn(m as MarketIndex)),
          0,
        );
        expect(account.exposure).toBe(sum);
      }),
    );
  });
});
