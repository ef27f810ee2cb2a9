// The six processors of source system S3 by its own table (§4.2), at each of its edges.
import { describe, expect, test } from 'vitest';
import { type MarketIndex, type TokenIndex, tokenIndex } from '../domain/ids.ts';
import { BID, type BookSide } from '../domain/side.ts';
import { type Price, SCALE, type Shares, type Timestamp, UNKNOWN_SIZE } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import { BOOK_IMBALANCE, bookImbalance } from './book-imbalance.ts';
import { PriceTrail } from './price-trail.ts';
import { PUT_CALL, putCallRatio } from './put-call-ratio.ts';
import { SENTIMENT, sentiment } from './sentiment.ts';
import type { Reading } from './signal.ts';
import { SPIKE, spike } from './spike.ts';
import { SPOT_DIVERGENCE, spotDivergence } from './spot-divergence.ts';
import { TICK_VELOCITY, tickVelocity } from './tick-velocity.ts';

const TOKEN = tokenIndex(0 as MarketIndex, 0);

/** "up 4 0.85", or why nothing is said. */
function told(reading: Reading): string {
  if (reading.lean === undefined) return reading.why;
  const { lean, strength, confidence } = reading;
  return `${lean} ${strength} ${Number(confidence.toFixed(6))}`;
}

/** Levels as [price, size], best first. */
function book(
  bids: readonly (readonly [number, number])[],
  asks: readonly (readonly [number, number])[],
  isTrusted = true,
): View {
  const units = ([price, size]: readonly [number, number]) =>
    [Math.round(price * SCALE), size < 0 ? UNKNOWN_SIZE : size * SCALE] as const;
  const sides = { bid: bids.map(units), ask: asks.map(units) };
  const of = (side: BookSide) => (side === BID ? sides.bid : sides.ask);
  const view: Partial<View> = {
    isTrusted: () => isTrusted,
    bestBid: () => of(BID)[0]?.[0] as Price | undefined,
    bestAsk: () => sides.ask[0]?.[0] as Price | undefined,
    sizeAt: (_token: TokenIndex, side, price) =>
      (of(side).find(([at]) => at === price)?.[1] ?? 0) as Shares,
    nextBehind: (_token: TokenIndex, side, price) => {
      const levels = of(side);
      return levels[levels.findIndex(([at]) => at === price) + 1]?.[0] as Price | undefined;
    },
  };
  return view as View;
}

const even = (dollars: number, levels = 8): [number, number][] =>
  Array.from({ length: levels }, (_, i) => {
    const price = 0.5 - i / 100;
    return [price, dollars / levels / price];
  });

describe('order book imbalance', () => {
  test.each([
    ['85 to 15 dollars', even(85), even(15), 'up 4 0.83'],
    ['75 to 25', even(75), even(25), 'up 3 0.75'],
    ['35 to 65', even(35), even(65), 'down 1 0.67'],
    ['32 to 68', even(32), even(68), 'down 2 0.694'],
    ['64 to 36', even(64), even(36), 'calm'],
    ['66 to 34', even(66), even(34), 'up 1 0.678'],
    ['30 to 15', even(30), even(15), 'book_thin'],
    [
      'a wall of 20 on the heavier side',
      [[0.5, 40], ...even(65).slice(1)],
      even(15),
      'up 3 0.869388',
    ],
    ['a wall on the lighter side', even(80), [[0.5, 40]] as const, 'up 3 0.79'],
    ['nothing but bids', even(99), [], 'up 4 0.85'],
    ['a level of unknown size', [[0.5, -1]] as const, even(90), 'size_unknown'],
  ] as const)('%s', (_what, bids, asks, expected) => {
    expect(told(bookImbalance(book(bids, asks), TOKEN, BOOK_IMBALANCE))).toBe(expected);
  });

  test('counts the best levels, not the first that somebody tells', () => {
    const deep = even(50, 10);
    const far = Array.from({ length: 5 }, (_, i): [number, number] => [0.1 - i / 100, 10_000]);
    const seen = bookImbalance(book([...deep, ...far], even(50, 10)), TOKEN, BOOK_IMBALANCE);
    expect(told(seen)).toBe('calm');
    expect(told(bookImbalance(book(deep, deep, false), TOKEN, BOOK_IMBALANCE))).toBe(
      'book_untrusted',
    );
  });
});

/** Prices by seconds before now. */
function trail(...prices: readonly (readonly [number, number])[]): PriceTrail {
  const trail = new PriceTrail(64);
  for (const [ago, price] of prices) trail.push(((1_000 - ago) * 1e6) as Timestamp, price);
  return trail;
}
const NOW = 1_000_000_000 as Timestamp;

