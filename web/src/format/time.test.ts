import { expect, test } from 'vitest';
import { ageText, countdown, duration, timeText, utcText } from './time.ts';

const SECOND = 1_000_000;

test('a time is told in UTC whatever the zone of the machine', () => {
  const at = Date.UTC(2026, 3, 13, 12, 0, 5, 123) * 1_000 + 456;
  expect(utcText(at)).toBe('2026-04-13 12:00:05.123 UTC');
  expect(timeText(at, 'utc')).toBe('12:00:05');
  expect(timeText(at, 'utc', 'moment')).toBe('13 Apr, 12:00:05');
});

test('a length of time is told by its two largest units', () => {
  expect(duration(0)).toBe('0 s');
  expect(duration(59 * SECOND)).toBe('59 s');
  expect(duration(7_980 * SECOND)).toBe('2 h 13 min');
  expect(duration(86_400 * SECOND)).toBe('1 d');
});

test('an age is told by its largest unit, and what is of now has one too', () => {
  const ages = [-SECOND, 0, 59 * SECOND, 7_980 * SECOND].map(ageText);
  expect(ages).toEqual(['0 s old', '0 s old', '59 s old', '2 h old']);
});

test('time left counts down and never below nothing', () => {
  expect(countdown(245 * SECOND)).toBe('4:05');
  expect(countdown(SECOND / 2)).toBe('0:01');
  expect(countdown(3_723 * SECOND)).toBe('1:02:03');
  expect(countdown(-SECOND)).toBe('0:00');
});
