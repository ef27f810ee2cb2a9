import { expect, test } from 'vitest';
import { StageTimes } from './stage-times.ts';

test('one event in sixty-four is timed, and each that was late', () => {
  const times = new StageTimes();
  for (let i = 0; i < 192; i++) times.decided(times.begin());
  times.late(0.004);
  expect(times.decision.cumulative.at(-1)).toBe(3);
  expect(times.decision.sum).toBeGreaterThanOrEqual(0);
  expect([times.queue.cumulative.at(-1), times.queue.sum]).toEqual([1, 0.004]);
});
