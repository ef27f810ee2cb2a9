import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { begunRun, journal } from '../../../test/support/desk-store-rows.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { KeptLog, logFolder } from './kept-log.ts';
import type { WrittenRecord } from './run-fold.ts';

/** Ten seconds before midnight UTC: an event each second. */
const EVENING = 1_776_124_790_000_000;

function aRun(name: string): WrittenRecord[] {
  const script = new RunScript(3, ['random']);
  script.skip('wide');
  script.trade({ token: 0, price: 400_000, size: 5_000_000, at: EVENING });
  for (let i = 0; i < 15; i++) script.skip('later', 1);
  script.deny('too_large', { token: 3 });
  script.resolve(0, 1_000_000);
  return [begunRun(name, { at: EVENING as never }), ...script.journal.slice(1)];
}

const ended = { kind: 'RunEnded', at: EVENING, hash: 'abc', datasets: [] } as never;

function keep(root: string, run: string) {
  const kept = new KeptLog({ root, run, others: [], onNews: () => {} });
  while (kept.step());
}

const linesOf = (root: string) =>
  new DailyLog(logFolder(root))
    .files()
    .flatMap((path) => readFileSync(path, 'utf8').trimEnd().split('\n'))
    .map((text) => JSON.parse(text) as Record<string, unknown>);
const recordsOf = (root: string, of: string) =>
  linesOf(root).flatMap(({ run, record }) => (run === of ? [record] : []));
const byNumber = (a: unknown, b: unknown) => Number(a) - Number(b);
const numbers = (records: readonly unknown[]) => records.map((_, i) => i + 1);

test('a line for each event, with the same fields in each, by the day of the event', () => {
  const root = temporaryFolder();
  const records = aRun('one');
  journal(root, 'one', records);
  keep(root, 'one');
  const lines = linesOf(root);
  expect(recordsOf(root, 'one')).toEqual(numbers(records));
  expect(new Set(lines.map((line) => Object.keys(line).join()))).toEqual(
    new Set([
      'time,run,record,mode,provenance,level,category,event,strategy,market,outcome,label,' +
        'order_id,side,price,size,code,message,data',
    ]),
  );
  const files = new DailyLog(logFolder(root)).files();
  expect(files.map((path) => path.slice(-16))).toEqual(['2026-04-13.jsonl', '2026-04-14.jsonl']);
  const about = { strategy: 'random', market: 'market 0', outcome: 0, order_id: 1, side: 'buy' };
  expect(lines.find(({ event }) => event === 'order_submitted')).toMatchObject({
    ...about,
    time: '2026-04-13T23:59:50.000000Z',
    provenance: 'live',
    category: 'decision',
    price: '0.4',
    size: '5',
    code: 'test',
  });
  // What nobody but the simulation has filled is simulated.
  expect(lines.find(({ event }) => event === 'order_filled')).toMatchObject({
    ...about,
    provenance: 'simulated',
    code: 'book',
  });
  expect(lines.find(({ event }) => event === 'order_denied')).toMatchObject({
    level: 'warning',
    code: 'too_large',
  });
});

test('a run that died is brought to its end in the log, each record once', () => {
  const root = temporaryFolder();
  const records = aRun('died');
  journal(root, 'died', records.slice(0, 3));
  keep(root, 'died');
  const day = join(logFolder(root), '2026-04-13.jsonl');
  // Its last line was cut off as it died.
  truncateSync(day, readFileSync(day).length - 5);
  journal(root, 'died', records.slice(3));
  journal(root, 'next', aRun('next'));
  keep(root, 'next');
  const whole = new DailyLog(logFolder(root)).of(EVENING) ?? [];
  const died = whole.filter(({ run }) => run === 'died').map(({ record }) => record);
  expect(died).toEqual(numbers(died));
  expect(died.length).toBeGreaterThan(3);
});

test('what was put away does not come back', () => {
  const root = temporaryFolder();
  journal(root, 'died', aRun('died'));
  keep(root, 'died');
  rmSync(logFolder(root), { recursive: true });
  journal(root, 'next', [begunRun('next', { mode: 'backtest' })]);
  keep(root, 'next');
  expect(linesOf(root)).toEqual([]);
});

test('a run that ended before all of it was in the log is brought to its end', () => {
  const root = temporaryFolder();
  const records = aRun('one');
  journal(root, 'one', records.slice(0, 3));
  keep(root, 'one');
  journal(root, 'one', [...records.slice(3), ended]);
  journal(root, 'next', aRun('next'));
  keep(root, 'next');
  expect(recordsOf(root, 'one').sort(byNumber)).toEqual(numbers([...records, ended]));
  keep(root, 'next');
  expect(recordsOf(root, 'one').sort(byNumber)).toEqual(numbers([...records, ended]));
});

test('a run that died before its first line is logged', () => {
  const root = temporaryFolder();
  const records = aRun('died');
  journal(root, 'died', records);
  journal(root, 'next', [begunRun('next', { mode: 'backtest' })]);
  keep(root, 'next');
  expect(recordsOf(root, 'died')).toEqual(numbers(records));
});
