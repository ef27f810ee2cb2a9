import { mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  begunRun,
  foldedRows,
  journal,
  storedRows,
} from '../../../test/support/desk-store-rows.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { runJournalPath } from '../replay/run-journal.ts';
import type { Alarm } from '../supervise/alarm.ts';
import type { LoopHealth } from '../supervise/supervised-loop.ts';
import { logFolder } from './kept-log.ts';
import { storePath } from './kept-store.ts';
import { StoreBehind } from './store-behind.ts';

function aRun(name = 'one') {
  const script = new RunScript(2, ['random']);
  script.trade({ token: 0, price: 400_000, size: 5_000_000 });
  script.resolve(0, 1_000_000);
  return [begunRun(name), ...script.journal];
}

function recordsIn(root: string, of: string): number {
  const texts = new DailyLog(logFolder(root)).files().map((path) => readFileSync(path, 'utf8'));
  return texts.join('').split(`"run":"${of}"`).length - 1;
}

const healthOf = ({ health }: StoreBehind) => health[0] as LoopHealth;

function behind(root: string) {
  const alarms: Alarm[] = [];
  const news: string[] = [];
  const store = new StoreBehind({
    root,
    run: 'one',
    others: [],
    onNews: (text) => news.push(text),
    onAlarm: (alarm) => alarms.push(alarm),
  });
  return { store, alarms, news };
}

test('when it has stopped, all of the journal is in the store', async () => {
  const root = temporaryFolder();
  const records = aRun();
  journal(root, 'one', records.slice(0, 2));
  const { store, alarms, news } = behind(root);
  journal(root, 'one', records.slice(2));
  await store.stop();
  expect(storedRows(root)).toEqual(foldedRows(records));
  expect([alarms, news]).toEqual([[], []]);
});

test('a store that cannot be written is counted and told, and written when it can be', async () => {
  const root = temporaryFolder();
  const records = aRun();
  journal(root, 'one', records);
  mkdirSync(storePath(root));
  const { store, alarms } = behind(root);
  await eventually(() => healthOf(store).failures > 0);
  expect(healthOf(store)).toMatchObject({ state: 'backing_off', failures: 1 });
  expect(alarms).toMatchObject([
    { code: 'loop_backing_off', message: expect.stringMatching(/store failed, again in/) },
  ]);
  rmdirSync(storePath(root));
  await eventually(() => healthOf(store).state === 'running');
  await store.stop();
  expect(alarms.at(-1)).toMatchObject({ code: 'loop_recovered' });
  expect(storedRows(root)).toEqual(foldedRows(records));
}, 20_000);

test('an earlier run that cannot be read holds up neither this one nor the others', async () => {
  const root = temporaryFolder();
  const records = aRun();
  journal(root, 'one', records.slice(0, 2));
  mkdirSync(runJournalPath(root, 'a-folder'), { recursive: true });
  journal(root, 'died', aRun('died'));
  const { store, alarms } = behind(root);
  const loop = (name: string) => store.health.find((one) => one.name === name);
  const late = ['store of earlier runs', 'log of earlier runs'];
  await eventually(() => late.every((name) => (loop(name)?.failures ?? 0) > 1));
  journal(root, 'one', records.slice(2));
  await eventually(() => recordsIn(root, 'one') === records.length);
  expect(recordsIn(root, 'died')).toBe(records.length);
  for (const name of late) expect(loop(name)?.message).toMatch(/EISDIR/);
  for (const name of ['store', 'log']) {
    expect(loop(name)).toMatchObject({ state: 'running', failures: 0 });
  }
  await store.stop();
  expect(new Set(storedRows(root).run?.map(({ run }) => run))).toEqual(new Set(['died', 'one']));
  expect(alarms.map(({ code }) => code)).toContain('loop_backing_off');
}, 20_000);

test('what is not in it at the end is told', async () => {
  const root = temporaryFolder();
  journal(root, 'one', aRun());
  mkdirSync(storePath(root));
  const { store, news } = behind(root);
  await store.stop();
  expect(healthOf(store).state).toBe('given_up');
  expect(news).toEqual([expect.stringMatching(/one is not all in store and log, the next start/)]);
});
