import { expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { FailureBrake } from './failure-brake.ts';

const at = (seconds: number) => (seconds * 1_000_000) as Timestamp;
const s1 = { threshold: 3, seconds: 300, longest: 600 };

test.each([
  [2, 0],
  [3, 300],
  [5, 300],
  [6, 600],
  [9, 600],
])('after %d failures in a row it stops for %d s', (failures, seconds) => {
  const brake = new FailureBrake(s1);
  for (let i = 0; i < failures; i++) brake.fail(at(0));
  expect(brake.until).toBe(at(seconds));
});

test('a success begins the row anew', () => {
  const brake = new FailureBrake(s1);
  brake.fail(at(0));
  brake.fail(at(1));
  brake.succeed();
  brake.fail(at(2));
  expect(brake.until).toBe(0);
  brake.fail(at(3));
  brake.fail(at(4));
  expect(brake.until).toBe(at(304));
});
