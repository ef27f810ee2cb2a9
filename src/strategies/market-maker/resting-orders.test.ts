// Whatever happens to a maker and its orders, some things are never so.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import type { TokenIndex } from '../../domain/ids.ts';
import type { Order } from '../../domain/order.ts';
import { isClosed } from '../../domain/order-status.ts';
import { ASK, BID } from '../../domain/side.ts';
import { PRICING_ENGINES } from '../../models/pricing/engines.ts';
import { bookSideOfOrder, firstPriceOf, remainingOf } from './own-orders.ts';
import { marketMaker } from './strategy.ts';

const LEVELS = 3;
const SIZE = 10;
/** Less than the 10, 20 and 40 shares of a whole ladder. */
const MAX = 40;

type Happening =
  | { readonly kind: 'book'; readonly bid: number; readonly spread: number }
  | { readonly kind: 'distrust' | 'gate' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'fill' | 'part' | 'cancel' | 'reject'; readonly which: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('book' as const),
      bid: fc.integer({ min: 1, max: 97 }),
      spread: fc.integer({ min: 0, max: 10 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('fill' as const, 'part' as const, 'cancel' as const, 'reject' as const),
      which: fc.nat(5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.constantFrom(1, 5, 12, 31, 400),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('distrust' as const, 'gate' as const) }),
  },
);

class Stage {
  readonly bench: StrategyBench;
  #seconds = 0;
  #wishes = 0;

  constructor(pricing: string, hanging: string) {
    const parameters = {
      pricing,
      hanging,
      levels: String(LEVELS),
      size: String(SIZE),
      maxInventory: String(MAX),
      minLifetime: '3',
      maxCost: '1000',
      volatilityHalfLife: '30',
    };
    this.bench = new StrategyBench(marketMaker, parameters, [aMarket({ closesAt: at(40_000) })]);
    for (let second = 0; second <= 40; second += 5) this.#book(50 + (second % 2), 2, second);
    this.#wishes = this.bench.wishes.length;
  }

  play(what: Happening): void {
    const { bench } = this;
    bench.denyWith = undefined;
    const next = this.#seconds + 1;
    switch (what.kind) {
      case 'book':
        this.#book(what.bid, what.spread, next);
        break;
      case 'gate':
        bench.denyWith = 'too_many_orders';
        this.#book(50, 4, next);
        break;
      case 'distrust':
        this.#seconds = next;
        bench.distrust(next);
        break;
      case 'wait':
        this.#seconds += what.seconds;
        bench.pass(this.#seconds);
        break;
      default:
        this.#answer(what.kind, what.which);
    }
    this.#check();
  }

  get open(): readonly Order[] {
    return [...this.bench.view.orders.values()].filter(({ status }) => !isClosed(status));
  }

  #book(bid: number, spread: number, second: number): void {
    this.#seconds = second;
    const ask = Math.min(99, bid + spread);
    const text = (cents: number) => (cents / 100).toFixed(2);
    this.bench.quote(second, text(bid), ask > bid ? text(ask) : '');
  }

  #answer(kind: 'fill' | 'part' | 'cancel' | 'reject', which: number): void {
    const order = this.open[which];
    if (order === undefined) return;
    if (kind === 'fill') this.bench.fill(order.id);
    else if (kind === 'part') this.bench.fill(order.id, String(remainingOf(order) / 2e6));
    else if (kind === 'cancel') this.bench.cancel(order.id, 'requested');
    else if (order.filled === 0) this.bench.reject(order.id, 'post_only_would_cross');
  }

  #check(): void {
    this.#checkSlots();
    this.#checkInventory();
    this.#checkCrossing();
  }

  #checkSlots(): void {
    for (const side of [BID, ASK]) {
      const there = this.open.filter((order) => bookSideOfOrder(order) === side);
      expect(there.length).toBeLessThanOrEqual(LEVELS);
    }
  }

  /** Also when all that rests on one side is filled. */
  #checkInventory(): void {
    const { view } = this.bench;
    const inventory = view.position(0 as TokenIndex) - view.position(1 as TokenIndex);
    const resting = (side: number) =>
      this.open
        .filter((order) => bookSideOfOrder(order) === side)
        .reduce((sum, order) => sum + remainingOf(order), 0);
    const most = MAX * 1e6;
    expect(inventory + resting(BID)).toBeLessThanOrEqual(most);
    expect(inventory - resting(ASK)).toBeGreaterThanOrEqual(-most);
  }

  #checkCrossing(): void {
    const { view, wishes } = this.bench;
    const bestBid = view.bestBid(0 as TokenIndex) ?? 0;
    const bestAsk = view.bestAsk(0 as TokenIndex) ?? 1e6;
    for (const wish of wishes.slice(this.#wishes)) {
      if (wish.kind !== 'submit') continue;
      const price = firstPriceOf(wish.terms);
      if (bookSideOfOrder(wish.terms) === BID) expect(price).toBeLessThan(bestAsk);
      else expect(price).toBeGreaterThan(bestBid);
    }
    this.#wishes = wishes.length;
    const prices = (side: number) =>
      this.open.filter((order) => bookSideOfOrder(order) === side).map(firstPriceOf);
    expect(Math.max(0, ...prices(BID))).toBeLessThan(Math.min(1e6, ...prices(ASK)));
  }
}

test.each(Object.keys(PRICING_ENGINES))(
  '%s: one order a slot, no crossing, no more than may be held',
  (pricing) => {
    let orders = 0;
    fc.assert(
      fc.property(
        fc.array(happening, { minLength: 1, maxLength: 60 }),
        fc.constantFrom('on', 'off'),
        (happenings, hanging) => {
          const stage = new Stage(pricing, hanging);
          for (const what of happenings) stage.play(what);
          orders += stage.bench.wishes.filter(({ kind }) => kind === 'submit').length;
        },
      ),
      { numRuns: 150 },
    );
    expect(orders).toBeGreaterThan(300);
  },
);
