import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Timestamp } from '../domain/units.ts';
import { PriceTrail } from './price-trail.ts';

const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 99 })), {
  maxLength: 40,
});

function trailOf(capacity: number, all: readonly (readonly [number, number])[]) {
  const trail = new PriceTrail(capacity);
  const told: [number, number][] = [];
  let at = 100;
  for (const [passed, price] of all) {
    at += passed;
    trail.push(at as Timestamp, price);
    told.push([at, price]);
  }
  return { trail, told: told.slice(-capacity) };
}

test('it says what a list of the newest prices would say', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), steps, (capacity, all) => {
      const { trail, told } = trailOf(capacity, all);
      expect(trail.length).toBe(told.length);
      expect(trail.newestAt).toBe(told.at(-1)?.[0]);
      for (let back = 0; back <= capacity; back++) {
        expect(trail.back(back)).toBe(told.at(-1 - back)?.[1]);
        const newest = told.slice(-back);
        const mean = newest.reduce((sum, [, price]) => sum + price, 0) / back;
        if (back > 0 && back <= told.length) expect(trail.mean(back)).toBeCloseTo(mean, 9);
        else if (back > 0) expect(trail.mean(back)).toBeUndefined();
      }
    }),
  );
});

test('the nearest is as near as any, the earlier one where two are', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 90, max: 300 }), fc.nat({ max: 9 }), (all, at, within) => {
      const { trail, told } = trailOf(6, all);
      const off = told.map(([time]) => Math.abs(time - at));
      const least = Math.min(...off);
      const found = trail.nearest(at, within);
      if (least > within) {
        expect(found).toBeUndefined();
        return;
      }
      const earlier = told.filter(([time]) => at - time === least);
      const later = told.filter(([time]) => time - at === least);
      // Of several at one time the newest counts before it, the oldest after it.
      expect(found).toBe((earlier.at(-1) ?? later[0])?.[1]);
    }),
  );
});

test('one that was cleared knows nothing', () => {
  const { trail } = trailOf(4, [[1, 5]]);
  trail.clear();
  expect([trail.length, trail.back(0), trail.newestAt, trail.nearest(101, 9)]).toEqual([
    0,
    undefined,
    undefined,
    undefined,
  ]);
});
