import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import {
  begunRun,
  foldedRows,
  journal,
  storedRows,
} from '../../../test/support/desk-store-rows.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { NOON, RunScript } from '../../../test/support/run-script.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { RunEnded } from '../replay/written-run.ts';
import { KeptStore, rebuildStore, runsBehind, storePath } from './kept-store.ts';
import type { WrittenRecord } from './run-fold.ts';

const at = NOON as Timestamp;
const ended: RunEnded = { kind: 'RunEnded', at, hash: 'abc', datasets: [], fault: undefined };

/** A run of a few trades, as its journal tells it. */
function aRun(name: string, trades = 3): WrittenRecord[] {
  const script = new RunScript(trades, ['random']);
  for (let i = 0; i < trades; i++) {
    script.trade({ token: 2 * i, price: 400_000, size: 5_000_000 });
    script.resolve(i, i % 2 === 0 ? 1_000_000 : 0);
  }
  return [begunRun(name), ...script.journal, ended];
}

function keep(root: string, run: string, others: readonly string[] = []) {
  const news: string[] = [];
  const kept = new KeptStore({ root, run, others, onNews: (text) => news.push(text) });
  const catchUp = () => {
    while (kept.step());
  };
  const catchUpLate = async () => {
    catchUp();
    while (await kept.stepLate());
  };
  return { kept, news, catchUp, catchUpLate };
}

test('follows a journal as it grows', () => {
  const root = temporaryFolder();
  const records = aRun('one');
  journal(root, 'one', records.slice(0, 3));
  const { kept, catchUp } = keep(root, 'one');
  catchUp();
  expect(storedRows(root)).toEqual(foldedRows(records.slice(0, 3)));
  journal(root, 'one', records.slice(3));
  catchUp();
  kept.close();
  expect(storedRows(root)).toEqual(foldedRows(records));
});

test('a record that is half written is taken when it is whole', () => {
  const root = temporaryFolder();
  const records = aRun('one');
  const path = journal(root, 'one', records);
  const whole = readFileSync(path);
  const { kept, catchUp } = keep(root, 'one');
  for (let bytes = 0; bytes < whole.length; bytes += 97) {
    writeFileSync(path, whole.subarray(0, bytes));
    catchUp();
  }
  writeFileSync(path, whole);
  kept.finish();
  kept.close();
  expect(storedRows(root)).toEqual(foldedRows(records));
});

test('runs that did not come to their end in it are taken in beside', async () => {
  const root = temporaryFolder();
  journal(root, 'before', aRun('before'));
  journal(root, 'elsewhere', aRun('elsewhere'));
  journal(root, 'one', aRun('one', 1));
  const { kept, catchUpLate } = keep(root, 'one', ['elsewhere']);
  await catchUpLate();
  kept.close();
  expect(storedRows(root).run?.map(({ run }) => run)).toEqual(['before', 'one']);
});

test('the journal of a backtest, and what is none, are left out', async () => {
  const root = temporaryFolder();
  const [begun, ...rest] = aRun('tried');
  journal(root, 'tried', [{ ...begun, mode: 'backtest' } as WrittenRecord, ...rest]);
  journal(root, 'one', aRun('one'));
  const { kept, catchUpLate } = keep(root, 'one');
  await catchUpLate();
  kept.close();
  expect(storedRows(root).run?.map(({ run }) => run)).toEqual(['one']);
});

test('a damaged journal is told, and what is before the damage is kept', async () => {
  const root = temporaryFolder();
  const records = aRun('before');
  const path = journal(root, 'before', records);
  const lines = readFileSync(path, 'utf8').split('\n');
  lines[4] = lines[4]?.replace('"buy"', '"bad"') ?? '';
  writeFileSync(path, lines.join('\n'));
  journal(root, 'one', aRun('one', 1));
  const { kept, news, catchUpLate } = keep(root, 'one');
  await catchUpLate();
  kept.close();
  expect(news).toEqual([expect.stringMatching(/before\.journal: record 5 .*is not in the store/)]);
  const { decision = [] } = storedRows(root);
  expect(decision.filter(({ run }) => run === 'before')).toMatchObject([{ status: 'filled' }]);
});

