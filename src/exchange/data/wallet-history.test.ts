import { expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';
import { ONE, type Price } from '../../domain/units.ts';
import { unixSeconds } from '../wire/forms.ts';
import { WalletHistory } from './wallet-history.ts';

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
