import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lookback } from './lookback.ts';
import { PriceHistory } from './price-history.ts';

const SECOND = 1_000_000;
const CAPACITY = 8;

test('keeps the first price of each half second, and the newest of all', () => {
  const history = new PriceHistory(CAPACITY, 15 * SECOND);
  expect(history.newest).toBeNaN();
  expect(history.ageAt(0)).toBeNaN();
  expect(history.isFreshAt(0)).toBe(false);
  const lookback = new Lookback(history);
  expect(lookback.to(0).price).toBeNaN();
  for (const tenths of [0, 3, 5, 9, 11]) history.hear((tenths * SECOND) / 10, tenths);
  expect([0, 1, 2].map((sample) => history.priceOf(sample))).toEqual([0, 5, 11]);
  expect(history.latest).toBe(2);
  history.hear(1.2 * SECOND, 12);
  expect([history.newest, history.latest, history.ageAt(2 * SECOND)]).toEqual([12, 2, 0.8]);
});

const steps = fc.array(
  fc.tuple(fc.integer({ min: 5, max: 30 }), fc.integer({ min: 1, max: 100 })),
  { minLength: 1, maxLength: 60 },
);

test('looks back over what is still kept, and no further', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 150 }), (told, span) => {
      const history = new PriceHistory(CAPACITY, Number.POSITIVE_INFINITY);
      const lookback = new Lookback(history);
      const all: { at: number; price: number }[] = [];
      let now = 0;
      for (const [tenths, price] of told) {
        now += (tenths * SECOND) / 10;
        history.hear(now, price);
        all.push({ at: now, price });
        const since = now - (span * SECOND) / 10;
        const kept = all.slice(-CAPACITY);
        const first = kept.findLastIndex(({ at }) => at <= since);
        lookback.to(since);
        if (first < 0) {
          expect(lookback.price).toBeNaN();
          expect(lookback.mean(now)).toBeNaN();
          expect(lookback.sigma).toBeNaN();
          continue;
        }
        expect(lookback.price).toBe(kept[first]?.price);
        expect(lookback.age).toBe(since - (kept[first]?.at ?? 0));
        const held = kept.slice(first).map((one, i, points) => ({
          price: one.price,
          micros: (points[i + 1]?.at ?? now) - Math.max(one.at, since),
        }));
        const sum = held.reduce((total, one) => total + one.price * one.micros, 0);
        expect(lookback.mean(now)).toBeCloseTo(sum / (now - since), 6);
      }
    }),
  );
});

test('asked of an earlier moment than the last time, it goes back', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(steps, moments, (told, asked) => {
      const history = new PriceHistory(CAPACITY, Number.POSITIVE_INFINITY);
      const walking = new Lookback(history);
      let now = 0;
      for (const [tenths, price] of told) {
        now += (tenths * SECOND) / 10;
        history.hear(now, price);
      }
      for (const tenths of asked) {
        const since = now - (tenths * SECOND) / 10;
        const anew = new Lookback(history).to(since);
        walking.to(since);
        expect([walking.price, walking.age]).toEqual([anew.price, anew.age]);
      }
    }),
  );
});

test('a break leaves nothing to look back to, though the numbers of samples go on', () => {
  const history = new PriceHistory(CAPACITY, 15 * SECOND);
  const lookback = new Lookback(history);
  for (let second = 0; second <= 20; second++) history.hear(second * SECOND, second);
  expect(lookback.to(18 * SECOND).price).toBe(18);
  history.break();
  expect(lookback.to(20 * SECOND).price).toBeNaN();
  expect(history.newest).toBeNaN();
  history.hear(30 * SECOND, 1);
  history.hear(31 * SECOND, 4);
  expect(lookback.to(29.9 * SECOND).price).toBeNaN();
  expect(lookback.to(30 * SECOND).sigma).toBe(3);
  expect(lookback.mean(31 * SECOND)).toBe(1);
});
