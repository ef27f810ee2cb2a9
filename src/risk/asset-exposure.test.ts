import { expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Usd } from '../domain/units.ts';
import { limitAssetExposure } from './asset-exposure.ts';

/** Three windows: two of btc, one of eth; and a question of no asset. */
function bench(): GateBench {
  const made = new GateBench();
  made.view.add(aMarket({ slug: 'eth', asset: 'eth' }));
  made.view.add(aMarket({ slug: 'rain', asset: undefined }));
  return made;
}

// The order under test buys 10 shares at 0.62 without fee: 6.20 dollars.
test('all windows of an asset count together, those of others do not', () => {
  const check = limitAssetExposure(10_000_000 as Usd);
  const set = bench();
  set.hold(2, 10_000_000, 380_000);
  set.hold(4, 100_000_000, 500_000);
  expect(set.run(check, anOrder())).toBe('passes');
  set.hold(2, 10_000, 10_000);
  expect(set.run(check, anOrder())).toBe('asset_exposure_too_large');
  expect(check(anOrder(), set.view, set.account)?.message).toBe(
    'btc could lose 10.0001 dollars, maxAssetExposure is 10',
  );
  expect(set.run(check, anOrder({ token: 4 as TokenIndex }))).toBe('asset_exposure_too_large');
  expect(set.run(check, anOrder({ token: 6 as TokenIndex }))).toBe('passes');
});

test('what is held of markets that nobody has listed counts with all that it cost', () => {
  const set = bench();
  set.account.holdUnlisted(1_000_000 as Usd, { asset: 'btc', group: null });
  set.account.holdUnlisted(50_000_000 as Usd, { asset: 'eth' });
  set.account.holdUnlisted(50_000_000 as Usd, { asset: null });
  expect(set.run(limitAssetExposure(7_200_000 as Usd), anOrder())).toBe('passes');
  expect(set.run(limitAssetExposure(7_190_000 as Usd), anOrder())).toBe('asset_exposure_too_large');
  // Nobody knows of what asset: it may be any.
  set.account.holdUnlisted(2_000_000 as Usd);
  const check = limitAssetExposure(9_000_000 as Usd);
  expect(check(anOrder(), set.view, set.account)?.message).toBe(
    'btc could lose 9.2 dollars, maxAssetExposure is 9; ' +
      '2 of it is held where the asset is not known',
  );
});

test('a sale that gets us out passes', () => {
  const set = bench();
  set.hold(0, 100_000_000, 620_000);
  const check = limitAssetExposure(0 as Usd);
  expect(set.run(check, anOrder({ side: 'sell' }))).toBe('passes');
  expect(set.run(limitAssetExposure('unlimited'), anOrder())).toBe('passes');
});
