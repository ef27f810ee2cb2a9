import { expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';
import { type Outcome, tokenIndex } from '../../domain/ids.ts';
import { Random } from '../../domain/random.ts';
import { ONE, type Price } from '../../domain/units.ts';
import { unixSeconds } from '../wire/forms.ts';
import { amountOf } from './running-sums.ts';
import { fillsOf, WalletHistory, walletOf } from './wallet-history.ts';

test('old trades of decided markets are forgotten when a wallet has many', () => {
  const bench = new LocalBench();
  const history = new WalletHistory(bench.venue, { holdings: 1_000, fills: 4 });
  const { address } = bench.ann.wallet;
  const slugs = () => history.holdings(address).map(({ market }) => market.slug);
  const [first] = [bench.market.slug];
  for (let n = 0; n < 3; n++) bench.mint(5);
  bench.venue.resolve(bench.market, ONE as Price);
  bench.listNext(1);
  bench.mint(5);
  expect(slugs()).toEqual([first, 'next-1']);
  expect(history.isWholeSince(0)).toBe(true);
  bench.mint(5);
  expect(slugs()).toEqual(['next-1']);
  const decidedAt = unixSeconds(bench.venue.now());
  for (const whose of [undefined, address]) {
    expect(history.isWholeSince(0, whose)).toBe(false);
    expect(history.isWholeSince(decidedAt, whose)).toBe(false);
    expect(history.isWholeSince(decidedAt + 1, whose)).toBe(true);
  }
  expect(history.isWholeSince(0, 'of nobody')).toBe(true);
  // What is not decided yet is never forgotten: it says what the wallet holds.
  for (let n = 0; n < 6; n++) bench.mint(5);
  expect([...history.fills(address)]).toHaveLength(8);
});

/** Sums of all trades that did not fail, anew and in any order. */
function recount({ venue }: LocalBench, address: string, outcome: Outcome) {
  const sums = { size: 0, bought: 0, boughtFor: 0, dealt: 0, dealtFor: 0, fees: 0, flow: 0 };
  for (const { trade, part } of [...venue.trades.all.values()].flatMap(fillsOf)) {
    if (trade.status === 'failed' || walletOf(part) !== address) continue;
    if (part.outcome !== outcome) continue;
    const isBuy = part.side === 'buy';
    sums.size += isBuy ? part.size : -part.size;
    sums.bought += isBuy ? part.size : 0;
    sums.boughtFor += isBuy ? amountOf(part) : 0;
    sums.dealt += part.size;
    sums.dealtFor += amountOf(part);
    sums.fees += part.fee;
    sums.flow += isBuy ? -amountOf(part) : amountOf(part);
  }
  return sums;
}

test.each([1, 2, 3])(
  'sums drift from no trades, whoever met oneself and what failed (%i)',
  (seed) => {
    const bench = new LocalBench();
    const history = new WalletHistory(bench.venue);
    const random = new Random(seed, 'sums');
    const traders = [bench.ann, bench.bob, bench.trader(`0x${'3'.repeat(40)}`)];
    bench.mint(50);
    const seen = { failed: 0, selfMade: 0 };
    for (let n = 0; n < 200; n++) {
      if (random.integer(4) === 0) bench.venue.settlement.order('failed');
      if (random.integer(3) === 0) bench.clock.advance(2_000);
      const outcome = random.integer(2) as Outcome;
      const side = random.integer(2) === 0 ? 'buy' : 'sell';
      const price = (48 + random.integer(5)) / 100;
      bench.send(traders[random.integer(3)]!, {
        outcome,
        side,
        price,
        size: 5 + random.integer(9),
      });
    }
    bench.clock.advance(10_000);
    for (const { status, taker, makers } of bench.venue.trades.all.values()) {
      if (status === 'failed') seen.failed++;
      if (makers.some((maker) => walletOf(maker) === walletOf(taker))) seen.selfMade++;
    }
    expect(Math.min(seen.failed, seen.selfMade)).toBeGreaterThan(5);
    for (const { wallet } of traders) {
      for (const holding of history.holdings(wallet.address)) {
        const { realized, cost, buyFees: _, ...held } = holding.held();
        const { outcome } = holding;
        const { flow, ...counted } = recount(bench, wallet.address, outcome);
        expect(held).toEqual(counted);
        expect(realized - cost).toBe(flow);
        const index = tokenIndex(bench.market.index, outcome);
        expect(wallet.account.position(index)?.traded).toBe(held.size);
      }
    }
  },
);
