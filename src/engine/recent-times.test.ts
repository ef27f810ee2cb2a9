import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Timestamp } from '../domain/units.ts';
import { RecentTimes } from './recent-times.ts';

const at = (micros: number) => micros as Timestamp;

test('a time counts until it is so long ago', () => {
  const times = new RecentTimes(10);
  times.add(at(5), at(6));
  expect([5, 14, 15].map((now) => times.countAt(at(now)))).toEqual([1, 1, 0]);
});

test('to ask at a later time forgets nothing, to take one in then does', () => {
  const times = new RecentTimes(10, [at(7), at(3)]);
  expect(times.countAt(at(100))).toBe(0);
  expect(times.countAt(at(12))).toBe(2);
  times.add(at(13), at(13));
  expect(times.list()).toEqual([7, 13]);
});

test('whatever comes in which order, those count that are younger than that', () => {
  const steps = fc.array(fc.record({ pass: fc.nat(9), ago: fc.nat(25) }), { maxLength: 400 });
  fc.assert(
    fc.property(steps, (all) => {
      const times = new RecentTimes(20);
      const taken: number[] = [];
      let now = 100;
      for (const { pass, ago } of all) {
        now += pass;
        times.add(at(now - ago), at(now));
        taken.push(now - ago);
        const young = taken.filter((one) => one > now - 20).sort((a, b) => a - b);
        expect(times.countAt(at(now))).toBe(young.length);
        expect(times.list()).toEqual(young);
      }
    }),
  );
});
