import { expect, test } from 'vitest';
import { aDeskDocument } from '../../../test/support/a-desk-document.ts';
import type { Timestamp } from '../../domain/units.ts';
import { SummaryTime, summaryDraft } from './daily-summary.ts';

const utc = (text: string) => (Date.parse(`${text}Z`) * 1_000) as Timestamp;
const SEVEN = 7 * 3_600_000_000;

test('it is due once a day, at its time', () => {
  const time = new SummaryTime(SEVEN, utc('2026-04-13T06:59:59'));
  expect(time.isDue(utc('2026-04-13T06:59:59.999'))).toBe(false);
  expect(time.isDue(utc('2026-04-13T07:00:00'))).toBe(true);
  expect(time.isDue(utc('2026-04-13T07:00:01'))).toBe(false);
  expect(time.isDue(utc('2026-04-14T06:59:59'))).toBe(false);
  expect(time.isDue(utc('2026-04-14T07:00:00'))).toBe(true);
});

test('what of today is past is not told any more, and days that were missed are one', () => {
  const time = new SummaryTime(SEVEN, utc('2026-04-13T07:00:00'));
  expect(time.isDue(utc('2026-04-13T23:59:59'))).toBe(false);
  expect(time.isDue(utc('2026-04-18T12:00:00'))).toBe(true);
  expect(time.isDue(utc('2026-04-18T12:00:01'))).toBe(false);
});

test('it tells what a day came to by strategy; what cannot be read is not nothing', () => {
  const rows = [
    { strategy: 'alpha', trades: 3, won: 2, net: 5_000_000, fees: 100_000 },
    { strategy: 'beta', trades: 1, won: 0, net: -1_500_000, fees: 0 },
  ];
  const { text, numbers } = summaryDraft(aDeskDocument(), rows);
  expect(text).toBe(
    [
      '+3.50 dollars in 24 h.',
      'alpha: +5.00 in 3 trades',
      'beta: -1.50 in 1 trade',
      'Equity 1,010.00, exposure 50.00, 0 positions, 0 open orders, risk normal.',
    ].join('\n'),
  );
  expect(numbers).toMatchObject({ net: 3_500_000 });
  const unread = summaryDraft(aDeskDocument(), undefined);
  expect(unread.text).toContain('The store could not be read.');
  expect(unread.numbers).not.toHaveProperty('net');
});
