import { describe, expect, test } from 'vitest';
import { near } from '../../../test/support/near.ts';
import { Random } from '../../domain/random.ts';
import { ASK, BID } from '../../domain/side.ts';
import { type ArrivalEstimate, unknownArrivals } from './arrival-estimate.ts';
import {
  MARKET_ARRIVALS_DEFAULTS,
  MarketArrivals,
  type MarketArrivalsOptions,
} from './market-arrivals.ts';

const SECOND = 1_000_000;

function arrivalsWith(changes: Partial<MarketArrivalsOptions> = {}): MarketArrivals {
  const options = { ...MARKET_ARRIVALS_DEFAULTS, halfLife: Number.POSITIVE_INFINITY, tick: 0.01 };
  return new MarketArrivals({ ...options, ...changes });
}

function asked(arrivals: MarketArrivals, second: number): ArrivalEstimate | string {
  const out = unknownArrivals();
  return arrivals.estimate(second * SECOND, out) ?? out;
}

function known(arrivals: MarketArrivals, second: number): ArrivalEstimate {
  const estimate = asked(arrivals, second);
  if (typeof estimate === 'string') throw new Error(`no estimate: ${estimate}`);
  return estimate;
}

type Takers = { rate: number; decay: number; seconds: number; from?: number };

/** Takers of both sides at a rate of A exp(-k h) each, who go on by a tick as often as k says. */
function play(
  arrivals: MarketArrivals,
  { rate, decay, seconds, from = 0 }: Takers,
  after: (second: number) => void = () => {},
): void {
  const random = new Random(7, 'takers');
  for (let tenth = from * 10; tenth < (from + seconds) * 10; tenth++) {
    const at = (tenth / 10) * SECOND;
    const spread = tenth % 300 < 200 ? 1 : 3;
    arrivals.hearBook(at, 0.5, 0.5 + spread * 0.01);
    const reaches = rate * Math.exp((-decay * spread * 0.01) / 2);
    if (random.float() < 2 * reaches * 0.1) {
      const isBid = random.float() < 0.5;
      const touch = isBid ? 0.5 : 0.5 + spread * 0.01;
      const step = isBid ? -0.01 : 0.01;
      arrivals.hearPrint(at, at, isBid ? BID : ASK, touch);
      for (let ticks = 1; random.float() < Math.exp(-decay * 0.01); ticks++) {
        arrivals.hearPrint(
          at + 200 * ticks,
          at + 200 * ticks,
          isBid ? BID : ASK,
          touch + ticks * step,
        );
      }
    }
    after(tenth / 10);
  }
}

