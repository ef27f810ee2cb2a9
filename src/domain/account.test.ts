import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { aFill } from '../../test/support/a-fill.ts';
import { Account } from './account.ts';
import { type FeeSchedule, FREE, takerFee } from './fee.ts';
import type { Fill } from './fill.ts';
import type { ClientOrderId, TokenIndex } from './ids.ts';
import { InvariantError } from './invariant.ts';
import type { OrderTerms } from './order.ts';
import { notional, type Price, SCALE, type Shares, type Usd } from './units.ts';

const CRYPTO: FeeSchedule = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 };
const UP = 0 as TokenIndex;
const DOWN = 1 as TokenIndex;
const id = (order: number) => order as ClientOrderId;
const usd = (dollars: number) => Math.round(dollars * SCALE);

function terms(side: 'buy' | 'sell', shares: number, dollars: number, token = UP): OrderTerms {
  return {
    token,
    side,
    price: Math.round(dollars * SCALE) as Price,
    size: Math.round(shares * SCALE) as Shares,
    timeInForce: 'GTC',
    postOnly: false,
    expiresAt: undefined,
  };
}

let account: Account;
beforeEach(() => {
  account = new Account(usd(100) as Usd);
});

/** Cash, reserved and available, in dollars. */
function money(): number[] {
  return [account.cash, account.reserved, account.available].map((units) => units / SCALE);
}

function own(shares: number, dollars: number, fillId = 900): Fill {
  const fill = aFill({ id: fillId, order: 900, shares, dollars, settlement: 'confirmed' });
  account.fill(fill);
  return fill;
}

describe('what an order can cost', () => {
  test.each([
    ['the limit price and the taker fee', terms('buy', 100, 0.36), 36 + 1.6128],
    ['the fee at one half where the limit is above', terms('buy', 100, 0.9), 90 + 1.75],
    ['the limit price alone, of a maker', { ...terms('buy', 100, 0.9), postOnly: true }, 90],
  ])('is %s', (_, order, dollars) => {
    expect(Account.costOf(order, CRYPTO)).toBe(usd(dollars));
  });

  test('is rounded up', () => {
    const sliver = { ...terms('buy', 0.000001, 0.5), postOnly: true };
    expect(Account.costOf(sliver, CRYPTO)).toBe(1);
    expect(Account.costOf({ ...sliver, postOnly: false }, CRYPTO)).toBe(11);
  });
});

describe('a reservation', () => {
  test('holds back dollars for a buy and gives the rest back at the end', () => {
    expect(account.reserve(id(1), terms('buy', 100, 0.5), CRYPTO)).toEqual({ ok: true });
    expect(money()).toEqual([100, 51.75, 48.25]);
    account.release(id(1));
    expect(money()).toEqual([100, 0, 100]);
    account.release(id(1));
    expect(money()).toEqual([100, 0, 100]);
  });

  test('takes the last dollar, and refuses one unit more', () => {
    expect(account.reserve(id(1), terms('buy', 200, 0.5), FREE).ok).toBe(true);
    expect(account.available).toBe(0);
    expect(account.reserve(id(2), terms('buy', 0.000001, 0.5), FREE)).toEqual({
      ok: false,
      code: 'not_enough_cash',
      message: 'needs 0.000001 dollars, 0 are free',
    });
    expect(money()).toEqual([100, 100, 0]);
  });

  test('holds back settled shares for a sale, and no dollars', () => {
    own(10, 0.4);
    expect(account.reserve(id(1), terms('sell', 6, 0.5), CRYPTO)).toEqual({ ok: true });
    expect(account.sellable(UP)).toBe(usd(4));
    expect(account.reserved).toBe(0);
    expect(account.reserve(id(2), terms('sell', 4.5, 0.5), CRYPTO)).toEqual({
      ok: false,
      code: 'not_enough_shares',
      message: 'needs 4.5 shares, 4 settled ones are free',
    });
    expect(account.reserve(id(2), terms('sell', 4, 0.5), CRYPTO).ok).toBe(true);
    expect(account.sellable(UP)).toBe(0);
    account.release(id(1));
    expect(account.sellable(UP)).toBe(usd(6));
  });

  test('is refused to shares that the chain has not confirmed', () => {
    const fill = aFill({ id: 1, shares: 10, dollars: 0.4 });
    account.fill(fill);
    expect(account.sellable(UP)).toBe(0);
    expect(account.reserve(id(2), terms('sell', 1, 0.5), FREE).ok).toBe(false);
    account.settle(fill, 'confirmed');
    expect(account.sellable(UP)).toBe(usd(10));
    expect(account.reserve(id(2), terms('sell', 1, 0.5), FREE).ok).toBe(true);
  });

  test('of a token never held is refused', () => {
    expect(account.sellable(DOWN)).toBe(0);
    expect(account.reserve(id(1), terms('sell', 1, 0.5, DOWN), FREE).ok).toBe(false);
    expect(account.position(DOWN)).toBeUndefined();
  });

  test('is made once per order', () => {
    account.reserve(id(1), terms('buy', 1, 0.5), FREE);
    const again = () => account.reserve(id(1), terms('buy', 1, 0.5), FREE);
    expect(again).toThrow(InvariantError);
    expect(again).toThrow('order 1 has reserved already');
  });
});

