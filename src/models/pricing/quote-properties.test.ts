import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairOf } from '../../../test/support/quote-inputs.ts';
import { PRICING_ENGINES } from './engines.ts';
import type { QuoteInputs } from './pricing-engine.ts';

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Any market that a recording may hold, with every number of it known. */
const markets: fc.Arbitrary<Partial<QuoteInputs>> = fc
  .record({
    tick: fc.integer({ min: 2, max: 998 }),
    halfTicks: fc.integer({ min: 1, max: 20 }),
    bidDepth: within(1, 50_000),
    askDepth: within(1, 50_000),
    inventory: within(-1_000, 1_000),
    orderSize: within(5, 200),
    secondsLeft: within(0, 60 * 86_400),
    volatility: within(0, 0.02),
    logitVolatility: within(0, 0.05),
    arrivalDecay: within(10, 500),
    arrivalRate: within(0.001, 5),
    gamma: within(1e-5, 0.02),
    secondsSinceMidMoved: within(0, 3_600),
    positionAgeSeconds: within(0, 7 * 86_400),
  })
  .map(({ tick, halfTicks, ...rest }) => {
    const mid = tick / 1_000;
    const half = Math.min(halfTicks / 2_000, mid / 2, (1 - mid) / 2);
    return { ...rest, mid, bestBid: mid - half, bestAsk: mid + half, maxInventory: 1_000 };
  });

const mirrored = (market: Partial<QuoteInputs>): Partial<QuoteInputs> => ({
  ...market,
  mid: 1 - (market.mid as number),
  inventory: -(market.inventory as number),
});

const engines = Object.entries(PRICING_ENGINES);
const bounded = engines.filter(([, engine]) => engine.isBounded);
/** S1 weighs dollars on both sides, of which the other outcome's book has others. */
const symmetric = engines.filter(([name]) => name !== 'legacy');

describe.each(engines)('%s, in any market', (_name, engine) => {
  test('bids below what it asks, on both sides of what a share is worth', () => {
    fc.assert(
      fc.property(markets, (market) => {
        const { bid, ask, reservation } = pairOf(engine, market);
        expect(bid).toBeLessThan(ask);
        expect(bid).toBeLessThanOrEqual(reservation);
        expect(ask).toBeGreaterThanOrEqual(reservation);
      }),
    );
  });

  test('skews against what it holds', () => {
    fc.assert(
      fc.property(markets, within(1, 1_000), (market, held) => {
        const even = pairOf(engine, { ...market, inventory: 0 });
        const long = pairOf(engine, { ...market, inventory: held });
        const short = pairOf(engine, { ...market, inventory: -held });
        expect(long.reservation).toBeLessThanOrEqual(even.reservation);
        expect(short.reservation).toBeGreaterThanOrEqual(even.reservation);
      }),
    );
  });

  test('never quotes higher for holding more', () => {
    const inventories = fc.tuple(within(-1_000, 1_000), within(-1_000, 1_000));
    fc.assert(
      fc.property(markets, inventories, (market, [a, b]) => {
        const less = pairOf(engine, { ...market, inventory: Math.min(a, b) });
        const more = pairOf(engine, { ...market, inventory: Math.max(a, b) });
        // What floats leave of a Newton step is no move.
        expect(more.bid - less.bid).toBeLessThanOrEqual(1e-13);
        expect(more.ask - less.ask).toBeLessThanOrEqual(1e-13);
      }),
    );
  });
});

test.each(bounded)('%s stays between 0 and 1', (_name, engine) => {
  fc.assert(
    fc.property(markets, (market) => {
      const { bid, ask } = pairOf(engine, market);
      expect(bid).toBeGreaterThan(0);
      expect(ask).toBeLessThan(1);
    }),
  );
});

test.each(symmetric)("%s prices the other outcome's book as the mirror of the first's", (_n, e) => {
  fc.assert(
    fc.property(markets, (market) => {
      const one = pairOf(e, market);
      const other = pairOf(e, mirrored(market));
      expect(other.bid).toBeCloseTo(1 - one.ask, 9);
      expect(other.ask).toBeCloseTo(1 - one.bid, 9);
    }),
  );
});
