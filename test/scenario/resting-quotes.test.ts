// The maker in the whole engine, on made-up books that move fast, with latency on every way: what
// rests is never more than what it may rest, and what it asks for is never denied.
import { describe, expect, test } from 'vitest';
import { benchSession, benchSource } from '../../bench/bench-session.ts';
import { emptyColumns, RandomTape } from '../../bench/random-tape.ts';
import type { SetsNews } from '../../src/domain/event.ts';
import { type MarketIndex, marketOf, type TokenIndex } from '../../src/domain/ids.ts';
import { BID } from '../../src/domain/side.ts';
import { PRICING_ENGINES } from '../../src/models/pricing/engines.ts';
import type { Strategy } from '../../src/ports/strategy.ts';
import type { View } from '../../src/ports/view.ts';
import { parseParameters } from '../../src/runtime/parameters.ts';
import {
  bookSideOfOrder,
  firstPriceOf,
  remainingOf,
} from '../../src/strategies/market-maker/own-orders.ts';
import { marketMaker } from '../../src/strategies/market-maker/strategy.ts';

const MARKETS = 5;
const ROWS = 150_000;
const LEVELS = 3;
const MAX_INVENTORY = 60;
/** 10, 20 and 40 shares. */
const ONE_LADDER = 70;

const parameters = (pricing: string) => ({
  pricing,
  levels: String(LEVELS),
  maxInventory: String(MAX_INVENTORY),
  maxCost: '100000',
  volatilityHalfLife: '5',
  minLifetime: '0.5',
  splitSize: '15',
});

/** What was seen of a run. */
type Seen = { fills: number; refusals: Map<string, number>; sets: Map<string, number> };

/** The maker, looked at before each thing that it is told. */
function watched(pricing: string, seen: Seen): Strategy {
  const parsed = parseParameters(marketMaker.parameters, parameters(pricing));
  if (!parsed.ok) throw new Error(parsed.message);
  const maker = marketMaker.create(parsed.value, 1);
  return {
    loops: maker.loops ?? [],
    onBook(market, view, desk) {
      look(market, view);
      maker.onBook?.(market, view, desk);
    },
    onTrade: (...told) => maker.onTrade?.(...told),
    onTimer: (...told) => maker.onTimer?.(...told),
    onOrder(event, view, desk) {
      const order = view.order(event.order);
      if (order !== undefined) look(marketOf(order.token), view);
      if (event.kind === 'OrderFilled') seen.fills++;
      if (event.kind === 'OrderDenied' || event.kind === 'OrderRejected') {
        count(seen.refusals, `${event.kind} ${event.code}`);
      }
      maker.onOrder?.(event, view, desk);
    },
    onSets(change, event, view, desk) {
      count(seen.sets, `${change.direction} ${codeOf(event)}`);
      maker.onSets?.(change, event, view, desk);
    },
  };
}

const codeOf = (event: SetsNews) => (event.kind === 'SetsChanged' ? 'done' : event.code);

function count(counts: Map<string, number>, code: string): void {
  counts.set(code, (counts.get(code) ?? 0) + 1);
}

/** One order a level, none that meets another of ours, no more than may be held by any fill. */
function look(market: MarketIndex, view: View): void {
  const open = view.openOrders(market);
  if (open.length === 0) return;
  const bids = open.filter((order) => bookSideOfOrder(order) === BID);
  const asks = open.filter((order) => bookSideOfOrder(order) !== BID);
  expect(Math.max(bids.length, asks.length)).toBeLessThanOrEqual(LEVELS);
  const bid = Math.max(0, ...bids.map(firstPriceOf));
  expect(bid).toBeLessThan(Math.min(1e6, ...asks.map(firstPriceOf)));
  const first = (market * 2) as TokenIndex;
  const inventory = view.position(first) - view.position((first + 1) as TokenIndex);
  const resting = (orders: typeof open) => orders.reduce((sum, one) => sum + remainingOf(one), 0);
  const most = (MAX_INVENTORY + ONE_LADDER) * 1e6;
  expect(inventory + resting(bids)).toBeLessThanOrEqual(most);
  expect(inventory - resting(asks)).toBeGreaterThanOrEqual(-most);
}

describe.each(Object.keys(PRICING_ENGINES))('%s', (pricing) => {
  test('rests what it may, and asks for nothing that is denied', () => {
    const seen: Seen = { fills: 0, refusals: new Map(), sets: new Map() };
    const { session } = benchSession(benchSource(MARKETS), watched(pricing, seen));
    const tape = new RandomTape(MARKETS, 3).fill(emptyColumns(ROWS), ROWS);
    session.loop.play(tape);
    expect(seen.fills).toBeGreaterThan(20);
    // Books move while an order is on its way, and a gate has a rate.
    const expected = ['OrderRejected post_only_crosses', 'OrderDenied too_many_orders'];
    expect([...seen.refusals.keys()].filter((code) => !expected.includes(code))).toEqual([]);
    expect(seen.sets.get('split done')).toBeGreaterThan(0);
    const changes = ['split done', 'merge done', 'split too_many_orders', 'merge too_many_orders'];
    expect([...seen.sets.keys()].filter((code) => !changes.includes(code))).toEqual([]);
  });
});
