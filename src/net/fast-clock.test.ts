import { expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { FastClock } from './fast-clock.ts';

test('a minute of the machine is so many of its own, and its timers ring by its own', () => {
  const machine = new VirtualClock();
  const clock = new FastClock(machine, 20);
  const began = clock.now();
  expect(began).toBe(machine.now());
  const rung: number[] = [];
  clock.setTimer(60_000, () => rung.push(clock.now() - began));
  clock.clearTimer(clock.setTimer(1_000, () => rung.push(Number.NaN)));
  machine.advance(2_999);
  expect(rung).toEqual([]);
  machine.advance(1);
  expect(rung).toEqual([60_000_000]);
  expect(clock.monotonic()).toBe(60_000_000);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  '%d times as fast is no clock',
  (speed) => {
    expect(() => new FastClock(new VirtualClock(), speed)).toThrow(/cannot run/);
  },
);
