import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { ASK } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price } from '../../domain/units.ts';
import { unknownArrivals } from '../../models/arrivals/arrival-estimate.ts';
import { TakerArrivals } from './taker-arrivals.ts';

const CENT = 10_000 as TickSize;
const assumed = { arrivalDecay: 200, arrivalRate: 2, arrivalEvents: 30 };

/** A book of 0.50 / 0.52 from noon on. */
function watching(rule = assumed): TakerArrivals {
  const arrivals = new TakerArrivals(rule);
  arrivals.hearBook(at(0), 500_000 as Price, 520_000 as Price, CENT);
  return arrivals;
}

function estimateOf(arrivals: TakerArrivals, seconds: number) {
  const out = unknownArrivals();
  arrivals.estimate(at(seconds), out);
  return out;
}

describe('before the first print', () => {
  test('the assumption stands, however long nothing comes', () => {
    expect(estimateOf(watching(), 100_000)).toMatchObject({ decay: 200, rate: 2, priorShare: 1 });
  });

  test('and without one nothing is known', () => {
    const { decay, rate } = estimateOf(watching({ ...assumed, arrivalEvents: 0 }), 100);
    expect([decay, rate]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('prints', () => {
  test('that are rare make the rate lower than assumed', () => {
    const arrivals = watching();
    arrivals.hearPrint(at(1), at(1), ASK, 520_000);
    expect(estimateOf(arrivals, 1_000).rate).toBeLessThan(1);
  });

  test('that go far make it fall slower with the distance', () => {
    const arrivals = watching();
    for (let i = 0; i < 100; i++) {
      arrivals.hearPrint(at(i), at(i), ASK, 520_000);
      arrivals.hearPrint(at(i), at(i), ASK, 560_000);
    }
    const { decay, priorShare } = estimateOf(arrivals, 100);
    expect(decay).toBeLessThan(60);
    expect(priorShare).toBeLessThan(0.3);
  });

  test('without an assumption tell nothing before there are thirty takers', () => {
    const arrivals = watching({ ...assumed, arrivalEvents: 0 });
    const print = (i: number) => {
      arrivals.hearPrint(at(i), at(i), ASK, 520_000);
      arrivals.hearPrint(at(i), at(i), ASK, 530_000);
    };
    for (let i = 0; i < 20; i++) print(i);
    expect(estimateOf(arrivals, 20).decay).toBeNaN();
    for (let i = 20; i < 40; i++) print(i);
    expect(estimateOf(arrivals, 40).decay).toBeGreaterThan(0);
  });

  test('on another tick are of another market', () => {
    const arrivals = watching();
    for (let i = 0; i < 100; i++) arrivals.hearPrint(at(i), at(i), ASK, 520_000);
    arrivals.hearBook(at(100), 500_000 as Price, 501_000 as Price, 1_000 as TickSize);
    expect(estimateOf(arrivals, 100).priorShare).toBeGreaterThan(0.99);
  });
});
