import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { aListing, LocalBench } from '../../../test/support/local-venue.ts';
import { tokenIndex } from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import { ASK, BID } from '../../domain/side.ts';
import { ONE, type Price, type Shares, type Usd } from '../../domain/units.ts';
import type { VenueListener } from '../venue/venue-listener.ts';
import { Inside } from './inside.ts';

const UNIT = 1_000_000;

function terms(changes: Partial<LimitTerms> = {}): LimitTerms {
  return {
    side: 'buy',
    price: 400_000 as Price,
    size: (10 * UNIT) as Shares,
    timeInForce: 'GTC',
    postOnly: false,
    expiresAt: undefined,
    ...changes,
  };
}

function stage(bench = new LocalBench()) {
  const inside = new Inside(bench.venue, () => 420_000 as Price);
  const up = tokenIndex(bench.market.index, 0);
  const down = tokenIndex(bench.market.index, 1);
  return { bench, inside, up, down, index: bench.market.index };
}

describe('a trader inside the exchange', () => {
  test('rests in the same book as everybody, and trades with them', () => {
    const { bench, inside, up, index } = stage();
    const trader = inside.trader('maker', (50 * UNIT) as Usd);
    trader.submit(up, terms());
    expect(inside.best(index, BID)).toBe(400_000);
    expect(inside.sizeAt(index, BID, 400_000 as Price)).toBe(10 * UNIT);
    expect(trader.resting(index)).toMatchObject([
      { token: up, side: 'buy', price: 400_000, rest: 10 * UNIT },
    ]);
    bench.send(bench.bob, { side: 'buy', price: 0.6, size: 6, outcome: 1 });
    expect(trader.resting(index)).toMatchObject([{ rest: 4 * UNIT }]);
    expect(trader.shares(up)).toBe(6 * UNIT);
    expect(trader.cash).toBe(47.6 * UNIT);
    expect(inside.lastPrice(index)).toBe(400_000);
  });

  test('has trades that no fault is spent on, unless a client is in them', () => {
    const { bench, inside, up, down } = stage();
    const [one, other] = [inside.trader('one'), inside.trader('other')];
    const { settlement, trades } = bench.venue;
    settlement.order('failed');
    settlement.order('retried');
    one.submit(up, terms({ price: 500_000 as Price }));
    other.submit(down, terms({ price: 500_000 as Price }));
    bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
    one.submit(down, terms({ price: 600_000 as Price }));
    one.submit(up, terms());
    bench.send(bench.bob, { side: 'buy', price: 0.6, size: 10, outcome: 1 });
    bench.clock.advance(3_000);
    const statuses = [...trades.all.values()].map(({ status }) => status);
    expect(statuses).toEqual(['confirmed', 'failed', 'mined']);
  });

  test('takes back what rests', () => {
    const { bench, inside, up, down, index } = stage();
    const trader = inside.trader('maker');
    trader.submit(up, terms());
    trader.submit(down, terms());
    const [first] = trader.resting(index);
    trader.cancel(first!.id);
    expect(trader.resting(index)).toMatchObject([{ token: down }]);
    trader.leave();
    expect(trader.resting(index)).toEqual([]);
    expect(bench.market.depth.best(BID)).toBeUndefined();
    expect(bench.market.depth.best(ASK)).toBeUndefined();
  });

  test.each<[string, Partial<LimitTerms>, string]>([
    ['off the grid', { price: 405_000 as Price }, 'tick'],
    ['below the least size', { size: UNIT as Shares }, 'minimum_size'],
    ['beyond its cash', { size: (1_000_000 * UNIT) as Shares }, 'not_enough_cash'],
    ['of shares that it has not', { side: 'sell' }, 'not_enough_shares'],
    ['that finds nobody', { timeInForce: 'FAK' }, 'no_match'],
  ])('gets nothing for an order %s', (_what, changes, code) => {
    const { inside, up, index } = stage();
    const trader = inside.trader('odd');
    trader.submit(up, terms(changes));
    expect([...inside.refused]).toEqual([[`odd ${code}`, 1]]);
    expect(trader.resting(index)).toEqual([]);
  });

  test('is bound by the mode of the exchange and the end of trading', () => {
    const { bench, inside, up } = stage();
    const trader = inside.trader('bound');
    bench.venue.mode = 'cancel_only';
    trader.submit(up, terms());
    bench.venue.mode = 'post_only';
    trader.submit(up, terms());
    trader.submit(up, terms({ postOnly: true }));
    bench.venue.mode = 'normal';
    bench.venue.close(bench.market);
    trader.submit(up, terms());
    expect([...inside.refused.keys()]).toEqual([
      'bound cancel_only',
      'bound post_only_mode',
      'bound market_closed',
    ]);
  });

  test('does not count as resting what the venue holds back', () => {
    const first = aListing();
    const listing = { ...first, market: { ...first.market, takerDelayMs: 150 } };
    const { bench, inside, up, index } = stage(new LocalBench({}, listing));
    bench.send(bench.bob, { side: 'buy', price: 0.5, size: 5, outcome: 1 });
    bench.clock.advance(1_000);
    const trader = inside.trader('taker');
    trader.submit(up, terms({ price: 500_000 as Price }));
    expect(trader.resting(index)).toEqual([]);
    bench.clock.advance(150);
    expect(trader.resting(index)).toMatchObject([{ rest: 5 * UNIT }]);
  });

  test('has a wallet of its own, the same for the same name', () => {
    const { bench, inside, up } = stage();
    inside.trader('one', (7 * UNIT) as Usd);
    expect(inside.trader('one').cash).toBe(7 * UNIT);
    expect(inside.trader('two').cash).toBe(1_000 * UNIT);
    const orders: string[] = [];
    const listener: VenueListener = { order: ({ facts }) => orders.push(facts.id) };
    bench.venue.listen(listener);
    inside.trader('two').submit(up, terms());
    inside.trader('one').submit(up, terms());
    expect(new Set(orders).size).toBe(2);
    expect(orders[0]).toMatch(/^0x[0-9a-f]{64}$/);
    // Nobody can ask for an order of theirs that is over.
    expect(orders.map((id) => bench.venue.find(id)?.isOpen)).toEqual([true, true]);
    inside.trader('two').leave();
    bench.venue.close(bench.market);
    expect(orders.filter((id) => bench.venue.find(id) !== undefined)).toEqual([]);
  });
});

test('the floor shows markets that take orders, whenever they were listed', () => {
  const { bench, inside, index } = stage();
  expect(inside.openMarkets()).toMatchObject([{ index, tick: 10_000 }]);
  expect(inside.fairPrice(index, at(0))).toBe(420_000);
  expect(inside.best(index, ASK)).toBeUndefined();
  const first = aListing();
  bench.venue.list({
    ...first,
    market: { ...first.market, slug: 'later', tokens: ['1', '2'] as never },
  });
  bench.venue.resolve(bench.market, ONE);
  expect(inside.openMarkets().map(({ listing }) => listing.market.slug)).toEqual(['later']);
});