describe('a fill', () => {
  test('pays for the shares and shrinks what the order holds in proportion', () => {
    account.reserve(id(1), terms('buy', 100, 0.5), CRYPTO);
    account.fill(aFill({ id: 1, shares: 40, dollars: 0.45, fee: 0.69 }));
    // 51.75 held for 100 shares: 31.05 for the 60 that are left.
    expect(money()).toEqual([81.31, 31.05, 50.26]);
    account.fill(aFill({ id: 2, shares: 60, dollars: 0.5, fee: 1.05 }));
    expect(money()).toEqual([50.26, 0, 50.26]);
    expect(account.position(UP)?.cost).toBe(usd(49.74));
  });

  test('keeps the odd unit held', () => {
    account.reserve(id(1), { ...terms('buy', 0.000003, 0.5), postOnly: true }, FREE);
    expect(account.reserved).toBe(2);
    account.fill(aFill({ id: 1, shares: 0.000001, dollars: 0.5 }));
    expect(account.reserved).toBe(2);
    account.fill(aFill({ id: 2, shares: 0.000001, dollars: 0.5 }));
    expect(account.reserved).toBe(1);
    account.fill(aFill({ id: 3, shares: 0.000001, dollars: 0.5 }));
    expect(account.reserved).toBe(0);
  });

  test('a sale brings proceeds without the fee, and its shares are gone at once', () => {
    own(10, 0.4);
    account.reserve(id(1), terms('sell', 10, 0.5), CRYPTO);
    account.fill(aFill({ id: 1, side: 'sell', shares: 6, dollars: 0.5, fee: 0.105 }));
    expect(money()).toEqual([98.895, 0, 98.895]);
    expect(account.sellable(UP)).toBe(0);
    account.release(id(1));
    expect(account.sellable(UP)).toBe(usd(4));
    expect(account.reserve(id(2), terms('sell', 5, 0.5), CRYPTO).ok).toBe(false);
  });

  test('of an order that holds nothing any more is booked all the same', () => {
    account.reserve(id(1), terms('buy', 10, 0.5), FREE);
    account.release(id(1));
    account.fill(aFill({ id: 1, shares: 10, dollars: 0.5 }));
    expect(money()).toEqual([95, 0, 95]);
  });

  test('larger than the order by a rounding releases the order', () => {
    account.reserve(id(1), terms('buy', 10, 0.5), FREE);
    account.fill(aFill({ id: 1, shares: 10.000001, dollars: 0.5 }));
    expect(account.reserved).toBe(0);
    expect(account.openOrders).toBe(0);
  });

  test('opens positions in the order of first fills', () => {
    account.fill(aFill({ id: 1, token: 5, shares: 1, dollars: 0.5 }));
    account.fill(aFill({ id: 2, token: 2, shares: 1, dollars: 0.5 }));
    account.fill(aFill({ id: 3, token: 5, shares: 1, dollars: 0.5 }));
    expect([...account.positions()].map(([token, held]) => [token, held.traded])).toEqual([
      [5, usd(2)],
      [2, usd(1)],
    ]);
  });
});

