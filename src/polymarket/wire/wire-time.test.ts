import { expect, test } from 'vitest';
import { readTime } from './wire-time.ts';

test.each([
  ['1776337417455', 1_776_337_417_455_000],
  [1776337417455, 1_776_337_417_455_000],
  ['1726043102', 1_726_043_102_000_000],
  [1726043102, 1_726_043_102_000_000],
  ['1776337417.505694', 1_776_337_417_505_694],
  ['1776337417505694', 1_776_337_417_505_694],
])('%j is a time in µs', (value, micros) => {
  expect(readTime(value)).toEqual({ ok: true, value: micros });
});

test.each([
  undefined,
  null,
  '',
  '0',
  '12345',
  '177633741745',
  -1776337417455,
  'now',
  {},
  Number.NaN,
])('%j is no time', (value) => {
  expect(readTime(value)).toMatchObject({ ok: false, code: 'bad_timestamp' });
});