describe('arrivals from a book and its prints', () => {
  test('takers as stated are found again, within the errors that are told', () => {
    const arrivals = arrivalsWith();
    play(arrivals, { rate: 0.4, decay: 90, seconds: 20_000 });
    const { decay, decayError, rate, rateError, events, priorShare } = known(arrivals, 20_000);
    expect(events).toBeGreaterThan(3_000);
    expect(Math.abs(decay - 90)).toBeLessThan(2.5 * decayError);
    expect(Math.abs(rate - 0.4)).toBeLessThan(2.5 * rateError);
    expect(decayError).toBeLessThan(3);
    expect(rateError).toBeLessThan(0.03);
    expect(priorShare).toBe(0);
  });

  test('by hand: four takers, of whom one went two ticks further', () => {
    const arrivals = arrivalsWith({ leastEvents: 4 });
    arrivals.hearBook(0, 0.5, 0.52);
    arrivals.hearPrint(1 * SECOND, 1 * SECOND, ASK, 0.52);
    arrivals.hearPrint(1 * SECOND, 1 * SECOND, ASK, 0.53);
    arrivals.hearPrint(1 * SECOND + 900, 1 * SECOND + 900, ASK, 0.54);
    arrivals.hearPrint(1 * SECOND + 900, 1 * SECOND + 900, BID, 0.5);
    arrivals.hearPrint(2 * SECOND, 2 * SECOND, BID, 0.5);
    arrivals.hearPrint(3 * SECOND, 3 * SECOND, BID, 0.5);
    const { decay, rate, decayError, events } = known(arrivals, 10);
    expect(events).toBe(4);
    // Half a tick further in the mean: two of three go no further.
    near(decay, Math.log(3) / 0.01);
    near(rate, 4 / (2 * 10 * (1 / 3)));
    near(decayError, (1 - 1 / 3) / (0.01 * Math.sqrt(4 / 3)));
  });

  test('prints that are further apart are of two takers', () => {
    const arrivals = arrivalsWith({ leastEvents: 1 });
    arrivals.hearBook(0, 0.5, 0.51);
    arrivals.hearPrint(SECOND, SECOND, ASK, 0.51);
    arrivals.hearPrint(SECOND + 1_001, SECOND + 1_001, ASK, 0.52);
    expect(asked(arrivals, 2)).toBe('one_depth');
  });

  test('prints that arrive together, and were made apart, are of two takers as well', () => {
    const arrivals = arrivalsWith({ leastEvents: 1 });
    arrivals.hearBook(0, 0.5, 0.51);
    arrivals.hearPrint(2 * SECOND, SECOND, ASK, 0.51);
    arrivals.hearPrint(2 * SECOND, SECOND + 5_000, ASK, 0.52);
    // Late, and older than the one before it.
    arrivals.hearPrint(2 * SECOND, SECOND - 5_000, ASK, 0.53);
    expect(asked(arrivals, 3)).toBe('one_depth');
  });

  test('says nothing below the stated number of takers, and nothing at all at first', () => {
    const arrivals = arrivalsWith({ leastEvents: 3 });
    expect(asked(arrivals, 0)).toBe('too_few_events');
    arrivals.hearBook(0, 0.5, 0.51);
    for (let second = 1; second <= 2; second++) {
      arrivals.hearPrint(second * SECOND, second * SECOND, ASK, 0.51);
      arrivals.hearPrint(second * SECOND, second * SECOND, ASK, 0.52);
    }
    expect(asked(arrivals, 3)).toBe('too_few_events');
    arrivals.hearPrint(3 * SECOND, 3 * SECOND, ASK, 0.51);
    expect(typeof asked(arrivals, 3)).toBe('object');
  });

  test('where the book is not known, neither time nor prints count', () => {
    const [whole, broken] = [arrivalsWith(), arrivalsWith()];
    play(whole, { rate: 0.4, decay: 90, seconds: 2_000 });
    play(broken, { rate: 0.4, decay: 90, seconds: 2_000 });
    broken.hearBook(2_000 * SECOND, Number.NaN, Number.NaN);
    broken.hearPrint(2_500 * SECOND, 2_500 * SECOND, ASK, 0.6);
    expect(known(broken, 3_000)).toEqual(known(whole, 2_000));
  });

  test('what was long ago is forgotten by half each half-life', () => {
    const arrivals = arrivalsWith({ halfLife: 600 });
    play(arrivals, { rate: 2, decay: 40, seconds: 5_000 });
    // A hundred half-lives, in which weights begin anew.
    play(arrivals, { rate: 0.4, decay: 90, seconds: 60_000, from: 5_000 });
    const { decay, decayError, rate, rateError, events } = known(arrivals, 65_000);
    expect(Math.abs(decay - 90)).toBeLessThan(2.5 * decayError);
    expect(Math.abs(rate - 0.4)).toBeLessThan(2.5 * rateError);
    near(known(arrivals, 65_000 + 600).events, events / 2, 1e-9);
    expect(asked(arrivals, 65_000 + 6_000)).toBe('too_few_events');
  });

  test('asking changes nothing, whenever it is', () => {
    const takers = { rate: 1, decay: 40, seconds: 900 };
    const [one, other] = [arrivalsWith({ halfLife: 60 }), arrivalsWith({ halfLife: 60 })];
    play(one, takers);
    play(other, takers, (second) => asked(other, second + 700));
    expect(known(other, 900)).toEqual(known(one, 900));
  });

  test('a prior that somebody states is one, and gives way to what is seen', () => {
    const prior = { decay: 50, rate: 1, events: 30 };
    const arrivals = arrivalsWith({ prior });
    arrivals.hearBook(0, 0.5, 0.51);
    const before = known(arrivals, 0);
    near(before.decay, 50);
    near(before.rate, 1);
    expect(before).toMatchObject({ events: 0, priorShare: 1 });
    play(arrivals, { rate: 0.4, decay: 90, seconds: 20_000 });
    const { decay, priorShare } = known(arrivals, 20_000);
    expect(priorShare).toBeLessThan(0.01);
    expect(Math.abs(decay - 90)).toBeLessThan(4);
  });

  test('a silence of thousands of half-lives leaves the prior alone', () => {
    const prior = { decay: 50, rate: 1, events: 30 };
    const arrivals = arrivalsWith({ halfLife: 1, prior });
    play(arrivals, { rate: 5, decay: 40, seconds: 3_000 });
    const busy = known(arrivals, 3_000);
    expect(busy.priorShare).toBeLessThan(1);
    const { decay, rate, events } = known(arrivals, 9_000);
    near(decay, 50);
    expect(events).toBe(0);
    // A second and a half of known book in which nobody came is what the half-life leaves.
    near(rate, 30 / (30 + (2 * Math.exp(-0.75)) / Math.LN2), 1e-6);
  });

  test('the error of A is that of counting takers and that of k at the depth of the touch', () => {
    const arrivals = arrivalsWith({ leastEvents: 2 });
    arrivals.hearBook(0, 0.5, 0.54);
    for (let second = 1; second <= 4; second++)
      arrivals.hearPrint(second * SECOND, second * SECOND, ASK, 0.54);
    arrivals.hearPrint(4 * SECOND, 4 * SECOND, ASK, 0.55);
    const { rate, rateError, decayError } = known(arrivals, 10);
    near(rateError / rate, Math.hypot(1 / 2, 0.02 * decayError));
  });

  test('a crossed book is not known, and a very wide one counts as wide', () => {
    const arrivals = arrivalsWith({ leastEvents: 1 });
    arrivals.hearBook(0, 0.5, 0.5);
    arrivals.hearPrint(SECOND, SECOND, ASK, 0.5);
    expect(asked(arrivals, 2)).toBe('too_few_events');
    arrivals.hearBook(2 * SECOND, 0.05, 0.95);
    arrivals.hearPrint(3 * SECOND, 3 * SECOND, ASK, 0.95);
    arrivals.hearPrint(3 * SECOND, 3 * SECOND, ASK, 0.96);
    const { rate } = known(arrivals, 12);
    near(rate, 1 / (20 * 2 ** -31.5));
  });
});