describe('the end', () => {
  test('a failed fill gives its cash back, once', () => {
    const fill = aFill({ id: 1, shares: 10, dollars: 0.5, fee: 0.175 });
    account.fill(fill);
    account.settle(fill, 'mined');
    expect(account.cash).toBe(usd(94.825));
    account.settle(fill, 'failed');
    account.settle(fill, 'failed');
    expect(money()).toEqual([100, 0, 100]);
  });

  test('a failed sale takes its cash back and the shares are sellable again', () => {
    own(10, 0.4);
    const sale = aFill({ id: 1, side: 'sell', shares: 10, dollars: 0.5, fee: 0.1 });
    account.fill(sale);
    account.settle(sale, 'failed');
    expect(money()).toEqual([96, 0, 96]);
    expect(account.sellable(UP)).toBe(usd(10));
  });

  test('a resolution pays the shares of its token and no others', () => {
    own(10, 0.4);
    account.fill(aFill({ id: 2, token: DOWN, shares: 10, dollars: 0.55 }));
    expect(account.resolve(UP, SCALE as Price)).toBe(usd(10));
    expect(account.resolve(DOWN, 0 as Price)).toBe(0);
    expect(account.resolve(7 as TokenIndex, SCALE as Price)).toBe(0);
    expect(money()).toEqual([100.5, 0, 100.5]);
    expect(account.position(UP)?.realized).toBe(usd(6));
    expect(account.position(DOWN)?.realized).toBe(-usd(5.5));
  });

  test('what the chain says after the resolution is booked too', () => {
    const fill = aFill({ id: 1, shares: 10, dollars: 0.4 });
    account.fill(fill);
    account.resolve(UP, SCALE as Price);
    expect(account.cash).toBe(usd(106));
    account.settle(fill, 'failed');
    expect(money()).toEqual([100, 0, 100]);
    expect(account.exposure).toBe(0);
  });
});

type Open = { readonly order: number; readonly terms: OrderTerms; left: number };

const anyStep = fc.record({
  what: fc.constantFrom(
    'buy',
    'sell',
    'fill',
    'fill',
    'fill',
    'cancel',
    'confirm',
    'fail',
    'resolve',
  ),
  token: fc.integer({ min: 0, max: 3 }),
  units: fc.integer({ min: 1, max: 30_000_000 }),
  cents: fc.integer({ min: 1, max: 99 }),
});

/** The slow twin: a list of everything that happened, summed anew in bigint. */
class Ledger {
  readonly open: Open[] = [];
  readonly unsettled: Fill[] = [];
  readonly flows: bigint[] = [];
  readonly fills: Fill[] = [];
  readonly resolved = new Map<number, bigint>();

  shares(token: number): bigint {
    return this.fills
      .filter((fill) => fill.token === token)
      .reduce((sum, fill) => sum + BigInt(fill.side === 'buy' ? fill.size : -fill.size), 0n);
  }

  cash(): bigint {
    let cash = 100_000_000n;
    for (const fill of this.fills) {
      cash += BigInt(fill.side === 'buy' ? -fill.amount : fill.amount) - BigInt(fill.fee);
    }
    for (const [token, payout] of this.resolved) {
      cash += (this.shares(token) * payout) / 1_000_000n;
    }
    return cash;
  }
}

test('cash, reservations and shares agree with a ledger summed anew, to the micro-dollar', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 100 }), (steps) => {
      const wallet = new Account(100_000_000 as Usd);
      const ledger = new Ledger();
      for (const [at, step] of steps.entries()) take(wallet, ledger, step, at + 1);
      for (const open of ledger.open) wallet.release(id(open.order));
      expect([wallet.reserved, wallet.openOrders]).toEqual([0, 0]);
      for (let token = 0; token < 4; token++) {
        wallet.resolve(token as TokenIndex, (token % 2 === 0 ? SCALE : 0) as Price);
        ledger.resolved.set(token, token % 2 === 0 ? 1_000_000n : 0n);
      }
      expect(BigInt(wallet.cash)).toBe(ledger.cash());
      expect(wallet.exposure).toBe(0);
    }),
    { numRuns: 500 },
  );
});

