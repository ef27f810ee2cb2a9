import { afterEach, describe, expect, test, vi } from 'vitest';
import { elapsedMs } from '../ports/clock.ts';
import { SystemClock } from './system-clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('the machine’s clock', () => {
  test('stamps microseconds within its own resolution of the wall clock', () => {
    const clock = new SystemClock();
    const before = Date.now();
    const now = clock.now();
    expect(now).toBeGreaterThanOrEqual((before - 2) * 1_000);
    expect(now).toBeLessThanOrEqual((Date.now() + 2) * 1_000);
    expect(Number.isInteger(now)).toBe(true);
  });

  test('follows a wall clock that was set, while the monotonic one goes on', () => {
    vi.useFakeTimers({ now: 1_776_081_600_000 });
    const clock = new SystemClock();
    clock.now();
    const start = clock.monotonic();
    vi.setSystemTime(1_776_081_600_000 - 3_600_000);
    vi.advanceTimersByTime(5);
    expect(clock.now()).toBe((1_776_081_600_000 - 3_600_000 + 5) * 1_000);
    expect(elapsedMs(start, clock.monotonic())).toBe(5);
  });

  test('counts microseconds on between two milliseconds', () => {
    vi.useFakeTimers({ now: 1_776_081_600_000 });
    const clock = new SystemClock();
    const first = clock.now();
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 0.25);
    expect(clock.now() - first).toBe(250);
    vi.restoreAllMocks();
  });

  test('runs a timer once, unless it is cleared', () => {
    vi.useFakeTimers();
    const clock = new SystemClock();
    const ran: string[] = [];
    clock.setTimer(1.5, () => ran.push('kept'));
    clock.clearTimer(clock.setTimer(1, () => ran.push('cleared')));
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(ran).toEqual(['kept']);
  });

  test('waits longer than one timer of Node can, to the millisecond', () => {
    vi.useFakeTimers();
    const clock = new SystemClock();
    const days = 60 * 86_400_000;
    const ran: string[] = [];
    clock.setTimer(days, () => ran.push('kept'));
    const cleared = clock.setTimer(days, () => ran.push('cleared'));
    vi.advanceTimersByTime(days - 1);
    expect(ran).toEqual([]);
    // After it was set anew more than once.
    clock.clearTimer(cleared);
    vi.advanceTimersByTime(1);
    expect(ran).toEqual(['kept']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
