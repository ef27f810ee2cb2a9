import { expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';
import { tapeOf } from '../../../test/support/tape-rows.ts';
import { FLAG_BOOK, FLAG_LAST, KIND_CLEAR, KIND_LEVEL, KIND_TRADE } from '../../domain/tape.ts';
import type { Print } from './venue-listener.ts';

/** A bench whose market has a recorded ask of 100 shares at 0.60. */
function recordedBench() {
  const bench = new LocalBench();
  const at = bench.venue.now();
  const level = { kind: KIND_LEVEL, at, side: 1, price: 600_000, size: 100_000_000 };
  const rows = [
    { kind: KIND_CLEAR, at, flags: FLAG_BOOK },
    { ...level, flags: FLAG_BOOK | FLAG_LAST },
  ];
  bench.venue.play(tapeOf(rows));
  const prints: Print[] = [];
  bench.venue.listen({ printed: (print) => prints.push(print) });
  return { bench, prints };
}

test('a taker makes one trade at each price, with everybody whom it met there', () => {
  const bench = new LocalBench();
  const prints: Print[] = [];
  bench.venue.listen({ printed: (print) => prints.push(print) });
  for (const price of [0.4, 0.4, 0.41]) {
    bench.send(bench.bob, { side: 'buy', price, size: 10, outcome: 1 });
  }
  const taker = bench.send(bench.ann, { side: 'buy', price: 0.6, size: 25, timeInForce: 'FAK' });
  const trades = taker.trades.map((id) => bench.venue.trades.all.get(id));
  expect(trades).toMatchObject([
    { taker: { price: 590_000, size: 10_000_000 }, makers: [{ price: 410_000, outcome: 1 }] },
    {
      taker: { price: 600_000, size: 15_000_000 },
      makers: [
        { price: 400_000, size: 10_000_000 },
        { price: 400_000, size: 5_000_000 },
      ],
    },
  ]);
  expect(prints.map(({ price, size, side }) => [side, price, size])).toEqual([
    ['buy', 590_000, 10_000_000],
    ['buy', 600_000, 15_000_000],
  ]);
});

test('who takes recorded liquidity meets a maker without a name', () => {
  const { bench, prints } = recordedBench();
  const taker = bench.send(bench.ann, { side: 'buy', price: 0.6, size: 5, timeInForce: 'FAK' });
  expect(bench.venue.trades.all.get(taker.trades[0] ?? '')).toMatchObject({
    taker: { order: taker, side: 'buy' },
    makers: [{ order: undefined, side: 'sell', price: 600_000, size: 5_000_000 }],
  });
  expect(prints).toHaveLength(1);
  expect(bench.market.depth.sizeAt(1, 600_000 as never)).toBe(95_000_000);
});

test('a recorded print that fills an order of ours is printed once', () => {
  const { bench, prints } = recordedBench();
  const maker = bench.send(bench.ann, { side: 'buy', price: 0.5, size: 5 });
  const row = { kind: KIND_TRADE, at: bench.venue.now(), price: 490_000, size: 20_000_000 };
  bench.venue.play(tapeOf([{ ...row, flags: FLAG_LAST }]));
  expect(maker).toMatchObject({ status: 'MATCHED', isOpen: false });
  expect(bench.venue.trades.all.get(maker.trades[0] ?? '')).toMatchObject({
    taker: { order: undefined, side: 'sell', price: 500_000 },
    makers: [{ order: maker, side: 'buy' }],
  });
  expect(prints).toMatchObject([{ price: 490_000, size: 20_000_000, transaction: '' }]);
});

test('all fills of a trade share its fate, and no dollar is lost by it', () => {
  const bench = new LocalBench();
  bench.venue.settlement.order('failed');
  bench.mint(10);
  bench.mint(10);
  bench.clock.advance(3_000);
  const statuses = [...bench.venue.trades.all.values()].map(({ status }) => status);
  expect(statuses).toEqual(['failed', 'confirmed']);
  const { ann, bob, venue } = bench;
  expect([ann, bob].map(({ wallet }) => wallet.account.cash)).toEqual([995_000_000, 995_000_000]);
  expect(venue.totalCash()).toBe(2_000_000_000);
});
