import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startChild } from '../../../test/support/children.ts';
import { begunRun, journal } from '../../../test/support/desk-store-rows.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { KeptLog, logFolder } from './kept-log.ts';
import { LateLogs } from './late-logs.ts';
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

async function keep(root: string, run: string): Promise<void> {
  const all = [new KeptLog({ root, run }), new LateLogs({ root, run, others: [] })];
  for (const kept of all) {
    while (await kept.step());
    await kept.close();
  }
}

const linesOf = (root: string) =>
  new DailyLog(logFolder(root))
    .files()
    .flatMap((path) => readFileSync(path, 'utf8').trimEnd().split('\n'))
    .flatMap(objectIn);
function objectIn(text: string): Record<string, unknown>[] {
  try {
    return [JSON.parse(text) as Record<string, unknown>];
  } catch {
    return [];
  }
}
const recordsOf = (root: string, of: string) =>
  linesOf(root).flatMap(({ run, record }) => (run === of ? [record] : []));
const byNumber = (a: unknown, b: unknown) => Number(a) - Number(b);
const numbers = (records: readonly unknown[]) => records.map((_, i) => i + 1);

test('a line for each event, with the same fields in each, by the day of the event', async () => {
  const root = temporaryFolder();
  const records = aRun('one');
  journal(root, 'one', records);
  await keep(root, 'one');
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

test('a run that died is brought to its end in the log, each record once', async () => {
  const root = temporaryFolder();
  const records = aRun('died');
  journal(root, 'died', records.slice(0, 3));
  await keep(root, 'died');
  const day = join(logFolder(root), '2026-04-13.jsonl');
  // Its last line was cut off as it died.
  truncateSync(day, readFileSync(day).length - 5);
  journal(root, 'died', records.slice(3));
  journal(root, 'next', aRun('next'));
  await keep(root, 'next');
  expect(recordsOf(root, 'died')).toEqual(numbers(records));
});

test('what was put away does not come back', async () => {
  const root = temporaryFolder();
  journal(root, 'died', aRun('died'));
  await keep(root, 'died');
  rmSync(logFolder(root), { recursive: true });
  journal(root, 'next', [begunRun('next', { mode: 'backtest' })]);
  await keep(root, 'next');
  expect(linesOf(root)).toEqual([]);
});

test('a run that ended before all of it was in the log is brought to its end', async () => {
  const root = temporaryFolder();
  const records = aRun('one');
  journal(root, 'one', records.slice(0, 3));
  await keep(root, 'one');
  journal(root, 'one', [...records.slice(3), ended]);
  journal(root, 'next', aRun('next'));
  await keep(root, 'next');
  expect(recordsOf(root, 'one').sort(byNumber)).toEqual(numbers([...records, ended]));
  await keep(root, 'next');
  expect(recordsOf(root, 'one').sort(byNumber)).toEqual(numbers([...records, ended]));
});

test('a run that died before its first line is logged', async () => {
  const root = temporaryFolder();
  const records = aRun('died');
  journal(root, 'died', records);
  journal(root, 'next', [begunRun('next', { mode: 'backtest' })]);
  await keep(root, 'next');
  expect(recordsOf(root, 'died')).toEqual(numbers(records));
});

/** More than is read at a time. */
function aLongRun(name: string): WrittenRecord[] {
  const script = new RunScript(1, ['random']);
  for (let i = 0; i < 10_000; i++) script.skip('no_favorite_that_could_be_bought');
  return [begunRun(name), ...script.journal];
}

const late = (root: string) => new LateLogs({ root, run: 'none', others: [] });

test('of two desks that start at once one brings a run that died to its end', async () => {
  const root = temporaryFolder();
  const records = aLongRun('died');
  journal(root, 'died', records);
  const both = [late(root), late(root)];
  const early = late(root);
  while ((await Promise.all(both.map((one) => one.step()))).some((hasMore) => hasMore));
  expect(recordsOf(root, 'died')).toEqual(numbers(records));
  // One that looked before all was logged finds, when its turn comes, that it is.
  while (await early.step());
  expect(recordsOf(root, 'died')).toEqual(numbers(records));
});

test('a run that a desk takes for dead as it begins is logged once, and goes on', async () => {
  const root = temporaryFolder();
  const records = aLongRun('begins');
  journal(root, 'begins', records.slice(0, 9_000));
  const other = late(root);
  await other.step();
  const own = new KeptLog({ root, run: 'begins' });
  // The other one has it.
  expect(await own.step()).toBe(false);
  await expect(own.finish()).rejects.toThrow(`process ${process.pid} logs the run`);
  while (await other.step());
  journal(root, 'begins', records.slice(9_000));
  await own.finish();
  expect(recordsOf(root, 'begins')).toEqual(numbers(records));
});

describe('a desk of another process', () => {
  const child = join(import.meta.dirname, '../../../test/support/late-logs-child.ts');

  /** Brings the runs of an archive a piece further, and holds them. */
  async function other(root: string): Promise<ChildProcess> {
    const begun = startChild(process.execPath, [child, root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(begun.stdout, 'data');
    return begun;
  }

  test('keeps what it has, and loses it when it dies', async () => {
    const root = temporaryFolder();
    const records = aLongRun('died');
    journal(root, 'died', records);
    const holder = await other(root);
    const some = recordsOf(root, 'died');
    expect(some).toEqual(numbers(some));
    const meanwhile = late(root);
    while (await meanwhile.step());
    expect(recordsOf(root, 'died')).toEqual(some);
    holder.kill('SIGKILL');
    await once(holder, 'close');
    const kept = late(root);
    while (await kept.step());
    expect(recordsOf(root, 'died')).toEqual(numbers(records));
    expect(existsSync(join(root, 'logged', 'died.lock'))).toBe(false);
  });
});

test('a journal whose end is torn is read for the log once', async () => {
  const root = temporaryFolder();
  const path = journal(root, 'died', aRun('died'));
  truncateSync(path, readFileSync(path).length - 5);
  const first = late(root);
  expect(await first.step()).toBe(true);
  while (await first.step());
  expect(await late(root).step()).toBe(false);
});
