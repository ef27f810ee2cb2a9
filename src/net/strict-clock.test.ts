import { expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { StrictClock } from './strict-clock.ts';

test('two readings at one moment differ, by one microsecond', () => {
  const virtual = new VirtualClock();
  const clock = new StrictClock(virtual);
  const first = clock.now();
  expect(first).toBe(virtual.now());
  expect(clock.now()).toBe(first + 1);
});
