import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../../../test/support/a-market.ts';
import { ScriptedView } from '../../../../test/support/scripted-view.ts';
import type { Fill } from '../../../domain/fill.ts';
import type { ClientOrderId, MarketIndex, TokenIndex } from '../../../domain/ids.ts';
import type { SettlementEventKind } from '../../../domain/settlement.ts';
import type { Side } from '../../../domain/side.ts';
import { type Price, SCALE, type Shares, type Usd } from '../../../domain/units.ts';
import { OwnTradeBook, type SavedOwnTrades } from './own-trade-book.ts';
import { isSavedReview } from './saved-review.ts';

const DAY = 86_400;
const THOUGHT = { isYes: true, probability: 0.6, edge: 0.1 };

/** Markets, an account that the test writes, and a book of trades; all sums in whole dollars. */
class Stage {
  readonly view: ScriptedView;
  readonly book: OwnTradeBook;
  #fills = 0;

  constructor(slugs: readonly string[] = ['one', 'two'], saved?: SavedOwnTrades) {
    this.view = new ScriptedView(slugs.map((slug) => aMarket({ slug, closesAt: at(DAY) })));
    this.book = new OwnTradeBook(saved);
  }

  /** A fill of an order of that number; its own number is returned. */
  fill(order: number, side: Side, token: number, shares: number, dollars: number, more = {}) {
    const index = token as TokenIndex;
    const held = this.view.position(index) + (side === 'buy' ? shares : -shares) * SCALE;
    this.view.positions.set(index, held as Shares);
    const id = ++this.#fills;
    const fill = {
      id,
      order: order as ClientOrderId,
      token: index,
      side,
      size: (shares * SCALE) as Shares,
      amount: (dollars * SCALE) as Usd,
      fee: 0 as Usd,
      settlement: 'confirmed',
      ...more,
    } as Fill;
    const stamps = { tsEvent: this.view.now, tsInit: this.view.now };
    this.book.heard({ kind: 'OrderFilled', order: fill.order, fill, ...stamps }, this.view);
    return id;
  }

  buy(order: number, token: number, shares: number, dollars: number, more = {}, thought = THOUGHT) {
    this.book.asked(order as ClientOrderId, thought);
    return this.fill(order, 'buy', token, shares, dollars, more);
  }

  settle(fillId: number, settlement: SettlementEventKind) {
    const stamps = { tsEvent: this.view.now, tsInit: this.view.now };
    const order = 0 as ClientOrderId;
    this.book.heard({ kind: 'FillSettled', order, fillId, settlement, ...stamps }, this.view);
  }

  pay(market: number, payout: number) {
    this.view.payouts.set(market as MarketIndex, payout as Price);
    for (const token of [2 * market, 2 * market + 1])
      this.view.positions.delete(token as TokenIndex);
    this.book.paid(market as MarketIndex, this.view);
  }

  /** What one that begins with this book's memory has. */
  restarted(holds = true, slugs?: readonly string[]): Stage {
    const next = new Stage(slugs, JSON.parse(JSON.stringify(this.book.save())));
    next.view.now = this.view.now;
    if (holds)
      for (const [token, shares] of this.view.positions) next.view.positions.set(token, shares);
    return next;
  }

  list(market: number) {
    this.book.listed(market as MarketIndex, this.view);
  }

  get saved() {
    return this.book.save();
  }
}

