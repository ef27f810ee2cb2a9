import { expect, test } from 'vitest';
import { eventFactor } from './event-widening.ts';

const rule = { eventWiden: 0.5, lateSeconds: 60, earlySeconds: 30 };
const unknown = Number.NaN;

test.each([
  ['before the opening', -10, 310, 1.5],
  ['just opened', 29, 271, 1.5],
  ['no longer new', 30, 270, 1],
  ['a minute before the close', 240, 60, 1],
  ['in the last minute', 241, 59, 1.5],
  ['both at once', 10, 20, 1.5],
  ['when nobody knows when it opened', unknown, 100, 1],
  ['when nobody knows when it closes', 100, unknown, 1],
])('%s', (_, sinceOpen, untilClose, factor) => {
  expect(eventFactor(rule, sinceOpen, untilClose)).toBe(factor);
});
