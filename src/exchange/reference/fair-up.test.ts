import { expect, test } from 'vitest';
import { normalBelow } from '../../domain/normal-distribution.ts';
import { fairUp } from './fair-up.ts';
import { PRINT_SCALE } from './fixed-point.ts';
import { PrintRecord } from './print-record.ts';

/** A record of 120 seconds that ends at second 1000, told from the end. */
function recordOf(dollarsAgo: (secondsAgo: number) => number): PrintRecord {
  const record = new PrintRecord(120, 880);
  for (let ago = 119; ago >= 0; ago--) record.add(dollarsAgo(ago) * PRINT_SCALE);
  return record;
}

const flat = recordOf(() => 100_030);
/** What averaging sixty prints adds to the time of the first. */
const inside = (59 * 119) / 360;
const asked = { opens: 0, lookback: 60, strike: 100_000 };

test.each([
  // Six dollars a second; variances by the sum over discrete prints.
  ['long before the close', flat, 300, normalBelow(30 / Math.sqrt(36 * (241 + inside)))],
  [
    'when all prints of the average are to come',
    flat,
    60,
    normalBelow(30 / Math.sqrt(36 * (1 + inside))),
  ],
  [
    'when 40 of 60 are known',
    recordOf((ago) => (ago === 0 ? 100_030 : 99_989)),
    20,
    // 39 prints of 99989, 21 of 100030.
    normalBelow(3.35 / Math.sqrt((36 * 2_870) / 3_600)),
  ],
])('%s the fair value is that of the average', (_name, record, ahead, expected) => {
  expect(fairUp(record, 6, { ...asked, closes: 1_000 + ahead })).toBeCloseTo(expected, 9);
});

test('a tie is Up and the rest is certain once all prints are known', () => {
  expect(fairUp(flat, 6, { ...asked, closes: 1_000, strike: 100_030 })).toBe(1);
  expect(fairUp(flat, 6, { ...asked, closes: 990, strike: 100_030.01 })).toBe(0);
});

test('before the open it is one half, until prints of the strike are known', () => {
  const ahead = { opens: 1_060, closes: 1_960, lookback: 60, strike: undefined };
  expect(fairUp(flat, 6, ahead)).toBeCloseTo(0.5, 6);
  const risen = recordOf((ago) => (ago === 0 ? 100_030 : 100_000));
  const soon = { ...ahead, opens: 1_030, closes: 1_930 };
  // 29 of 60 prints of the strike lie 30 dollars below the price of now; the other 31 are it.
  const opening = (30 * 30 + (29 * 30 * 59) / 6) / 3_600;
  const shared = (30 + (30 * 29) / 2) / 60;
  const variance = 36 * (871 + inside + opening - 2 * shared);
  expect(fairUp(risen, 6, soon)).toBeCloseTo(normalBelow(14.5 / Math.sqrt(variance)), 9);
});

test('the strike comes from the record where nobody names it', () => {
  const record = recordOf((ago) => (ago >= 60 ? 100_000 : 100_030));
  const own = fairUp(record, 6, { opens: 940, closes: 1_240, lookback: 60, strike: undefined });
  expect(own).toBe(fairUp(record, 6, { ...asked, closes: 1_240 }));
});

test('what the record does not reach is unknown', () => {
  expect(
    fairUp(flat, 6, { opens: 900, closes: 1_200, lookback: 60, strike: undefined }),
  ).toBeUndefined();
});