describe('a trade', () => {
  test('is closed when its market pays, fees and all fills counted', () => {
    const stage = new Stage();
    stage.buy(1, 0, 10, 5, { fee: 200_000 });
    stage.buy(2, 0, 30, 18, {}, { ...THOUGHT, probability: 0.8, edge: 0.2 });
    expect(stage.saved.open).toMatchObject([{ market: 'one', bought: 40e6, paid: 23_200_000 }]);
    stage.view.now = at(DAY);
    stage.pay(0, SCALE);
    expect(stage.saved).toMatchObject({ open: [], total: 1, lost: 0 });
    const [trade] = stage.saved.closed;
    expect(trade).toEqual({
      ...{ market: 'one', outcome: 0, isYes: true, bought: 40e6, sold: 0 },
      ...{ probability: expect.closeTo(0.75, 12), edge: expect.closeTo(0.175, 12) },
      ...{ paid: 23_200_000, received: 40e6, closedAt: at(DAY), payout: SCALE },
    });
  });

  test('is closed when all of it is sold, and hears later how its market ended', () => {
    const stage = new Stage();
    stage.buy(1, 1, 10, 5, {}, { ...THOUGHT, isYes: false });
    stage.fill(2, 'sell', 1, 4, 3);
    expect(stage.saved.closed).toEqual([]);
    stage.fill(3, 'sell', 1, 6, 4, { fee: 100_000 });
    expect(stage.saved.closed).toMatchObject([{ received: 6_900_000, sold: 10e6 }]);
    expect(stage.saved.closed[0]?.payout).toBeUndefined();
    stage.view.now = at(DAY);
    stage.pay(0, SCALE);
    expect(stage.saved.closed).toMatchObject([{ closedAt: at(0), payout: 0, received: 6_900_000 }]);
    expect(stage.saved.total).toBe(1);
  });

  test('of what is left after sales the market pays its part', () => {
    const stage = new Stage();
    stage.buy(1, 0, 10, 5);
    stage.fill(2, 'sell', 0, 4, 3);
    stage.pay(0, 500_000);
    expect(stage.saved.closed).toMatchObject([{ received: 6_000_000, payout: 500_000 }]);
  });

  test('is none where nobody knows what was thought', () => {
    const stage = new Stage();
    stage.fill(7, 'buy', 0, 10, 5);
    stage.fill(8, 'sell', 0, 10, 6);
    expect(stage.saved).toMatchObject({ open: [], closed: [], total: 0, lost: 0 });
  });

  test('is none of an order that is older than the last 4,096', () => {
    for (const others of [4_095, 4_096]) {
      const stage = new Stage();
      for (let order = 1; order <= others + 1; order++) {
        stage.book.asked(order as ClientOrderId, THOUGHT);
      }
      stage.fill(1, 'buy', 0, 10, 5);
      expect(stage.saved.open).toHaveLength(others === 4_095 ? 1 : 0);
    }
  });

  test('of which more is sold than was thought of is lost', () => {
    const stage = new Stage();
    stage.fill(7, 'buy', 0, 10, 5);
    stage.buy(8, 0, 10, 5);
    stage.fill(9, 'sell', 0, 20, 12);
    expect(stage.saved).toMatchObject({ open: [], closed: [], lost: 1 });
  });

  test('of both sides of a market are two', () => {
    const stage = new Stage();
    stage.buy(1, 0, 10, 5);
    stage.buy(2, 1, 10, 4, {}, { ...THOUGHT, isYes: false });
    stage.pay(0, SCALE);
    expect(stage.saved.closed).toMatchObject([
      { outcome: 0, received: 10e6 },
      { outcome: 1, received: 0 },
    ]);
  });
});

describe('a fill that the chain has not confirmed', () => {
  test('counts when it is, and not before', () => {
    const stage = new Stage();
    const fill = stage.buy(1, 0, 10, 5, { settlement: 'matched' });
    expect(stage.saved.open).toEqual([]);
    stage.settle(fill, 'mined');
    expect(stage.saved.open).toEqual([]);
    stage.settle(fill, 'confirmed');
    stage.settle(fill, 'confirmed');
    expect(stage.saved.open).toMatchObject([{ bought: 10e6 }]);
  });

  test('keeps a trade open that is over, until the chain has spoken', () => {
    for (const word of ['confirmed', 'failed'] as const) {
      const stage = new Stage();
      stage.buy(1, 0, 10, 5);
      const late = stage.buy(2, 0, 10, 6, { settlement: 'matched' });
      stage.pay(0, SCALE);
      expect(stage.saved.closed).toEqual([]);
      stage.settle(late, word);
      const [paid, received] = word === 'failed' ? [5e6, 10e6] : [11e6, 20e6];
      expect(stage.saved.closed).toMatchObject([{ paid, received }]);
    }
  });

  test('of a sale that fails leaves the trade as it was', () => {
    const stage = new Stage();
    stage.buy(1, 0, 10, 5);
    const sale = stage.fill(2, 'sell', 0, 10, 7, { settlement: 'matched' });
    stage.settle(sale, 'failed');
    expect(stage.saved).toMatchObject({ open: [{ sold: 0 }], closed: [] });
  });
});

describe('after a restart a trade', () => {
  test('goes on once its market is listed, and is waited for until then', () => {
    const before = new Stage();
    before.buy(1, 0, 10, 5);
    const after = before.restarted();
    expect(after.saved).toEqual(before.saved);
    after.list(0);
    after.list(1);
    after.pay(0, SCALE);
    expect(after.saved).toMatchObject({ open: [], closed: [{ paid: 5e6, received: 10e6 }] });
  });

  test('is paid where its market has paid meanwhile', () => {
    const before = new Stage();
    before.buy(1, 0, 10, 5);
    const after = before.restarted(false);
    after.view.payouts.set(0 as MarketIndex, 0 as Price);
    after.list(0);
    expect(after.saved.closed).toMatchObject([{ paid: 5e6, received: 0, payout: 0 }]);
  });

  test('waits for the word on a market that is over, though its shares are gone', () => {
    const before = new Stage();
    before.buy(1, 0, 10, 5);
    const after = before.restarted(false);
    after.view.closed.add(0 as MarketIndex);
    after.list(0);
    expect(after.saved).toMatchObject({ open: [{ market: 'one' }], lost: 0 });
    after.pay(0, SCALE);
    expect(after.saved.closed).toMatchObject([{ received: 10e6 }]);
  });

  test('is lost where somebody has sold its shares', () => {
    const before = new Stage();
    before.buy(1, 0, 10, 5);
    const after = before.restarted(false);
    after.list(0);
    expect(after.saved).toMatchObject({ open: [], closed: [], lost: 1 });
  });

  test('is nothing to a run in its past', () => {
    const before = new Stage();
    before.view.now = at(100);
    before.buy(1, 0, 10, 5);
    const past = before.restarted(false);
    past.view.now = at(0);
    past.list(0);
    expect(past.saved).toMatchObject({ open: [{ market: 'one' }], lost: 0 });
  });

  test('of which more is sold than is known, while a fill is under way, goes on', () => {
    const before = new Stage();
    // Ten of an order of an earlier run that nobody had confirmed by then, and ten of this one.
    before.fill(7, 'buy', 0, 10, 5);
    before.buy(8, 0, 10, 5);
    before.fill(9, 'sell', 0, 5, 3, { settlement: 'matched' });
    before.fill(9, 'sell', 0, 15, 9);
    expect(isSavedReview(JSON.parse(JSON.stringify(before.saved)))).toBe(true);
    const after = before.restarted();
    after.list(0);
    expect(after.saved).toMatchObject({ open: [], closed: [], lost: 1 });
  });

  test('of a fill that was not confirmed is none', () => {
    const before = new Stage();
    before.buy(1, 0, 10, 5, { settlement: 'matched' });
    expect(before.restarted().saved.open).toEqual([]);
  });
});

