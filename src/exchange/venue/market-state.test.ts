import { expect, test } from 'vitest';
import { aListing, LocalBench } from '../../../test/support/local-venue.ts';
import type { Listing } from './listing.ts';
import { volume24h } from './market-state.ts';

const DAY_MS = 86_400_000;

test("a day's volume is that of a market's life, while that is no longer", () => {
  const bench = new LocalBench();
  const { market, venue } = bench;
  expect(volume24h(market, venue.now())).toBe(0);
  bench.mint(10);
  expect(volume24h(market, venue.now())).toBe(market.volume);
  bench.clock.advance(DAY_MS - 1_000);
  bench.mint(10);
  bench.clock.advance(2_000);
  // Some of it is older than a day, and nobody knows how much.
  expect(volume24h(market, venue.now())).toBeUndefined();
  bench.clock.advance(DAY_MS);
  expect(volume24h(market, venue.now())).toBe(0);
});

test('nobody knows what was traded before a recording began', () => {
  const { venue } = new LocalBench();
  const { market: facts, ...rest } = aListing();
  const names = { slug: 'recorded', conditionId: '0x8', tokens: ['81', '82'] };
  const market = { ...facts, ...names } as unknown as Listing['market'];
  const recorded = venue.list({ ...rest, market }, 'untold');
  expect(volume24h(recorded, venue.now())).toBeUndefined();
});