describe('tick velocity', () => {
  const flat = [
    [70, 0.5],
    [62, 0.5],
    [59, 0.5],
  ] as const;
  test.each([
    ['2 % in 30 s, nothing before', [...flat, [31, 0.5], [0, 0.51]], 'up 2 0.73'],
    ['the same, slower and slower', [...flat, [31, 0.52], [0, 0.5304]], 'up 2 0.67'],
    ['5 % down', [...flat, [31, 0.5], [0, 0.475]], 'down 4 0.88'],
    ['turned in between', [...flat, [31, 0.48], [0, 0.4896]], 'up 2 0.584'],
    ['a little, and turned in between', [...flat, [31, 0.48], [0, 0.485]], 'doubtful'],
    ['1 % and faster', [...flat, [29, 0.5], [0, 0.505]], 'up 1 0.61'],
    ['less than 1 %', [...flat, [31, 0.5], [0, 0.504]], 'calm'],
    ['a hole 30 s ago: 60 s count, of 1.5 %', [...flat, [14, 0.5], [0, 0.51]], 'up 2 0.59'],
    ['four prices', [...flat, [0, 0.6]], 'history_short'],
    [
      'nothing near 30 or 60 s ago',
      [
        [5, 1],
        [4, 1],
        [3, 1],
        [2, 1],
        [0, 2],
      ],
      'history_short',
    ],
  ] as const)('%s', (_what, prices, expected) => {
    expect(told(tickVelocity(trail(...prices), NOW, TICK_VELOCITY))).toBe(expected);
  });
});

describe('spot divergence', () => {
  test.each([
    ['dear, the underlying flat', 0.84, [180, 100], [1, 100], 'down 2 0.675'],
    ['dearest', 0.98, [180, 100], [1, 100], 'down 3 0.784375'],
    ['dear, the underlying rising', 0.84, [180, 100], [1, 100.2], 'calm'],
    ['cheap, the underlying flat', 0.16, [180, 100], [1, 99.95], 'up 2 0.675'],
    ['open, the underlying up .3 %', 0.5, [180, 100], [1, 100.31], 'up 1 0.552667'],
    ['open, the underlying down .6 %', 0.5, [180, 100], [1, 99.39], 'down 2 0.632667'],
    ['open, the underlying down 1.5 %', 0.6, [180, 100], [1, 98.5], 'down 3 0.71'],
    ['open, the underlying flat', 0.5, [180, 100], [1, 100.1], 'calm'],
    ['the underlying not heard for 31 s', 0.84, [180, 100], [31, 100], 'reference_old'],
    ['no price of three minutes ago', 0.84, [100, 100], [1, 100], 'history_short'],
  ] as const)('%s', (_what, price, before, now, expected) => {
    const reading = spotDivergence(price, trail(before, now), NOW, SPOT_DIVERGENCE);
    expect(told(reading)).toBe(expected);
  });

  test('without the underlying it says nothing', () => {
    const reading = spotDivergence(0.9, new PriceTrail(4), NOW, SPOT_DIVERGENCE);
    expect(told(reading)).toBe('reference_missing');
  });
});

describe('spike', () => {
  /** Nineteen or so prices of one half, then these. */
  const following = (...prices: readonly number[]) => {
    const before = Array.from({ length: 20 - prices.length }, () => 0.5);
    return trail(...[...before, ...prices].map((price, i) => [20 - i, price] as const));
  };
  test.each([
    ['far above its mean', following(0.64), 'down 4 0.9'],
    ['above its mean', following(0.55), 'down 3 0.633582'],
    ['far below its mean', following(0.455), 'up 3 0.607659'],
    ['a distance that leaves it doubtful', following(0.528), 'doubtful'],
    ['a quick move near to its mean', following(0.504, 0.51, 0.516), 'up 1 0.57'],
    ['a slow one', following(0.51), 'calm'],
    [
      'nineteen prices',
      trail(...Array.from({ length: 19 }, () => [1, 0.5] as const)),
      'history_short',
    ],
  ])('%s', (_what, prices, expected) => {
    expect(told(spike(prices, SPIKE))).toBe(expected);
  });
});

test.each([
  [1.6, 'up 4 0.62'],
  [1.4, 'up 3 0.595'],
  [1.2, 'up 2 0.57'],
  [1.19, 'calm'],
  [0.71, 'calm'],
  [0.7, 'down 2 0.57'],
  [0.55, 'down 3 0.602143'],
  [0.45, 'down 4 0.623571'],
  [undefined, 'reference_missing'],
])('puts to calls of %s', (ratio, expected) => {
  expect(told(putCallRatio(ratio, PUT_CALL))).toBe(expected);
});

test.each([
  [5, 'up 4 0.85'],
  [12, 'up 3 0.75'],
  [25, 'up 2 0.65'],
  [26, 'up 1 0.55'],
  [45, 'calm'],
  [55, 'calm'],
  [56, 'down 1 0.55'],
  [75, 'down 2 0.65'],
  [88, 'down 3 0.75'],
  [95, 'down 4 0.85'],
  [undefined, 'reference_missing'],
])('fear and greed of %s', (index, expected) => {
  expect(told(sentiment(index, SENTIMENT))).toBe(expected);
});
