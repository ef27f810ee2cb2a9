import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EasternReading, easternReading, easternTime, HOUR_MS } from './eastern-time.ts';
import type { Timestamp } from './units.ts';

const at = (iso: string) => (Date.parse(iso) * 1_000) as Timestamp;
const shown = (iso: string) => Date.parse(`${iso}Z`) as EasternReading;

/** The time zone tables of the machine that runs the tests; Swedish dates are ISO. */
const oracle = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'medium',
});

function oracleReading(time: Timestamp): number {
  return Date.parse(`${oracle.format(time / 1_000).replace(' ', 'T')}Z`);
}

test('agrees with the time zone tables at every hour of 24 years', () => {
  let differ = 0;
  for (let time = at('2007-03-01T00:00:00Z'); time < at('2031-01-01T00:00:00Z'); ) {
    if (easternReading(time) !== oracleReading(time)) differ++;
    time = (time + HOUR_MS * 1_000) as Timestamp;
  }
  expect(differ).toBe(0);
});

test('summer time begins and ends at the second', () => {
  expect(easternReading(at('2026-03-08T06:59:59Z'))).toBe(shown('2026-03-08T01:59:59'));
  expect(easternReading(at('2026-03-08T07:00:00Z'))).toBe(shown('2026-03-08T03:00:00'));
  expect(easternReading(at('2026-11-01T05:59:59Z'))).toBe(shown('2026-11-01T01:59:59'));
  expect(easternReading(at('2026-11-01T06:00:00Z'))).toBe(shown('2026-11-01T01:00:00'));
});

test('a skipped hour has no time, a repeated one has its first', () => {
  expect(easternTime(shown('2026-03-08T02:30:00'))).toBeUndefined();
  expect(easternTime(shown('2026-11-01T01:30:00'))).toBe(at('2026-11-01T05:30:00Z'));
});

test('there and back, except for the second of two hours that read the same', () => {
  const hours = fc.integer({
    min: at('2008-01-01T00:00:00Z') / 3_600e6,
    max: at('2040-01-01T00:00:00Z') / 3_600e6,
  });
  fc.assert(
    fc.property(hours, (hour) => {
      const time = (hour * 3_600e6) as Timestamp;
      const back = easternTime(easternReading(time)) as number;
      const earlier = (time - 3_600e6) as Timestamp;
      const isRepeat = easternReading(earlier) === easternReading(time);
      expect(back).toBe(isRepeat ? earlier : time);
    }),
  );
});
