import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BECAUSE,
  fillEverything,
  openMarket,
  stage,
  terms,
} from '../../test/support/engine-stage.ts';
import { listener } from '../../test/support/listener.ts';
import { bookAt, levelAt } from '../../test/support/tape-builder.ts';
import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import { BID } from '../domain/side.ts';
import type { Timestamp } from '../domain/units.ts';
import type { Strategy } from '../ports/strategy.ts';

const MARKET = 0 as MarketIndex;
const UP = 0 as TokenIndex;

describe('feed latency', () => {
  const markets = [openMarket(), openMarket({ slug: 'other' })];

  test('strategies see whole messages late, the exchange sees them at once', () => {
    const heard: string[] = [];
    const { exchange, play, until } = stage([listener(heard)], { latency: { draw: () => 30 } });
    exchange.onMarketRow = (tape, row) => heard.push(`exchange ${tape.tsInit[row]}`);
    play(
      bookAt(
        10,
        [
          [40, 5],
          [41, 5],
        ],
        [],
      ),
      levelAt(39, BID, [42, 1]),
      levelAt(40, BID, [43, 1]),
    );
    expect(heard).toEqual([
      '9 start',
      'exchange 10',
      'exchange 10',
      'exchange 10',
      'exchange 39',
      'exchange 40',
      '40 book 0 410000',
    ]);
    until(100);
    expect(heard.slice(7)).toEqual(['69 book 0 420000', '70 book 0 430000']);
  });

  test('a message never overtakes the one before, and the draw is one for each message', () => {
    const heard: string[] = [];
    const draws = [50, 5, 5, 5];
    let drawn = 0;
    const latency = { draw: () => draws[drawn++] as number };
    const { play, until } = stage([listener(heard)], { latency });
    play(
      bookAt(
        10,
        [
          [40, 5],
          [41, 5],
        ],
        [],
      ),
      levelAt(12, BID, [42, 1]),
      levelAt(14, BID, [43, 1], { market: 1 }),
      levelAt(60, BID, [44, 1]),
    );
    until(100);
    expect(drawn).toBe(4);
    expect(heard).toEqual([
      '9 start',
      '60 book 0 410000',
      '60 book 0 420000',
      '60 book 1 430000',
      '65 book 0 440000',
    ]);
  });

  test('several messages that arrive together come before answers and timers of that time', () => {
    const heard: string[] = [];
    const { exchange, play, until } = stage(
      [
        listener(heard, {
          onStart: (_view, desk) => {
            desk.wakeAt(40 as Timestamp, MARKET);
            desk.submit(terms('buy', 1, 50), BECAUSE);
          },
        }),
      ],
      { latency: { draw: () => 30 } },
    );
    exchange.onRequest = (request) => {
      if (request.kind === 'submit') {
        exchange.say(40, { kind: 'OrderAccepted', order: request.order.id });
      }
    };
    play(levelAt(10, BID, [40, 5]), levelAt(10, BID, [41, 5]));
    until(40);
    expect(heard.slice(1)).toEqual([
      '40 book 0 400000',
      '40 book 0 410000',
      '40 OrderAccepted',
      '40 timer',
    ]);
  });

  test('of zero is the same as none', () => {
    const run = (latency?: { draw(): number }) => {
      const strategy: Strategy = {
        onBook: (market, view, desk) => {
          desk.submit(terms('buy', 1, 50, market * 2), BECAUSE);
          desk.wakeAt((view.now + 3) as Timestamp, market);
        },
        onTimer: (market, view, desk) => {
          const numbers = { bid: view.bestBid((market * 2) as TokenIndex) ?? -1 };
          desk.skip(market, { code: 'rang', numbers });
        },
      };
      const setup = latency === undefined ? { markets } : { markets, latency };
      const { engine, exchange, play } = stage([strategy], setup);
      fillEverything(exchange, 1);
      play(
        ...[1, 1, 2, 3, 3, 4, 7].map((at, i) => levelAt(at, BID, [10 + i, 1], { market: i % 2 })),
      );
      return engine.log.digest();
    };
    expect(run({ draw: () => 0 })).toBe(run());
  });

  test('moves what a strategy sees by exactly the latency, whatever the tape', () => {
    const steps = fc.array(fc.nat(40), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.nat(100), (gaps, delay) => {
        const seen = (latency: number) => {
          const books: [number, number][] = [];
          const strategy: Strategy = {
            onBook: (_market, view) => books.push([view.now - latency, view.bestBid(UP) ?? -1]),
          };
          const { play, until } = stage([strategy], { latency: { draw: () => latency } });
          const times = [1000];
          for (const gap of gaps) times.push((times.at(-1) as number) + gap);
          play(...times.map((at, i) => levelAt(at, BID, [1 + (i % 99), 1])));
          until((times.at(-1) as number) + latency);
          return books;
        };
        expect(seen(delay)).toEqual(seen(0));
      }),
      { numRuns: 100 },
    );
  });
});