test('a trade is waited for until thirty days after its market has closed', () => {
  for (const isListed of [true, false]) {
    const before = new Stage();
    before.buy(1, 0, 10, 5);
    const stage = isListed ? before : before.restarted();
    stage.view.closed.add(0 as MarketIndex);
    stage.view.now = at(31 * DAY);
    stage.book.dropOverdue(stage.view);
    expect(stage.saved).toMatchObject({ open: [{ market: 'one' }], lost: 0 });
    stage.view.now = at(31 * DAY + 1);
    stage.book.dropOverdue(stage.view);
    expect(stage.saved).toMatchObject({ open: [], lost: 1 });
  }
});

test('a trade is not given up while its market is open, whatever was said of its close', () => {
  for (const closesAt of [undefined, at(DAY)]) {
    const stage = new Stage();
    stage.view.markets[0] = aMarket({ slug: 'one', closesAt });
    stage.buy(1, 0, 10, 5);
    stage.view.now = at(90 * DAY);
    stage.book.dropOverdue(stage.view);
    expect(stage.saved).toMatchObject({ open: [{ market: 'one' }], lost: 0 });
    // Its word may take as long as that of any other.
    const closed = stage.restarted();
    closed.view.closed.add(0 as MarketIndex);
    closed.list(0);
    closed.view.now = at(120 * DAY);
    closed.book.dropOverdue(closed.view);
    closed.pay(0, SCALE);
    expect(closed.saved).toMatchObject({ open: [], total: 1, lost: 0 });
  }
});

const SLUGS = Array.from({ length: 60 }, (_, i) => `market-${i}`);

test('the latest fifty are kept, whichever of one moment are heard of first', () => {
  const orders = fc.shuffledSubarray([...SLUGS.keys()], { minLength: 60, maxLength: 60 });
  const played = (order: readonly number[]) => {
    const stage = new Stage(SLUGS);
    for (const market of SLUGS.keys()) stage.buy(market + 1, 2 * market, 10, 5);
    stage.view.now = at(DAY);
    for (const market of order) stage.pay(market, market % 3 === 0 ? SCALE : 0);
    return stage.saved;
  };
  const inOrder = played([...SLUGS.keys()]);
  expect(inOrder).toMatchObject({ open: [], total: 60, lost: 0 });
  expect(inOrder.closed).toHaveLength(50);
  fc.assert(
    fc.property(orders, (order) => {
      expect(played(order)).toEqual(inOrder);
    }),
    { numRuns: 20 },
  );
});

test('a restart between any two events changes nothing', () => {
  const step = fc.record({
    market: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('buy', 'buy', 'sell', 'pay'),
    restarts: fc.boolean(),
  });
  const slugs = ['a', 'b', 'c', 'd'];
  const played = (steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) => {
    let stage = new Stage(slugs);
    const paid = new Map<number, number>();
    for (const [i, { market, what, restarts }] of steps.entries()) {
      if (restarts) {
        stage = stage.restarted(true, slugs);
        for (const [index, payout] of paid) {
          stage.view.payouts.set(index as MarketIndex, payout as Price);
        }
        for (const index of slugs.keys()) stage.list(index);
      }
      stage.view.now = at(60 * i);
      const token = 2 * market;
      const held = stage.view.position(token as TokenIndex) / SCALE;
      if (paid.has(market)) continue;
      if (what === 'buy') stage.buy(i + 1, token, 10, 4);
      else if (what === 'sell' && held > 0)
        stage.fill(i + 1, 'sell', token, Math.ceil(held / 2), 3);
      else if (what === 'pay') {
        paid.set(market, i % 2 === 0 ? SCALE : 0);
        stage.pay(market, i % 2 === 0 ? SCALE : 0);
      }
    }
    return JSON.parse(JSON.stringify(stage.saved));
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const without = steps.map((one) => ({ ...one, restarts: false }));
      expect(played(steps)).toEqual(played(without));
    }),
  );
});
