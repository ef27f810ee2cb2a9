import { expect, test } from 'vitest';
import { drawn, ladderOf } from '../../../test/support/ladders.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares } from '../../domain/units.ts';
import { seekRewards } from './reward-band.ts';

const TICK = 10_000 as TickSize;
/** Pays for 20 shares and more within 0.04 of the midpoint, which is 0.50. */
const band = { minimumSize: 20_000_000 as Shares, mostSpread: 40_000 as Price };

test.each([
  ['in the band', '10@0.48 | 10@0.52', 5_000, 0, '10@0.48 | 10@0.52'],
  ['next to it', '10@0.465 | 10@0.535', 5_000, 0, '10@0.47 | 10@0.53'],
  ['on one side', '10@0.44 | 10@0.532', 5_000, 0, '10@0.44 | 10@0.53'],
  ['too far', '10@0.464 | 10@0.536', 5_000, 0, '10@0.464 | 10@0.536'],
  ['and not asked for', '10@0.465 | 10@0.535', 0, 0, '10@0.465 | 10@0.535'],
  ['levels', '9@0.44 10@0.465 | 10@0.52 9@0.535', 5_000, 0, '9@0.44 10@0.47 | 10@0.52 9@0.53'],
  ['large enough', '10@0.48 | 30@0.52', 5_000, 20e6, '20@0.48 | 30@0.52'],
  ['too large for us', '10@0.48 | 10@0.52', 5_000, 19e6, '10@0.48 | 10@0.52'],
  ['large only where it is paid', '10@0.48 | 10@0.6', 5_000, 20e6, '20@0.48 | 10@0.6'],
])('%s: %s', (_, before, rewardPull, rewardSize, after) => {
  const ladder = ladderOf(before);
  seekRewards(ladder, 500_000, TICK, band, { rewardPull, rewardSize });
  expect(drawn(ladder)).toBe(after);
});

test('no quote is brought beyond what a share is worth to us', () => {
  const ladder = ladderOf('10@0.46 | 10@0.54');
  ladder.reservation = 465_000;
  seekRewards(ladder, 500_000, TICK, band, { rewardPull: 20_000, rewardSize: 0 });
  expect(drawn(ladder)).toBe('10@0.46 | 10@0.53');
});

test('a band of a tick has no inside', () => {
  const ladder = ladderOf('10@0.48 | 10@0.52');
  const narrow = { ...band, mostSpread: 10_000 as Price };
  seekRewards(ladder, 500_000, TICK, narrow, { rewardPull: 500_000, rewardSize: 1e9 });
  expect(drawn(ladder)).toBe('10@0.48 | 10@0.52');
});
