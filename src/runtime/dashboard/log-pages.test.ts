import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { NOON } from '../../../test/support/run-script.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { logPage } from './log-pages.ts';

const DAY = 86_400_000_000;

/** Nine lines over three days; every third is a warning. */
function logged(): string {
  const root = temporaryFolder();
  const lines = Array.from({ length: 9 }, (_, record) => ({
    time: NOON + Math.floor(record / 3) * DAY,
    text: JSON.stringify({
      record,
      level: record % 3 === 0 ? 'warning' : 'info',
      category: record % 2 === 0 ? 'trade' : 'system',
      strategy: record < 5 ? 'random' : null,
      market: 'btc',
      message: `Line ${record}`,
    }),
  }));
  new DailyLog(join(root, 'log')).append(lines);
  return root;
}

const records = (page: ReturnType<typeof logPage>) =>
  page.ok ? page.value.rows.map(({ record }) => record) : page.code;

test('the newest line comes first, and pages go on over days', () => {
  const root = logged();
  const first = logPage(root, { most: 4 });
  expect(records(first)).toEqual([8, 7, 6, 5]);
  const before = first.ok ? (first.value.next ?? undefined) : undefined;
  const second = logPage(root, { most: 4, before });
  expect(records(second)).toEqual([4, 3, 2, 1]);
  const third = logPage(root, { most: 4, before: second.ok ? second.value.next! : undefined });
  expect(third).toMatchObject({ value: { rows: [{ record: 0 }], next: null } });
});

test('lines that were written meanwhile move no page', () => {
  const root = logged();
  const first = logPage(root, { most: 2 });
  const line = { time: NOON + 2 * DAY, text: JSON.stringify({ record: 9, level: 'info' }) };
  new DailyLog(join(root, 'log')).append([line]);
  const before = first.ok ? (first.value.next ?? undefined) : undefined;
  expect(records(logPage(root, { most: 2, before }))).toEqual([6, 5]);
  expect(records(logPage(root, { most: 1 }))).toEqual([9]);
});

test('only lines that fit are told', () => {
  const root = logged();
  expect(records(logPage(root, { most: 9, level: 'warning' }))).toEqual([6, 3, 0]);
  expect(records(logPage(root, { most: 9, level: 'error' }))).toEqual([]);
  expect(records(logPage(root, { most: 9, category: 'system' }))).toEqual([7, 5, 3, 1]);
  expect(records(logPage(root, { most: 9, strategy: 'random', level: 'warning' }))).toEqual([3, 0]);
  expect(records(logPage(root, { most: 9, text: 'line 4' }))).toEqual([4]);
  expect(records(logPage(root, { most: 9, market: 'eth' }))).toEqual([]);
});

test('a line that was cut off is passed over, and no log is an empty one', () => {
  const root = logged();
  appendFileSync(join(root, 'log', '2026-04-15.jsonl'), '{"record":9,"le');
  expect(records(logPage(root, { most: 1 }))).toEqual([8]);
  expect(logPage(temporaryFolder(), { most: 1 })).toEqual({
    ok: true,
    value: { rows: [], next: null },
  });
  expect(records(logPage(root, { most: 1, before: 'else' }))).toBe('bad_question');
});
