import { expect, test } from 'vitest';
import { drawn, ladderOf } from '../../../test/support/ladders.ts';
import { boundSpread } from './spread-bounds.ts';

test.each([
  ['10@0.48 | 10@0.52', '10@0.48 | 10@0.52'],
  ['9@0.46 10@0.48 | 10@0.52 9@0.54', '9@0.46 10@0.48 | 10@0.52 9@0.54'],
  // Too narrow: 0.004 becomes 0.01, around the reservation price.
  ['9@0.497 10@0.498 | 10@0.502 9@0.503', '9@0.4925 10@0.495 | 10@0.505 9@0.5075'],
  ['10@0.499 | 10@0.503', '10@0.4975 | 10@0.5075'],
  // Too wide: 0.2 becomes 0.1.
  ['9@0.3 10@0.4 | 10@0.6 9@0.7', '9@0.4 10@0.45 | 10@0.55 9@0.6'],
  // No spread at all has no proportions.
  ['9@0.5 10@0.5 | 10@0.5 9@0.5', '9@0.49 10@0.495 | 10@0.505 9@0.51'],
])('%s becomes %s', (before, after) => {
  const ladder = ladderOf(before);
  boundSpread(ladder, 10_000, 100_000);
  expect(drawn(ladder)).toBe(after);
});
