import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import { openMarket } from '../../test/support/engine-stage.ts';
import { bookAt, type Level, messagesToTape } from '../../test/support/tape-builder.ts';
import { applyBookRow } from '../domain/book-row.ts';
import type { MarketIndex, StrategyIndex, TokenIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import { ASK, BID, type BookSide } from '../domain/side.ts';
import type { Price, Timestamp, Usd } from '../domain/units.ts';
import { EngineState, PHASE_CLOSED } from './state.ts';
import { StrategyView } from './strategy-view.ts';

const MARKET = 0 as MarketIndex;
const UP = 0 as TokenIndex;
const DOWN = 1 as TokenIndex;

function setUp(market = openMarket(), strategies = 1) {
  const feeds = ['chainlink/btcusd', 'binance/btcusdt'];
  const state = new EngineState(feeds, strategies, 1_000_000_000 as Usd);
  state.list(market);
  const view = new StrategyView(state, 0 as StrategyIndex);
  return { state, view };
}

function show(state: EngineState, bids: readonly Level[], asks: readonly Level[], outcome = 0) {
  const tape = messagesToTape(bookAt(1, bids, asks, { outcome }));
  for (let row = 0; row < tape.length; row++) {
    applyBookRow(state.books[0] as (typeof state.books)[0], tape, row);
  }
}

/** A token's book, naively: whole cents to shares. */
type Naive = { readonly bids: Map<number, number>; readonly asks: Map<number, number> };

/** The same book seen from the other token. */
function mirror({ bids, asks }: Naive): Naive {
  const turned = (side: Map<number, number>) => new Map([...side].map(([c, n]) => [100 - c, n]));
  return { bids: turned(asks), asks: turned(bids) };
}

function best(book: Naive): [number | undefined, number | undefined] {
  const bid = Math.max(...book.bids.keys());
  const ask = Math.min(...book.asks.keys());
  return [
    Number.isFinite(bid) ? bid * 10_000 : undefined,
    Number.isFinite(ask) ? ask * 10_000 : undefined,
  ];
}

function behind(book: Naive, side: BookSide, cents: number): number | undefined {
  const levels = side === BID ? book.bids : book.asks;
  const prices = [...levels.keys()].filter((c) => (side === BID ? c < cents : c > cents));
  if (prices.length === 0) return undefined;
  return (side === BID ? Math.max(...prices) : Math.min(...prices)) * 10_000;
}

describe('books', () => {
  const side = fc.dictionary(
    fc.integer({ min: 1, max: 99 }).map(String),
    fc.integer({ min: 1, max: 50 }),
  );

  test('are seen in the coordinates of either token, whichever token the rows spoke of', () => {
    fc.assert(
      fc.property(side, side, fc.constantFrom(0, 1), (bids, asks, outcome) => {
        const levels = (from: Record<string, number>): Level[] =>
          Object.entries(from).map(([cents, shares]) => [Number(cents), shares]);
        const { state, view } = setUp();
        show(state, levels(bids), levels(asks), outcome);
        const own: Naive = { bids: new Map(levels(bids)), asks: new Map(levels(asks)) };
        for (const token of [UP, DOWN]) {
          const naive = token === outcome ? own : mirror(own);
          const [bid, ask] = best(naive);
          expect(view.bestBid(token)).toBe(bid);
          expect(view.bestAsk(token)).toBe(ask);
          const mid = bid === undefined || ask === undefined ? undefined : (bid + ask) / 2;
          expect(view.mid(token)).toBe(mid);
          const cents = Array.from({ length: 101 }, (_, i) => i);
          const ladder = (tell: (price: Price, i: number) => unknown) =>
            cents.map((i) => tell((i * 10_000) as Price, i));
          for (const side of [BID, ASK] as const) {
            const sizes = side === BID ? naive.bids : naive.asks;
            expect(ladder((price) => view.sizeAt(token, side, price))).toEqual(
              cents.map((i) => (sizes.get(i) ?? 0) * 1_000_000),
            );
            expect(ladder((price) => view.nextBehind(token, side, price))).toEqual(
              cents.map((i) => behind(naive, side, i)),
            );
          }
        }
        const crossed = (best(own)[0] ?? 0) >= (best(own)[1] ?? 1_000_000);
        expect(view.isTrusted(MARKET)).toBe(!crossed);
      }),
      { numRuns: 60 },
    );
  });

  test('have no level between the ticks', () => {
    const { state, view } = setUp();
    show(state, [[40, 5]], [[60, 5]]);
    expect(view.sizeAt(UP, BID, 405_000 as Price)).toBe(0);
    expect(view.sizeAt(DOWN, ASK, 595_000 as Price)).toBe(0);
  });

  test('tell tick, epoch and trust', () => {
    const { state, view } = setUp();
    expect(view.isTrusted(MARKET)).toBe(false);
    expect([view.tick(MARKET), view.epoch(MARKET)]).toEqual([10_000, 0]);
    show(state, [[40, 5]], [[60, 5]]);
    expect(view.isTrusted(MARKET)).toBe(true);
    expect(view.epoch(MARKET)).toBe(1);
    state.books[0]?.distrust(2 as Timestamp, 'recording_gap');
    expect(view.isTrusted(MARKET)).toBe(false);
  });
});

describe('a market is open', () => {
  test('before its window, too: the venue takes orders long before', () => {
    const { state, view } = setUp(openMarket({ opensAt: 100 as Timestamp }));
    state.now = 99 as Timestamp;
    expect(view.isOpen(MARKET)).toBe(true);
  });

  test('until it is closed', () => {
    const { state, view } = setUp();
    state.phases[MARKET] = PHASE_CLOSED;
    expect(view.isOpen(MARKET)).toBe(false);
  });
});

describe('references', () => {
  test('are unknown before the first price, and for a feed that is not there', () => {
    const { state, view } = setUp();
    expect(view.reference('chainlink/btcusd')).toBeUndefined();
    expect(view.referenceAt('chainlink/btcusd')).toBeUndefined();
    expect(view.reference('no/feed')).toBeUndefined();
    expect(view.referenceAt('no/feed')).toBeUndefined();
    state.references.take(1, 70_000_000_000, 11, 12 as Timestamp);
    expect(view.reference('binance/btcusdt')).toBe(70_000_000_000);
    expect(view.referenceAt('binance/btcusdt')).toBe(12);
    expect(view.reference('chainlink/btcusd')).toBeUndefined();
  });
});

describe('a strategy', () => {
  test('sees its own orders and no others', () => {
    const { state, view } = setUp(openMarket(), 2);
    const own = anOrder({}, 1);
    const foreign = { ...anOrder({}, 2), strategy: 1 as StrategyIndex };
    const order = state.orders.submitted(own, 0 as Timestamp);
    state.sleeve(own.strategy).opened(order);
    state.sleeve(foreign.strategy).opened(state.orders.submitted(foreign, 0 as Timestamp));
    expect(view.order(own.id)).toBe(order);
    expect(view.order(foreign.id)).toBeUndefined();
    expect(view.openOrders(MARKET)).toEqual([order]);
  });

  test('sees the time, the markets and the free cash of the account', () => {
    const { state, view } = setUp();
    state.now = 7 as Timestamp;
    expect(view.now).toBe(7);
    expect(view.markets).toBe(state.markets);
    expect(view.available).toBe(1_000_000_000);
  });

  test('must exist', () => {
    const { state } = setUp();
    expect(() => new StrategyView(state, 1 as StrategyIndex)).toThrow(InvariantError);
  });
});

test('a market without a tick size cannot be traded on', () => {
  expect(() => setUp(openMarket({ ticks: [] }))).toThrow(/has no tick size/);
});
