import { describe, expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Price, Usd } from '../domain/units.ts';
import { limitGroupExposure } from './group-exposure.ts';

/** Markets 2, 3 and 4 are of one group, in which one wins or none; 5 and 6 only belong together. */
function bench(): GateBench {
  const made = new GateBench();
  for (const slug of ['a', 'b', 'c']) {
    made.view.add(aMarket({ slug, group: 'election', negativeRisk: true }));
  }
  for (const slug of ['before-may', 'before-june']) {
    made.view.add(aMarket({ slug, group: 'dates' }));
  }
  return made;
}

const token = (index: number) => index as TokenIndex;
const cap = (dollars: number) => limitGroupExposure((dollars * 1e6) as Usd);

// The order under test buys 10 shares at 0.62 without fee: 6.20 dollars.
describe('exposure of a group', () => {
  test('of which one wins: every Yes may lose', () => {
    const set = bench();
    set.hold(4, 10_000_000, 300_000);
    expect(set.run(cap(9.2), anOrder({ token: token(6) }))).toBe('passes');
    expect(set.run(cap(9.19), anOrder({ token: token(6) }))).toBe('group_exposure_too_large');
  });

  test('of which one wins: of several No only one loses', () => {
    const set = bench();
    set.hold(5, 10_000_000, 700_000);
    set.hold(7, 10_000_000, 700_000);
    // If a wins, 7.00 are lost with its No; that the No of b wins then is not counted.
    const no = anOrder({ token: token(9) });
    expect(set.run(cap(0), no)).toBe('passes');
    const dearer = anOrder({ token: token(9), price: 720_000 as Price });
    expect(set.run(cap(7.2), dearer)).toBe('passes');
    expect(set.run(cap(7.19), dearer)).toBe('group_exposure_too_large');
    // With Yes of c on top: 6.20 more are lost where a wins.
    const yes = anOrder({ token: token(8) });
    expect(set.run(cap(13.2), yes)).toBe('passes');
    expect(set.run(cap(13.19), yes)).toBe('group_exposure_too_large');
  });

  test('where nothing excludes the others every market may end worst', () => {
    const set = bench();
    set.hold(11, 10_000_000, 700_000);
    expect(set.run(cap(13.2), anOrder({ token: token(12) }))).toBe('passes');
    expect(set.run(cap(13.19), anOrder({ token: token(12) }))).toBe('group_exposure_too_large');
    expect(cap(13)(anOrder({ token: token(12) }), set.view, set.account)?.message).toBe(
      'the group of before-june could lose 13.2 dollars, maxGroupExposure is 13',
    );
  });

  test('a market whose group is not known counts for none', () => {
    expect(bench().run(cap(0), anOrder())).toBe('passes');
    expect(bench().run(limitGroupExposure('unlimited'), anOrder({ token: token(4) }))).toBe(
      'passes',
    );
  });

  test('what is held of markets that nobody has listed counts with all that it cost', () => {
    const set = bench();
    const order = anOrder({ token: token(4) });
    set.account.holdUnlisted(3_000_000 as Usd, { group: 'election' });
    set.account.holdUnlisted(50_000_000 as Usd, { group: 'dates' });
    set.account.holdUnlisted(50_000_000 as Usd, { group: null });
    expect(set.run(cap(9.2), order)).toBe('passes');
    expect(set.run(cap(9.19), order)).toBe('group_exposure_too_large');
  });

  test('where its group is not known it may be of any, and that is said', () => {
    const set = bench();
    const order = anOrder({ token: token(4) });
    set.account.holdUnlisted(3_000_000 as Usd, { asset: 'btc' });
    expect(set.run(cap(9.2), order)).toBe('passes');
    expect(cap(9)(order, set.view, set.account)?.message).toBe(
      'the group of a could lose 9.2 dollars, maxGroupExposure is 9; ' +
        '3 of it is held where the group is not known',
    );
    // A market of no group is none of its business.
    expect(set.run(cap(0), anOrder())).toBe('passes');
    set.account.holdUnlisted(-3_000_000 as Usd, { asset: 'btc' });
    expect(set.run(cap(6.2), order)).toBe('passes');
  });

  test('a sale that gets us out passes', () => {
    const set = bench();
    set.hold(4, 100_000_000, 620_000);
    set.account.holdUnlisted(3_000_000 as Usd);
    expect(set.run(cap(0), anOrder({ side: 'sell', token: token(4) }))).toBe('passes');
  });
});