test('two that write the same run come to the same rows', () => {
  const root = temporaryFolder();
  const records = aRun('one', 6);
  const [first, second] = [keep(root, 'one'), keep(root, 'one')];
  for (const record of records) {
    journal(root, 'one', [record]);
    first.catchUp();
    second.catchUp();
  }
  first.catchUp();
  first.kept.close();
  second.kept.close();
  expect(storedRows(root)).toEqual(foldedRows(records));
});

test('a damaged store is moved aside, and made anew from all journals', async () => {
  const root = temporaryFolder();
  journal(root, 'before', aRun('before'));
  journal(root, 'one', aRun('one'));
  const early = keep(root, 'one');
  await early.catchUpLate();
  early.kept.close();
  const good = storedRows(root);
  writeFileSync(storePath(root), 'this was a store once'.repeat(400));
  const { kept, news, catchUpLate } = keep(root, 'one');
  await catchUpLate();
  kept.close();
  expect(news).toEqual([expect.stringMatching(/was damaged: it is made anew/)]);
  expect(storedRows(root)).toEqual(good);
  expect(readdirSync(root).some((name) => name.includes('.damaged-'))).toBe(true);
});

test('a store that this program must not write is told once, and nothing else happens', () => {
  const root = temporaryFolder();
  journal(root, 'one', aRun('one'));
  const db = new DatabaseSync(storePath(root));
  db.exec('PRAGMA user_version = 99; PRAGMA application_id = 0x5044534b;');
  db.close();
  const { kept, news, catchUp } = keep(root, 'one');
  catchUp();
  kept.finish();
  kept.close();
  expect(news).toEqual([expect.stringMatching(/version 99, .*Use the newer program/)]);
});

test('trades that contradict each other are told, the rest is there', () => {
  const root = temporaryFolder();
  const script = new RunScript(2, ['random']);
  const bought = script.trade({ token: 0, price: 500_000, size: 10 });
  script.trade({ token: 0, side: 'sell', price: 500_000, size: 10 });
  script.trade({ token: 2, price: 500_000, size: 10 });
  journal(root, 'one', [begunRun('one'), ...script.journal]);
  const { kept, news, catchUp } = keep(root, 'one');
  catchUp();
  const failed = { kind: 'FillSettled', order: bought.order, fillId: bought.id } as const;
  const event = { ...failed, settlement: 'failed', tsEvent: at, tsInit: at } as const;
  journal(root, 'one', [{ kind: 'Answered', at, event }]);
  catchUp();
  kept.close();
  expect(news).toEqual([expect.stringMatching(/trades in market 0 .*never held/)]);
  const { trade, fill } = storedRows(root);
  expect([trade?.length, fill?.length]).toEqual([1, 3]);
});

test('what cannot be written is written later, and no more is read until then', () => {
  const root = temporaryFolder();
  const records = aRun('one');
  journal(root, 'one', records.slice(0, 4));
  const { kept, catchUp } = keep(root, 'one');
  catchUp();
  journal(root, 'one', records.slice(4));
  const other = new DatabaseSync(storePath(root));
  other.exec('BEGIN IMMEDIATE');
  expect(() => kept.step()).toThrow(/locked/);
  other.exec('ROLLBACK');
  other.close();
  catchUp();
  kept.close();
  expect(storedRows(root)).toEqual(foldedRows(records));
});

test('a run whose last record was cut off is whole in the store when it was taken in', () => {
  const root = temporaryFolder();
  const path = journal(root, 'died', aRun('died'));
  writeFileSync(path, readFileSync(path).subarray(0, -5));
  rebuildStore(root, () => {});
  expect(runsBehind(root)).toEqual([]);
});
