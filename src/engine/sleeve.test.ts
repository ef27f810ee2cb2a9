import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aFill } from '../../test/support/a-fill.ts';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { fillOf } from '../../test/support/scripted-exchange.ts';
import { Account } from '../domain/account.ts';
import type { Fill } from '../domain/fill.ts';
import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import { type Price, SCALE, type Shares, type Usd } from '../domain/units.ts';
import { Sleeve } from './sleeve.ts';

const UP = 0 as TokenIndex;
const DOWN = 1 as TokenIndex;
const MARKET = 0 as MarketIndex;
const ten = 10_000_000 as Shares;
const PURSE = new Account(0 as Usd);

/** Ten settled shares of a token. */
function holding(token = UP): Sleeve {
  const sleeve = new Sleeve(PURSE);
  const fill = fillOf(1, anOrder({ token }));
  sleeve.fill(fill);
  sleeve.settle(fill, 'confirmed');
  return sleeve;
}

describe('a sleeve', () => {
  test('holds nothing of what it never traded', () => {
    const sleeve = new Sleeve(PURSE);
    expect(sleeve.position(UP)).toBe(0);
    expect(sleeve.sellable(UP)).toBe(0);
    expect(sleeve.openOrders(MARKET)).toEqual([]);
    expect([...sleeve.positions()]).toEqual([]);
  });

  test('can sell only what is settled', () => {
    const sleeve = new Sleeve(PURSE);
    const fill = fillOf(1, anOrder());
    sleeve.fill(fill);
    expect([sleeve.position(UP), sleeve.sellable(UP)]).toEqual([ten, 0]);
    sleeve.settle(fill, 'mined');
    expect(sleeve.sellable(UP)).toBe(0);
    sleeve.settle(fill, 'confirmed');
    expect(sleeve.sellable(UP)).toBe(ten);
  });

  test('does not offer twice what an open sale of the same token asks for', () => {
    const sleeve = holding();
    const sale = anOpenOrder({ side: 'sell', size: 7_000_000 as Shares }, 2);
    sleeve.opened(sale);
    sleeve.opened(anOpenOrder({ side: 'sell', token: DOWN }, 3));
    sleeve.opened(anOpenOrder({ side: 'buy' }, 4));
    expect(sleeve.sellable(UP)).toBe(3_000_000);
    sale.filled = 2_000_000 as Shares;
    sleeve.fill(fillOf(2, anOrder({ side: 'sell', size: 2_000_000 as Shares }, 2)));
    expect([sleeve.position(UP), sleeve.sellable(UP)]).toEqual([8_000_000, 3_000_000]);
    sleeve.closed(sale);
    expect(sleeve.sellable(UP)).toBe(8_000_000);
  });

  test('lists open orders by market, oldest first', () => {
    const sleeve = new Sleeve(PURSE);
    const a = anOpenOrder({}, 1);
    const b = anOpenOrder({}, 2);
    const c = anOpenOrder({}, 3);
    for (const order of [a, b, c]) sleeve.opened(order);
    const other = anOpenOrder({ token: 2 as TokenIndex }, 4);
    sleeve.opened(other);
    sleeve.closed(b);
    expect(sleeve.openOrders(MARKET)).toEqual([a, c]);
    sleeve.closed(a);
    sleeve.closed(c);
    sleeve.closed(c);
    expect(sleeve.openOrders(MARKET)).toEqual([]);
    expect(sleeve.openOrders(1 as MarketIndex)).toEqual([other]);
  });

  test('is empty after the resolution, and stays so when its fills settle later', () => {
    const sleeve = holding();
    const late = fillOf(2, anOrder({}, 2));
    sleeve.fill(late);
    sleeve.resolve(UP, 1_000_000 as Price);
    sleeve.resolve(DOWN, 0 as Price);
    expect([sleeve.position(UP), sleeve.sellable(UP)]).toEqual([0, 0]);
    sleeve.settle(late, 'confirmed');
    expect([sleeve.position(UP), sleeve.sellable(UP)]).toEqual([0, 0]);
  });

  test('knows nothing of a settlement of a token that it never traded', () => {
    const sleeve = new Sleeve(PURSE);
    sleeve.settle(fillOf(1, anOrder()), 'confirmed');
    expect(sleeve.sellable(UP)).toBe(0);
  });
});

/** What the sums are sums of, looked through one by one. */
function walked(sleeve: Sleeve, of: 'cost' | 'realized'): number {
  return [...sleeve.positions()].reduce((sum, [, position]) => sum + position[of], 0);
}

const anyStep = fc.record({
  what: fc.constantFrom('open', 'buy', 'buy', 'sell', 'sell', 'confirm', 'fail', 'resolve'),
  token: fc.integer({ min: 0, max: 7 }),
  units: fc.integer({ min: 1, max: 20_000_000 }),
  cents: fc.integer({ min: 1, max: 99 }),
});

test('outlay and realized are those of all its positions, whatever happens to these', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
      const sleeve = new Sleeve(PURSE);
      const unsettled: Fill[] = [];
      const begun = new Set<number>();
      for (const [id, { what, token: at, units, cents }] of steps.entries()) {
        const token = at as TokenIndex;
        const shares = what === 'sell' ? Math.min(units, sleeve.sellable(token)) : units;
        if (what === 'open') {
          if (!begun.has(at)) sleeve.open(token, units as Shares, (cents * 10_000) as Usd);
        } else if (what === 'buy' || (what === 'sell' && shares > 0)) {
          const size = { shares: shares / SCALE, dollars: cents / 100, fee: cents / 1_000 };
          const fill = aFill({ id, side: what, token, ...size });
          sleeve.fill(fill);
          unsettled.push(fill);
        } else if (what === 'resolve') {
          sleeve.resolve(token, (cents % 2 === 0 ? SCALE : SCALE / 2) as Price);
        } else {
          const [fill] = unsettled.splice(units % Math.max(unsettled.length, 1), 1);
          // A buy whose shares were sold or paid cannot be taken back for less than there is.
          const isHeld = fill !== undefined && sleeve.position(fill.token) >= fill.size;
          const word = what === 'fail' && isHeld ? 'failed' : 'confirmed';
          if (fill !== undefined) sleeve.settle(fill, word);
        }
        begun.add(at);
        expect([sleeve.outlay, sleeve.realized]).toEqual([
          walked(sleeve, 'cost'),
          walked(sleeve, 'realized'),
        ]);
      }
    }),
  );
});
