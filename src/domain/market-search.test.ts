import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MARKET_SORTINGS,
  type MarketFilter,
  type MarketSummary,
  passesFilter,
  sortMarkets,
} from './market-search.ts';
import type { Price, Timestamp, Usd } from './units.ts';

const bare: MarketSummary = {
  slug: 'btc-updown-5m-1790856000',
  question: 'Bitcoin Up or Down - October 1',
  state: 'trading',
  category: undefined,
  asset: undefined,
  frame: undefined,
  opensAt: undefined,
  closesAt: undefined,
  bestBid: undefined,
  bestAsk: undefined,
  minimumSize: undefined,
  volume: undefined,
  volume24h: undefined,
  liquidity: undefined,
};

const full: MarketSummary = {
  ...bare,
  category: 'crypto',
  asset: 'btc',
  frame: '5m',
  closesAt: 100 as Timestamp,
  bestBid: 480_000 as Price,
  bestAsk: 500_000 as Price,
  volume24h: 1_000 as Usd,
  liquidity: 50 as Usd,
};

describe('a filter', () => {
  test.each<[string, MarketFilter, boolean]>([
    ['nothing', {}, true],
    ['words of slug and question in any case', { text: 'BITCOIN 5m' }, true],
    ['a word that is nowhere', { text: 'bitcoin 15m' }, false],
    ['its category', { categories: ['sports', 'crypto'] }, true],
    ['other categories', { categories: ['sports'] }, false],
    ['no category at all', { categories: [] }, false],
    ['its asset', { assets: ['btc'] }, true],
    ['another asset', { assets: ['eth'] }, false],
    ['its frame', { frames: ['5m'] }, true],
    ['another frame', { frames: ['daily'] }, false],
    ['its state', { states: ['trading'] }, true],
    ['another state', { states: ['closed'] }, false],
    ['its close and later', { closesFrom: 100 as Timestamp }, true],
    ['later closes', { closesFrom: 101 as Timestamp }, false],
    ['before a later close', { closesBefore: 101 as Timestamp }, true],
    ['before its close', { closesBefore: 100 as Timestamp }, false],
    ['its volume', { volume24hLeast: 1_000 as Usd }, true],
    ['more volume', { volume24hLeast: 1_001 as Usd }, false],
    ['its liquidity', { liquidityLeast: 50 as Usd }, true],
    ['more liquidity', { liquidityLeast: 51 as Usd }, false],
    ['its spread', { spreadMost: 20_000 as Price }, true],
    ['a narrower spread', { spreadMost: 19_999 as Price }, false],
  ])('of %s', (_name, filter, passes) => {
    expect(passesFilter(full, filter)).toBe(passes);
  });

  test('never passes what is unknown', () => {
    const filters: readonly MarketFilter[] = [
      { categories: ['crypto'] },
      { assets: ['btc'] },
      { frames: ['5m'] },
      { closesFrom: 0 as Timestamp },
      { closesBefore: 1e15 as Timestamp },
      { volume24hLeast: 0 as Usd },
      { liquidityLeast: 0 as Usd },
      { spreadMost: 1_000_000 as Price },
    ];
    expect(filters.filter((filter) => passesFilter(bare, filter))).toEqual([]);
    expect(passesFilter({ ...full, bestAsk: undefined }, { spreadMost: 1 as Price })).toBe(false);
    expect(passesFilter({ ...bare, question: undefined }, { text: 'btc' })).toBe(true);
  });
});

describe('sorting', () => {
  const markets = [
    { ...full, slug: 'b', closesAt: 2 as Timestamp, volume24h: 5 as Usd, liquidity: 1 as Usd },
    { ...bare, slug: 'd' },
    {
      ...full,
      slug: 'a',
      closesAt: 2 as Timestamp,
      volume24h: 9 as Usd,
      bestBid: 499_000 as Price,
    },
    { ...full, slug: 'c', closesAt: 1 as Timestamp, volume24h: 7 as Usd },
  ];

  test.each([
    ['closes', 'cabd'],
    ['volume', 'acbd'],
    ['liquidity', 'acbd'],
    ['spread', 'abcd'],
    ['slug', 'abcd'],
  ] as const)('by %s, what is unknown last', (by, order) => {
    expect(
      sortMarkets(markets, by)
        .map(({ slug }) => slug)
        .join(''),
    ).toBe(order);
  });

  test('does not depend on the order before', () => {
    const shuffled = fc.shuffledSubarray(markets, { minLength: markets.length });
    fc.assert(
      fc.property(shuffled, fc.constantFrom(...MARKET_SORTINGS), (some, by) => {
        expect(sortMarkets(some, by)).toEqual(sortMarkets(markets, by));
      }),
    );
  });
});
