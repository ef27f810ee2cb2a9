import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { anOrder } from '../../../test/support/an-order.ts';
import { strategyRun } from '../../../test/support/backtest-options.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import type { MarketIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import { lineOf } from '../../store/journal/journal-text.ts';
import { readRun } from './read-run.ts';
import { RunJournal, type RunJournalOptions, runJournalPath } from './run-journal.ts';
import { runBegun } from './written-run.ts';

const at = 1_776_081_600_000_000 as Timestamp;
const ended = { at, hash: 'abc', datasets: [], fault: undefined };

function begin(root: string, wishes: Partial<RunJournalOptions> = {}) {
  const begun = runBegun({ name: 'one', mode: 'paper', at }, strategyRun(root, 'random'));
  const path = runJournalPath(root, 'one');
  return RunJournal.begin({ path, begun, onTrouble: () => {}, ...wishes });
}

const reason = { code: 'edge', numbers: { edge: 12_000, none: Number.NaN, all: -Infinity } };
const order = { ...anOrder({ expiresAt: at }), reason };
const entries = [
  { kind: 'Submitted', at, command: order },
  {
    kind: 'Denied',
    at,
    command: order,
    code: 'no',
    message: 'none',
  },
  { kind: 'Skipped', at, strategy: 0, market: 1, reason },
  { kind: 'Forecasted', at, strategy: 0, market: 1, probability: 1 / 3, mid: 310_000, model: 'm' },
  { kind: 'MarketClosed', at, market: 1 },
] as unknown as JournalEntry[];

test('a run is read as it was written, numbers that are none included', async () => {
  const root = temporaryFolder();
  const journal = await begin(root);
  for (const entry of entries) journal.append(entry);
  await journal.close(ended);
  expect(await readRun(journal.path)).toMatchObject({
    ok: true,
    value: {
      begun: { mode: 'paper', choice: { capital: 1_000_000_000 }, data: { root } },
      entries,
      ended: { hash: 'abc' },
    },
  });
  expect(readFileSync(journal.path, 'utf8')).not.toContain(root);
  expect(existsSync(`${journal.path}.reserve`)).toBe(false);
});

test('what a crash cut off is passed over, what is damaged is refused by its place', async () => {
  const journal = await begin(temporaryFolder());
  for (const entry of entries) journal.append(entry);
  await journal.close(undefined);
  const { path } = journal;
  appendFileSync(path, '01234567 6 {"kind":"Run');
  expect(await readRun(path)).toMatchObject({ ok: true, value: { entries, ended: undefined } });
  writeFileSync(path, readFileSync(path, 'utf8').replace('"edge"', '"edga"'));
  const refused = await readRun(path);
  expect(refused).toMatchObject({ ok: false, code: 'journal_damaged' });
  expect(refused.ok ? '' : refused.message).toMatch(/line 2 /);
});

test('what is not a run is refused', async () => {
  const folder = temporaryFolder();
  expect(await readRun(join(folder, 'none'))).toMatchObject({ code: 'no_journal' });
  expect(await readRun(folder)).toMatchObject({ code: 'no_journal' });
  writeFileSync(join(folder, 'text'), 'anything');
  expect(await readRun(join(folder, 'text'))).toMatchObject({ code: 'not_a_run' });
});

test('a journal of another run stays, unless it may be replaced', async () => {
  const root = temporaryFolder();
  await (await begin(root)).close(ended);
  await expect(begin(root)).rejects.toMatchObject({ code: 'dataset_exists', exitCode: 3 });
  await (await begin(root, { replaces: true })).close(undefined);
  expect(await readRun(runJournalPath(root, 'one'))).toMatchObject({ value: { ended: undefined } });
});

test('one that cannot be written is told once, and the run goes on', async () => {
  const troubles: string[] = [];
  const root = temporaryFolder();
  mkdirSync(dirname(runJournalPath(root, 'one')));
  const journal = await begin(root, { onTrouble: (text) => troubles.push(text) });
  await journal.close(undefined);
  for (const entry of entries) journal.append(entry);
  await journal.close(ended);
  expect(troubles).toEqual([expect.stringMatching(/one\.journal .*cannot be replayed/)]);
});

test('what it heard late of its books is read beside the entries', async () => {
  const journal = await begin(temporaryFolder());
  const gap = {
    market: 1 as MarketIndex,
    from: (at - 5) as Timestamp,
    at,
    reason: 'stale',
  } as const;
  journal.beside({ kind: 'GapHeard', ...gap });
  journal.append(entries[0] as JournalEntry);
  await journal.close(ended);
  const read = await readRun(journal.path);
  expect(read).toMatchObject({ value: { lateGaps: [gap], entries: [entries[0]] } });
});

test('what is written beside is no entry, and journals without it are read as ever', async () => {
  const root = temporaryFolder();
  const journal = await begin(root);
  journal.beside({ kind: 'Noticed', at, code: 'disk_low', message: 'make room' });
  for (const entry of entries) journal.append(entry);
  journal.beside({ kind: 'Noticed', at, code: 'disk_low', message: 'make room' });
  await journal.close(ended);
  const { path } = journal;
  expect(await readRun(path)).toMatchObject({ ok: true, value: { entries } });
  const [first = '', ...rest] = readFileSync(path, 'utf8').split('\n');
  const begun = JSON.parse(first.slice(first.indexOf('{')));
  const written = (version: number) => {
    const line = lineOf(1, JSON.stringify({ ...begun, version }));
    writeFileSync(path, `${line}${rest.join('\n')}`);
  };
  written(1);
  expect(await readRun(path)).toMatchObject({ ok: true, value: { entries } });
  written(5);
  expect(await readRun(path)).toMatchObject({ code: 'other_version' });
});
