import { expect, test } from 'vitest';
import { aListing, LocalBench } from '../../../test/support/local-venue.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';
import { ONE, type Price } from '../../domain/units.ts';
import { unixSeconds } from '../wire/forms.ts';
import { WalletHistory } from './wallet-history.ts';

/** The next market, in which all that is sent from now on trades. */
function listNext(bench: LocalBench, n: number): void {
  const { market: facts, ...rest } = aListing();
  const conditionId = `0x${String(n).padStart(64, '0')}` as ConditionId;
  const tokens = [`${n}1`, `${n}2`] as unknown as [TokenId, TokenId];
  const market = { ...facts, slug: `next-${n}`, conditionId, tokens };
  Object.assign(bench, { market: bench.venue.list({ ...rest, market }) });
}

test('old trades of decided markets are forgotten when a wallet has many', () => {
  const bench = new LocalBench();
  const history = new WalletHistory(bench.venue, { holdings: 1_000, fills: 4 });
  const { address } = bench.ann.wallet;
  const slugs = () => history.holdings(address).map(({ market }) => market.slug);
  const [first] = [bench.market.slug];
  for (let n = 0; n < 3; n++) bench.mint(5);
  bench.venue.resolve(bench.market, ONE as Price);
  listNext(bench, 1);
  bench.mint(5);
  expect(slugs()).toEqual([first, 'next-1']);
  expect(history.isWhole).toBe(true);
  bench.mint(5);
  expect(slugs()).toEqual(['next-1']);
  expect(history.isWhole).toBe(false);
  const decidedAt = unixSeconds(bench.venue.now());
  expect(history.isWholeSince(decidedAt)).toBe(false);
  expect(history.isWholeSince(decidedAt + 1)).toBe(true);
  // What is not decided yet is never forgotten: it says what the wallet holds.
  for (let n = 0; n < 6; n++) bench.mint(5);
  expect([...history.fills(address)]).toHaveLength(8);
});
