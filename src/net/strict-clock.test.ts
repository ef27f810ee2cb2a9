import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { StrictClock } from './strict-clock.ts';

const HOUR_MS = 3_600_000;

test('two readings at one moment differ, by one microsecond', () => {
  const virtual = new VirtualClock();
  const clock = new StrictClock(virtual);
  const first = clock.now();
  expect(first).toBe(virtual.now());
  expect(clock.now()).toBe(first + 1);
});

test('set back by an hour, it goes on at half speed until the wall clock has caught up', () => {
  const virtual = new VirtualClock();
  const clock = new StrictClock(virtual);
  const before = clock.now();
  virtual.stepWall(-HOUR_MS);
  virtual.advance(10_000);
  expect(clock.now()).toBe(before + 5_000_000);
  virtual.advance(HOUR_MS);
  expect(clock.now()).toBe(before + 5_000_000 + 1_800_000_000);
  virtual.advance(HOUR_MS);
  expect(clock.now()).toBe(virtual.now());
});

test('set forward, it follows at once', () => {
  const virtual = new VirtualClock();
  const clock = new StrictClock(virtual);
  clock.now();
  virtual.stepWall(HOUR_MS);
  expect(clock.now()).toBe(virtual.now());
});

test('a step of more than a second is told once, from the last reading before it', () => {
  const virtual = new VirtualClock();
  const clock = new StrictClock(virtual);
  const before = clock.now();
  virtual.stepWall(900);
  clock.now();
  expect(clock.step).toBeUndefined();
  const since = clock.now();
  virtual.advance(50);
  virtual.stepWall(-HOUR_MS);
  clock.now();
  clock.now();
  expect(clock.step).toEqual({ count: 1, micros: -HOUR_MS * 1_000, since });
  expect(since).toBeGreaterThan(before);
  virtual.stepWall(2_000);
  clock.now();
  expect(clock.step).toMatchObject({ count: 2, micros: 2_000_000 });
});

test('whatever the wall clock does, readings grow, and by half of what passes at least', () => {
  const turn = fc.record({
    stepMs: fc.oneof(fc.constant(0), fc.integer({ min: -HOUR_MS, max: HOUR_MS })),
    passMs: fc.integer({ min: 0, max: HOUR_MS }),
    readings: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(turn), (turns) => {
      const virtual = new VirtualClock();
      const clock = new StrictClock(virtual);
      const first = clock.now();
      let last = first as number;
      for (const { stepMs, passMs, readings } of turns) {
        virtual.stepWall(stepMs);
        virtual.advance(passMs);
        for (let i = 0; i < readings; i++) {
          const now = clock.now();
          const least = i === 0 ? last + passMs * 500 : last;
          if (now <= last || now < least || now < virtual.now()) return false;
          last = now;
        }
      }
      return true;
    }),
  );
});
