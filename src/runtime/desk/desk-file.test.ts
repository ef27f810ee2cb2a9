import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  announceDesk,
  type DeskFile,
  forgetDesk,
  knownDesks,
  readDesks,
  runningDesks,
} from './desk-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydesk-desks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** No process has this number: Linux ends at 2 ** 22. */
const GONE = 2 ** 30;

const desk = (changes: Partial<DeskFile> = {}): DeskFile => ({
  name: 'paper-1',
  mode: 'paper',
  provenance: 'simulated',
  pid: process.pid,
  port: 4_000,
  token: 'a token',
  startedAt: 2,
  software: '1.0.0',
  ...changes,
});

test('a desk is known until it takes that back, and nobody else can read of it', async () => {
  const takeBack = await announceDesk(desk(), folder);
  expect((await stat(join(folder, `2-${process.pid}.json`))).mode & 0o777).toBe(0o600);
  expect(await runningDesks(folder)).toMatchObject([{ name: 'paper-1', token: 'a token' }]);
  await takeBack();
  expect(await knownDesks(folder)).toEqual([]);
});

test('a desk whose process is gone stays known until it is forgotten', async () => {
  await announceDesk(
    desk({ pid: GONE, owner: `${GONE} 1 0-a`, startedAt: 1, key: 'main' }),
    folder,
  );
  await announceDesk(desk(), folder);
  expect(await knownDesks(folder)).toMatchObject([
    { pid: GONE, key: 'main', isRunning: false },
    { pid: process.pid, isRunning: true },
  ]);
  expect(await runningDesks(folder)).toHaveLength(1);
  await forgetDesk({ pid: GONE, startedAt: 1 }, folder);
  expect(await knownDesks(folder)).toHaveLength(1);
});

test('a later process of the same number is not the desk', async () => {
  await announceDesk(desk({ owner: `${process.pid} 1 0-of-another-start` }), folder);
  await announceDesk(desk({ startedAt: 3 }), folder);
  expect((await knownDesks(folder)).map((one) => one.isRunning)).toEqual([false, true]);
});

test('a file that cannot be read is named, and left', async () => {
  const path = join(folder, '1-1.json');
  await writeFile(path, '{"name":');
  expect(await readDesks(folder)).toEqual({ desks: [], unreadable: [path] });
  expect(await readdir(folder)).toEqual(['1-1.json']);
});
