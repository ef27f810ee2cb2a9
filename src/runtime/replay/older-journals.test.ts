// Journals of before what is measured of a run was written down, made of one of today.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { strategyRun } from '../../../test/support/backtest-options.ts';
import { writeRecording } from '../../../test/support/made-up-recording.ts';
import { replayOf } from '../../../test/support/replayed.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import { DecisionLog } from '../../engine/decision-log.ts';
import { importInto } from '../archive.ts';
import { backtest } from '../backtest.ts';
import { RunJournal } from './run-journal.ts';
import { type RunBegun, runBegun } from './written-run.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'polydesk-older-'));
const run = strategyRun(root, 'random', { size: '6' });
const at = 1_776_081_600_000_000 as Timestamp;
const MEASURED: readonly string[] = ['FillFollowed', 'RewardSampled'];
let entries: readonly JournalEntry[];

beforeAll(async () => {
  await writeRecording(join(root, 'recording'), 2);
  await importInto(root, join(root, 'recording'), 'made-up', () => {});
  entries = (await backtest(run)).journal;
});
afterAll(() => rmSync(root, { recursive: true }));

/** As a program of that version wrote it. */
async function written(version: RunBegun['version'], kept: readonly JournalEntry[]) {
  const path = join(root, `${version}.journal`);
  const begun = { ...runBegun({ name: 'one', mode: 'backtest', at }, run), version };
  const journal = await RunJournal.begin({ path, begun, replaces: true, onTrouble: () => {} });
  const log = new DecisionLog(journal);
  for (const entry of kept) log.append(entry);
  await journal.close({ at, hash: log.digest(), datasets: [], fault: undefined });
  return { path, hash: log.digest() };
}

const withoutMeasured = () => entries.filter(({ kind }) => !MEASURED.includes(kind));

test('one without what is measured is replayed to its end, by what it has', async () => {
  const kept = withoutMeasured();
  expect(kept.length).toBeLessThan(entries.length);
  for (const version of [1, 2] as const) {
    const { path, hash } = await written(version, kept);
    const { replayed } = await replayOf(path);
    const whole = { written: kept.length, repeated: kept.length, difference: undefined };
    expect(replayed).toMatchObject({ isSame: true, hash, ...whole });
  }
});

test('one that has it already is held against all of it', async () => {
  const { path, hash } = await written(2, entries);
  expect((await replayOf(path)).replayed).toMatchObject({ isSame: true, hash });
});

test('what else it lacks is a difference still, named by its place', async () => {
  const kept = withoutMeasured();
  const last = kept.findLastIndex(({ kind }) => kind === 'Answered');
  const { path } = await written(2, kept.toSpliced(last, 1));
  expect((await replayOf(path)).replayed).toMatchObject({
    isSame: false,
    difference: { entry: last + 1, replay: kept[last] },
  });
});

test('one of today must have it', async () => {
  const first = entries.findIndex(({ kind }) => MEASURED.includes(kind));
  const { path } = await written(3, withoutMeasured());
  expect((await replayOf(path)).replayed).toMatchObject({
    isSame: false,
    difference: { entry: first + 1, replay: { kind: 'FillFollowed' } },
  });
});
