import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { ASK, BID } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price } from '../../domain/units.ts';
import { unknownArrivals } from '../../models/arrivals/arrival-estimate.ts';
import { TakerArrivals } from './taker-arrivals.ts';

const CENT = 10_000 as TickSize;
const assumed = { arrivalDecay: 200, arrivalRate: 2, arrivalEvents: 30, ownFills: 20 };

/** A book of 0.50 / 0.52 from noon on. */
function watching(rule = assumed): TakerArrivals {
  const arrivals = new TakerArrivals(rule);
  arrivals.hearBook(at(0), 500_000 as Price, 520_000 as Price, CENT);
  return arrivals;
}

/** As a decision has it. */
function estimateOf(arrivals: TakerArrivals, seconds: number) {
  arrivals.own.refit(at(seconds));
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

describe('our own fills', () => {
  /** Quotes of both sides, half the time at each of two depths, filled e times as often nearer. */
  function filled(arrivals: TakerArrivals, near: number, far: number): TakerArrivals {
    for (const [i, fills] of [near, far].entries()) {
      for (const side of [BID, ASK] as const)
        arrivals.own.hearQuote(at(i * 1_000), side, 0.01 + 0.01 * i);
      for (let fill = 0; fill < fills; fill++) {
        arrivals.own.hearFill(at(i * 1_000 + 1), fill % 2 === 0 ? BID : ASK);
      }
    }
    for (const side of [BID, ASK] as const) arrivals.own.hearQuote(at(2_000), side, Number.NaN);
    return arrivals;
  }

  test('move the assumption to what they tell, the more the more there are', () => {
    const few = estimateOf(filled(watching(), 60, 30), 2_000);
    const many = estimateOf(filled(watching(), 400, 200), 2_000);
    // Twice as many a cent nearer: 69 a dollar.
    expect(few.decay).toBeLessThan(200);
    expect(many.decay).toBeLessThan(few.decay);
    expect(many.decay).toBeGreaterThan(60);
    expect(many.decayError).toBeLessThan(few.decayError);
    expect(many.priorShare).toBeLessThan(few.priorShare);
  });

  test('are the estimate where nothing is assumed', () => {
    const { decay, priorShare } = estimateOf(
      filled(watching({ ...assumed, arrivalEvents: 0 }), 400, 200),
      2_000,
    );
    expect(decay).toBeGreaterThan(60);
    expect(decay).toBeLessThan(80);
    expect(priorShare).toBe(0);
  });

  test('that are too few, all of one depth, or not asked for, change nothing', () => {
    const nothing = estimateOf(watching(), 2_000);
    expect(estimateOf(filled(watching(), 12, 6), 2_000)).toEqual(nothing);
    expect(estimateOf(filled(watching(), 10, 30), 2_000)).toEqual(nothing);
    const off = watching({ ...assumed, ownFills: 0 });
    expect(estimateOf(filled(off, 400, 200), 2_000)).toEqual(nothing);
  });

  test('of another tick are forgotten', () => {
    const arrivals = filled(watching(), 400, 200);
    estimateOf(arrivals, 2_000);
    arrivals.hearBook(at(2_001), 500_000 as Price, 520_000 as Price, 1_000 as TickSize);
    expect(estimateOf(arrivals, 2_002).decay).toBe(200);
  });

  test.each([
    ['go on telling, where there are as many as are asked for', 0],
    ['tell nothing any more, where more are asked for', 1],
  ])('of an earlier run %s', (_, missing) => {
    const before = filled(watching({ ...assumed, arrivalEvents: 0 }), 400, 200);
    const told = estimateOf(before, 2_000);
    const counted = Math.floor(told.events);
    const rule = { ...assumed, arrivalEvents: 0, ownFills: counted + missing };
    const after = new TakerArrivals(rule, before.save(at(2_000)));
    after.hearBook(at(2_001), 500_000 as Price, 520_000 as Price, CENT);
    const { decay } = estimateOf(after, 2_001);
    expect(decay).toEqual(missing > 0 ? Number.NaN : told.decay);
  });

  test('are fitted anew twice a minute at most', () => {
    const arrivals = filled(watching(), 400, 200);
    const { decay } = estimateOf(arrivals, 2_000);
    arrivals.own.hearQuote(at(2_000), BID, 0.01);
    for (let fill = 0; fill < 400; fill++) arrivals.own.hearFill(at(2_001), BID);
    expect(estimateOf(arrivals, 2_010).decay).toBe(decay);
    expect(estimateOf(arrivals, 2_031).decay).toBeGreaterThan(decay);
  });
});
