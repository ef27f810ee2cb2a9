import { describe, expect, test } from 'vitest';
import { aListing, LocalBench } from '../../../test/support/local-venue.ts';
import { tapeOf } from '../../../test/support/tape-rows.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_LEVEL,
  KIND_TICK,
  KIND_TRADE,
} from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Listing } from './listing.ts';

describe('the local venue', () => {
  test('keeps what rests until its owner cancels it, once', () => {
    const bench = new LocalBench();
    const order = bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
    expect(order).toMatchObject({ status: 'LIVE', isOpen: true, matched: 0 });
    expect(bench.market.depth.levels(0)).toEqual([[400_000, 10_000_000]]);
    expect([bench.venue.cancel(order), bench.venue.cancel(order)]).toEqual([true, false]);
    expect(order.status).toBe('CANCELED');
    expect(bench.market.depth.levels(0)).toEqual([]);
  });

  test('makes a pair of shares out of two buyers, and settles it by the clock', () => {
    const bench = new LocalBench();
    bench.mint(10);
    const [trade] = bench.venue.trades.all.values();
    expect(trade).toMatchObject({ status: 'matched', taker: { outcome: 1, price: 500_000 } });
    const wallets = [bench.ann.wallet, bench.bob.wallet];
    expect(wallets.map(({ account }) => account.cash)).toEqual([995_000_000, 995_000_000]);
    bench.clock.advance(1_000);
    expect(trade?.status).toBe('mined');
    bench.clock.advance(2_000);
    expect(trade?.status).toBe('confirmed');
  });
});

describe('rows of a recording', () => {
  const level = { kind: KIND_LEVEL, side: 1, price: 600_000, size: 100_000_000 };
  const book = (at: number) => [
    { kind: KIND_CLEAR, at, flags: FLAG_BOOK },
    { ...level, at, flags: FLAG_BOOK | FLAG_LAST },
  ];
  const print = { kind: KIND_TRADE, side: 1, price: 600_000, size: 5_000_000, flags: FLAG_LAST };

  test('a print is the last trade, counts as volume, and the book is told after it', () => {
    const bench = new LocalBench();
    const at = bench.venue.now();
    bench.venue.play(tapeOf(book(at)));
    const told: string[] = [];
    bench.venue.listen({
      printed: ({ size }) => told.push(`print ${size}`),
      bookAfterTrade: () => told.push('book'),
    });
    bench.venue.play(tapeOf([{ ...print, at }]));
    expect(told).toEqual(['print 5000000', 'book']);
    const { lastTrade, volume, volumeShares } = bench.market;
    expect(lastTrade).toMatchObject({ side: 'buy', price: 600_000, size: 5_000_000 });
    expect([volume, volumeShares]).toEqual([3_000_000, 5_000_000]);
  });

  test('a new tick is the grid of the market, and is told', () => {
    const bench = new LocalBench();
    const told: unknown[] = [];
    bench.venue.listen({ tickChanged: (market, before) => told.push([before, market.tick]) });
    const tick = { kind: KIND_TICK, at: bench.venue.now(), price: 1_000, flags: FLAG_LAST };
    bench.venue.play(tapeOf([tick]));
    bench.venue.play(tapeOf([tick]));
    expect(told).toEqual([[10_000, 1_000]]);
  });

  test('come before an order that is sent after them, at their own times', () => {
    const bench = new LocalBench();
    const { venue } = bench;
    const at = (venue.now() + 5_000) as Timestamp;
    let rows = 0;
    venue.follow((until) => {
      if (rows > 0 || until < at) return;
      rows++;
      venue.at(at, () => venue.play(tapeOf(book(at))));
    });
    const early = bench.send(bench.ann, { side: 'buy', price: 0.6, size: 10, timeInForce: 'FAK' });
    expect(early.status).toBe('UNMATCHED');
    bench.clock.advance(7);
    const order = bench.send(bench.ann, { side: 'buy', price: 0.6, size: 10, timeInForce: 'FAK' });
    expect(order).toMatchObject({ status: 'MATCHED', matched: 10_000_000 });
    expect(bench.market.changedAt).toBe(venue.now());
    expect(venue.now() - at).toBe(2_000);
  });

  test('a market whose book nobody has told yet takes no orders', () => {
    const bench = new LocalBench();
    const base = aListing();
    const market = { ...base.market, slug: 'another', tokens: ['11', '12'] };
    const listing = { ...base, market } as unknown as Listing;
    const listed = bench.venue.list(listing, 'untold');
    expect(bench.venue.simMarket(listed.index).book.isTrusted).toBe(false);
  });
});
