import { expect, test } from 'vitest';
import { drawn, ladderOf } from '../../../test/support/ladders.ts';
import { standOff } from './stand-off.ts';

test.each([
  [0, '9@0.46 10@0.48 | 10@0.52 9@0.54'],
  [5_000, '9@0.455 10@0.475 | 10@0.525 9@0.545'],
  [500_000, '9@-0.04 10@-0.02 | 10@1.02 9@1.04'],
])('by %d', (distance, after) => {
  const ladder = ladderOf('9@0.46 10@0.48 | 10@0.52 9@0.54');
  standOff(ladder, distance);
  expect(drawn(ladder)).toBe(after);
});
