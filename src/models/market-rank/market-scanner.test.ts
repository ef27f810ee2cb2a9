import { expect, test } from 'vitest';
import { bytesHeld } from '../../../test/support/bytes-held.ts';
import { openMarket, stage } from '../../../test/support/engine-stage.ts';
import { bookAt, closeAt, gapAt, type Level, printAt } from '../../../test/support/tape-builder.ts';
import { type MarketIndex, tokenIndex } from '../../domain/ids.ts';
import { ASK } from '../../domain/side.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { MarketScanner, type ScannedMarket } from './market-scanner.ts';
import { RANK_DEFAULTS } from './rank-rule.ts';

const S = 1_000_000;
const MINUTE = 60 * S;
const DAY = 1_440 * MINUTE;
const WIDE: readonly [Level[], Level[]] = [[[45, 1_000]], [[55, 1_000]]];

/** A scanner inside of a strategy, on three markets; looks when it is asked. */
function scanning() {
  const scanner = new MarketScanner({ ...RANK_DEFAULTS, activityHalfLife: 3_600 });
  let seen: View | undefined;
  const rewards = {
    value: {
      perDay: (100 * S) as Usd,
      minimumSize: (10 * S) as Shares,
      mostSpread: 60_000 as Price,
    },
    source: 'test',
  };
  const closesAt = (10 * DAY) as Timestamp;
  const markets = [
    openMarket({ slug: 'paid', closesAt, rewards }),
    openMarket({ slug: 'unpaid', closesAt, fee: undefined }),
    openMarket({ slug: 'third', closesAt }),
  ];
  const set = stage(
    [
      {
        onStart(view) {
          seen = view;
        },
        onMarketListed: (market, view) => scanner.listed(market, view),
        onTrade: (token, _hit, price, size, view) =>
          scanner.hearPrint(token, price, size, view.now),
        onMarketClosed: (market) => scanner.closed(market),
      },
    ],
    { markets },
  );
  const rank = (): readonly ScannedMarket[] => {
    if (seen === undefined) throw new Error('it has not started');
    return scanner.rank(seen);
  };
  for (const market of [0, 1, 2]) set.play(bookAt(1, ...WIDE, { market }));
  return { ...set, scanner, rank };
}

const told = (ranks: readonly ScannedMarket[]) =>
  ranks.map(({ facts, obstacle }) => [facts.slug, obstacle?.code]);

test('chooses by what it sees and hears, and says what it does not know', () => {
  const { play, rank } = scanning();
  // Nothing was printed anywhere: nobody knows whether prints are told.
  expect(new Set(rank().map(({ obstacle }) => obstacle?.code))).toEqual(
    new Set(['activity_unknown']),
  );
  for (let minute = 1; minute <= 60; minute++) {
    for (const market of [0, 1]) play(printAt(minute * MINUTE, ASK, [55, 10], { market }));
  }
  const ranks = rank();
  expect(told(ranks)).toEqual([
    ['paid', undefined],
    ['unpaid', undefined],
    ['third', 'too_quiet'],
  ]);
  const [paid, unpaid] = ranks;
  expect(paid?.facts.depth).toBeCloseTo(900, 6);
  expect(paid?.facts.activity).toBeCloseTo(5.5, 0);
  // Ten shares beside a thousand at the same prices.
  expect(paid?.components.rewards).toBeCloseTo(100 * (10 / 1_010), 6);
  expect(paid?.market).toBe(0);
  expect(unpaid?.unknown).toEqual(['rebate', 'rewards', 'toxicity']);
});

test('leaves out what is over, rests, is toxic or cannot be seen', () => {
  const { play, rank, scanner } = scanning();
  for (let minute = 1; minute <= 60; minute++) {
    for (const market of [0, 1, 2]) play(printAt(minute * MINUTE, ASK, [55, 10], { market }));
  }
  const third = 2 as MarketIndex;
  scanner.rest(third, (61 * MINUTE) as Timestamp);
  for (let i = 0; i < 5; i++) scanner.hearMarkout(1 as MarketIndex, 0.1, S as Shares);
  expect(told(rank())).toEqual([
    ['paid', undefined],
    ['third', 'cooling_down'],
    ['unpaid', 'earns_nothing'],
  ]);
  play(gapAt(62 * MINUTE, 'disconnected', 0), closeAt(62 * MINUTE, 1));
  expect(told(rank())).toEqual([
    ['third', undefined],
    ['paid', 'book_unknown'],
  ]);
});

test('of a market that is over nothing is kept, whatever is told of it then', () => {
  const scanner = new MarketScanner({ ...RANK_DEFAULTS, activityHalfLife: 3_600 });
  let trading: MarketIndex | undefined;
  const now = 0 as Timestamp;
  const view = { now, isOpen: (market: MarketIndex) => market === trading };
  const live = (from: number, count: number) => {
    for (let index = from; index < from + count; index++) {
      const market = index as MarketIndex;
      trading = market;
      scanner.listed(market, view);
      trading = undefined;
      scanner.closed(market);
      scanner.hearPrint(tokenIndex(market, 0), (0.5 * S) as Price, S as Shares, now);
      scanner.hearMarkout(market, 0.1, S as Shares);
      scanner.rest(market, MINUTE as Timestamp);
      // Whoever starts anew is told of all that there ever were.
      scanner.listed(market, view);
    }
  };
  live(0, 1_000);
  const before = bytesHeld();
  live(1_000, 20_000);
  expect((bytesHeld() - before) / 20_000).toBeLessThan(20);
  // Until here somebody must know it.
  expect(scanner.rank({ ...view, markets: [] } as unknown as View)).toEqual([]);
});
