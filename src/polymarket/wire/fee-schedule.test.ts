import { expect, test } from 'vitest';
import { readFeeSchedule } from './fee-schedule.ts';

const gamma = { exponent: 1, rate: 0.072, takerOnly: true, rebateRate: 0.2 };
const schedule = { ratePpm: 72_000, exponent: 1, makerRebatePpm: 200_000 };

test.each([
  ['of Gamma', gamma, schedule],
  [
    'of the market channel',
    { exponent: '2', rate: '0.072', taker_only: true, rebate_rate: '0.2' },
    { ...schedule, exponent: 2 },
  ],
  [
    'free of charge',
    { ...gamma, rate: 0, rebateRate: 0 },
    { ratePpm: 0, exponent: 1, makerRebatePpm: 0 },
  ],
])('a fee schedule %s is read', (_name, value, expected) => {
  expect(readFeeSchedule(value)).toEqual(expected);
});

test.each([
  undefined,
  null,
  'x',
  [],
  {},
  { ...gamma, takerOnly: false },
  { ...gamma, takerOnly: undefined },
  { ...gamma, exponent: 3 },
  { ...gamma, rate: 1.5 },
  { ...gamma, rate: -0.1 },
  { ...gamma, rate: 'x' },
  { ...gamma, rebateRate: null },
])('a fee schedule that we do not charge is unknown: %j', (value) => {
  expect(readFeeSchedule(value)).toBeUndefined();
});
