import { describe, expect, test } from 'vitest';
import { AFloor, opened } from '../../../test/support/a-floor.ts';
import { SCALE, type Shares } from '../../domain/units.ts';
import { MarketMaker } from './market-maker.ts';

function staged(fair: number) {
  const maker = new MarketMaker({
    name: 'maker',
    seed: 1,
    halfSpread: 6_000,
    levels: 2,
    size: (30 * SCALE) as Shares,
    skewPerShare: 100,
    mostShares: (300 * SCALE) as Shares,
    everyMs: 500,
    reactionMs: 20,
    extraReactionMs: 30,
    pullSeconds: 3,
  });
  const floor = new AFloor();
  floor.fair = fair;
  const look = (seconds: number) => maker.act(floor, floor, opened(seconds));
  return { floor, look };
}

const QUOTES = [
  'buy Up 30 @ 0.53 post',
  'buy Down 30 @ 0.45 post',
  'buy Up 60 @ 0.52 post',
  'buy Down 60 @ 0.44 post',
];

describe('a market maker', () => {
  test('comes shortly after each print and once in between', () => {
    const { look } = staged(0.537);
    for (const [from, print] of [
      [7, 7.5],
      [7.5, 8],
      [7.99, 8],
    ] as const) {
      expect(look(from)).toBeGreaterThanOrEqual(opened(print + 0.02));
      expect(look(from)).toBeLessThan(opened(print + 0.05));
    }
  });

  test('quotes both tokens, and then leaves alone what is still right', () => {
    const { floor, look } = staged(0.537);
    look(10);
    expect(floor.said).toEqual(QUOTES);
    look(11);
    floor.fair = 0.538;
    look(12);
    expect(floor.said).toEqual([]);
  });

  test('moves only what changed when the price moves', () => {
    const { floor, look } = staged(0.537);
    look(10);
    expect(floor.said).toEqual(QUOTES);
    floor.fair = 0.548;
    look(11);
    // The bid at 53 cents is half of the second level now, which is enough.
    expect(floor.said).toEqual([
      'cancel 0.45',
      'cancel 0.52',
      'cancel 0.44',
      'buy Up 30 @ 0.54 post',
      'buy Down 30 @ 0.44 post',
      'buy Down 60 @ 0.43 post',
    ]);
  });

  test('renews a quote that is mostly taken', () => {
    const { floor, look } = staged(0.537);
    look(10);
    expect(floor.said).toHaveLength(4);
    floor.orders = floor.orders.map((order, i) =>
      i === 0 ? { ...order, rest: (10 * SCALE) as Shares } : order,
    );
    look(11);
    expect(floor.said).toEqual(['cancel 0.53', 'buy Up 30 @ 0.53 post']);
  });

  test('keeps out of the way of what others offer', () => {
    const { floor, look } = staged(0.537);
    floor.ask = 0.53;
    look(10);
    expect(floor.said).toEqual(QUOTES.slice(1));
  });

  test.each([
    ['shortly before the close', 297, 0.537],
    ['when nobody knows what a share is worth', 20, undefined],
  ])('pulls everything %s', (_when, seconds, fair) => {
    const { floor, look } = staged(0.537);
    look(10);
    expect(floor.said).toHaveLength(4);
    floor.fair = fair;
    look(seconds);
    expect(floor.orders).toEqual([]);
    expect(floor.said).toHaveLength(4);
  });
});
