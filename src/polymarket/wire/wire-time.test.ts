import { describe, expect, test } from 'vitest';
import { readDate, readMoment, readTime } from './wire-time.ts';

const at = (iso: string) => Date.parse(iso) * 1_000;

describe('a wire time', () => {
  test.each([
    ['1776337417455', 1_776_337_417_455_000],
    [1776337417455, 1_776_337_417_455_000],
    [1726043102, 1_726_043_102_000_000],
    ['1776337417', 1_776_337_417_000_000],
    ['1776337417.455001', 1_776_337_417_455_001],
    ['1776337417455123', 1_776_337_417_455_123],
  ])('%s tells its unit by its digits', (value, micros) => {
    expect(readTime(value)).toEqual({ ok: true, value: micros });
  });

  test.each([
    undefined,
    null,
    '',
    '0',
    '12345',
    '177633741745',
    // After 2255: more µs than a number can hold.
    '9777366994943',
    '9777366994',
    '17763374174550',
    'x',
    {},
    Number.NaN,
    -1,
  ])('is not %j', (value) => {
    expect(readTime(value)).toMatchObject({ ok: false, code: 'bad_timestamp' });
  });
});

describe('a date', () => {
  test.each([
    ['2026-06-24T07:55:00Z', at('2026-06-24T07:55:00Z')],
    ['2026-06-23T07:57:35.630868Z', at('2026-06-23T07:57:35.630Z') + 868],
    ['2026-06-23T07:57:35.6308689Z', at('2026-06-23T07:57:35.630Z') + 868],
    ['2026-07-24 00:25:21+00', at('2026-07-24T00:25:21Z')],
    ['2022-07-27 14:43:28.758+02:30', at('2022-07-27T12:13:28.758Z')],
    ['2022-07-27T23:30:00-01', at('2022-07-28T00:30:00Z')],
    ['2026-06-24', at('2026-06-24T00:00:00Z')],
    ['2024-02-29', at('2024-02-29T00:00:00Z')],
  ])('%s', (text, micros) => {
    expect(readDate(text)).toEqual({ ok: true, value: micros });
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-06-24T25:00:00Z',
    '2026-06-24T23:60:00Z',
    '2026-06-24T07:55Z',
    '2026-06-24T07:55:00+x',
    '2026-06-24T07:55:00Z garbage',
    '2500-12-31',
    '1969-12-31',
    'July 4, 2022',
    '',
    5,
    null,
  ])('is not %j', (value) => {
    expect(readDate(value)).toMatchObject({ ok: false, code: 'bad_date' });
  });
});

test('a moment is either', () => {
  expect(readMoment('1776337417')).toMatchObject({ value: 1_776_337_417_000_000 });
  expect(readMoment('2024-01-01T00:00:00Z')).toMatchObject({ value: at('2024-01-01T00:00:00Z') });
  expect(readMoment('soon')).toMatchObject({ ok: false });
});
