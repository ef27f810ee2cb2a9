import { appendFileSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { DailyLog } from './daily-log.ts';

/** Half a second before midnight UTC, and after. */
const EVENING = 1_776_124_799_500_000;
const MORNING = 1_776_124_800_500_000;
const line = (time: number, n: number) => ({ time, text: JSON.stringify({ n }) });
const textIn = (folder: string, day: string) => readFileSync(join(folder, `${day}.jsonl`), 'utf8');

test('each event goes to the file of its own day, whatever comes before it', () => {
  const folder = join(temporaryFolder(), 'log');
  const log = new DailyLog(folder);
  const lines = [line(EVENING, 1), line(MORNING, 2), line(EVENING, 3)];
  log.append(lines);
  expect(lines).toEqual([]);
  expect(textIn(folder, '2026-04-13')).toBe('{"n":1}\n{"n":3}\n');
  expect(textIn(folder, '2026-04-14')).toBe('{"n":2}\n');
  expect(log.files().map((path) => path.slice(-16))).toEqual([
    '2026-04-13.jsonl',
    '2026-04-14.jsonl',
  ]);
});

test('a last line that was cut off stays alone, and is passed over', () => {
  const folder = temporaryFolder();
  const log = new DailyLog(folder);
  log.append([line(EVENING, 1)]);
  appendFileSync(join(folder, '2026-04-13.jsonl'), '{"n":2,"te');
  log.append([line(EVENING, 3)]);
  expect(textIn(folder, '2026-04-13')).toBe('{"n":1}\n{"n":2,"te\n{"n":3}\n');
});

test('the newest line of a run is found, behind those of others and one that was cut off', () => {
  const folder = temporaryFolder();
  const log = new DailyLog(folder);
  const of = (run: string, record: number) => {
    const text = JSON.stringify({ run, record, data: { run: 'one' } });
    return { time: EVENING, text };
  };
  log.append([of('one', 1), of('one', 2), of('two', 7)]);
  appendFileSync(join(folder, '2026-04-13.jsonl'), '{"run":"one","rec');
  expect(log.newestOf('one', EVENING)).toMatchObject({ record: 2 });
  expect(log.newestOf('three', EVENING)).toBeUndefined();
  expect(log.newestOf('one', MORNING)).toBeUndefined();
});

test('what could not be written stays in the list', () => {
  const folder = temporaryFolder();
  const log = new DailyLog(folder);
  mkdirSync(join(folder, '2026-04-14.jsonl'));
  const lines = [line(EVENING, 1), line(MORNING, 2)];
  expect(() => log.append(lines)).toThrow(/EISDIR/);
  expect(lines).toEqual([line(MORNING, 2)]);
  rmdirSync(join(folder, '2026-04-14.jsonl'));
  log.append(lines);
  expect(textIn(folder, '2026-04-14')).toBe('{"n":2}\n');
});
