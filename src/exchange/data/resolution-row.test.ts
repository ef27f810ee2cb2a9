import { expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';
import type { Market } from '../../domain/market.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { resolutionRow } from './resolution-row.ts';

const SPOT_RULE = { kind: 'spot_close_vs_open', tie: 'first' } as const;

test.each<[string | undefined, NonNullable<Market['rule']>['value'] | undefined]>([
  ['CHAINLINK', { ...SPOT_RULE, feed: 'chainlink/btcusd' }],
  [undefined, { ...SPOT_RULE, feed: 'binance/btcusdt' }],
  [undefined, { kind: 'oracle' }],
  [undefined, undefined],
])('%s reports how a market ends that is decided by %o', (reporter, value) => {
  const { market: listed, venue } = new LocalBench();
  const rule = value && { value, source: 'test' };
  const market = { ...listed.listing.market, rule };
  const decided = { ...listed, listing: { ...listed.listing, market } } as ListedMarket;
  expect(resolutionRow(decided, venue.ids).reporter).toBe(reporter);
});