function take(
  wallet: Account,
  ledger: Ledger,
  step: { what: string; token: number; units: number; cents: number },
  at: number,
): void {
  const { what, token, units, cents } = step;
  const decided = ledger.resolved.has(token);
  if ((what === 'buy' || what === 'sell') && !decided) {
    const wish = terms(what, units / SCALE, cents / 100, token as TokenIndex);
    if (wallet.reserve(id(at), wish, CRYPTO).ok) {
      ledger.open.push({ order: at, terms: wish, left: wish.size });
    }
  } else if (what === 'fill') {
    fillOne(wallet, ledger, units, at);
  } else if (what === 'cancel') {
    const [open] = ledger.open.splice(units % Math.max(ledger.open.length, 1), 1);
    if (open !== undefined) wallet.release(id(open.order));
  } else if (what === 'confirm' || what === 'fail') {
    const [fill] = ledger.unsettled.splice(units % Math.max(ledger.unsettled.length, 1), 1);
    if (fill !== undefined) {
      wallet.settle(fill, what === 'fail' ? 'failed' : 'confirmed');
      if (what === 'fail') ledger.fills.splice(ledger.fills.indexOf(fill), 1);
    }
  } else if (what === 'resolve' && units % 10 === 0 && !decided) {
    resolveOne(wallet, ledger, token);
  }
  check(wallet, ledger);
}

/** Fills part or all of an open order at its limit or better, the fee as charged. */
function fillOne(wallet: Account, ledger: Ledger, units: number, at: number): void {
  const open = ledger.open[units % Math.max(ledger.open.length, 1)];
  if (open === undefined) return;
  const { side, token, price } = open.terms;
  const size = (units % 3 === 0 ? open.left : (units % open.left) + 1) as Shares;
  const better = Math.max(10_000, price - (units % 4) * 10_000) as Price;
  const paid = side === 'buy' ? better : price;
  const fill: Fill = {
    ...aFill({ id: at, order: open.order, side, token, shares: 1, dollars: 0.5 }),
    price: paid,
    size,
    amount: notional(size, paid, side === 'buy' ? 'up' : 'down'),
    fee: takerFee(CRYPTO, size, paid),
  };
  const before = wallet.reserved;
  wallet.fill(fill);
  expect(wallet.reserved).toBeLessThanOrEqual(before);
  open.left -= size;
  if (open.left === 0) ledger.open.splice(ledger.open.indexOf(open), 1);
  ledger.fills.push(fill);
  ledger.unsettled.push(fill);
}

/** The venue cancels what rests before it resolves. */
function resolveOne(wallet: Account, ledger: Ledger, token: number): void {
  for (const open of ledger.open.filter((each) => each.terms.token === token)) {
    wallet.release(id(open.order));
    ledger.open.splice(ledger.open.indexOf(open), 1);
  }
  wallet.resolve(token as TokenIndex, 500_000 as Price);
  ledger.resolved.set(token, 500_000n);
}

function check(wallet: Account, ledger: Ledger): void {
  expect(BigInt(wallet.cash)).toBe(ledger.cash());
  const buys = ledger.open.filter((open) => open.terms.side === 'buy');
  const needed = buys.reduce((sum, { terms: wish, left }) => {
    return sum + Account.costOf({ ...wish, size: left as Shares }, CRYPTO);
  }, 0);
  // What is held covers the rest of every order, but for the rounding of one more fill each.
  expect(wallet.reserved).toBeGreaterThanOrEqual(needed - 11 * buys.length);
  expect(wallet.openOrders).toBe(ledger.open.length);
  if (buys.length === 0) expect(wallet.reserved).toBe(0);
  for (let token = 0; token < 4; token++) {
    const held = wallet.position(token as TokenIndex);
    expect(wallet.sellable(token as TokenIndex)).toBeGreaterThanOrEqual(0);
    const shares = ledger.resolved.has(token) ? 0n : ledger.shares(token);
    expect(BigInt(held?.traded ?? 0)).toBe(shares);
  }
}
