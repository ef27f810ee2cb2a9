// Whoever keeps the store is killed while it writes, many times; a later start has every row.
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { KeptStore, storePath } from '../../src/runtime/store/kept-store.ts';
import { readDeskStore } from '../../src/store/desk/desk-store.ts';
import { startChild } from '../support/children.ts';
import { begunRun, foldedRows, journal, storedRows } from '../support/desk-store-rows.ts';
import { temporaryFolder } from '../support/imported.ts';
import { RunScript } from '../support/run-script.ts';

const CHILD = join(import.meta.dirname, '..', 'support', 'store-child.ts');
const MARKETS = 400;
const KILLS = 6;

/** Runs the keeper for so long, then kills it. */
async function keepUntilKilled(root: string, ms: number): Promise<void> {
  const child = startChild(process.execPath, [CHILD, root, 'one']);
  await once(child.stdout, 'data');
  await wait(ms);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('after any death the next start brings all rows of the journal', async () => {
  const root = temporaryFolder();
  const script = new RunScript(MARKETS, ['random']);
  for (let i = 0; i < MARKETS; i++) {
    script.trade({ token: 2 * i, price: 400_000, size: 5_000_000, fee: i });
    script.resolve(i, i % 2 === 0 ? 1_000_000 : 0);
  }
  const records = [begunRun('one'), ...script.journal];
  const piece = Math.ceil(records.length / KILLS);
  const seen: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const next = records.slice(kill * piece, (kill + 1) * piece);
    const half = Math.floor(next.length / 2);
    journal(root, 'one', next.slice(0, half));
    const dying = keepUntilKilled(root, 20 + 15 * kill);
    for (const record of next.slice(half)) {
      journal(root, 'one', [record]);
      await wait(0);
    }
    await dying;
    seen.push(fillsIn(root));
  }
  const kept = new KeptStore({ root, run: 'one', others: [], onNews: () => {} });
  while (kept.step());
  kept.close();
  expect(storedRows(root)).toEqual(foldedRows(records));
  // It is no proof where nothing was written before.
  expect(Math.max(...seen)).toBeGreaterThan(0);
}, 60_000);

/** Whole batches: what a reader sees at any time. */
function fillsIn(root: string): number {
  return readDeskStore(storePath(root), (db) => {
    const fills = Number(db.prepare('SELECT count(*) AS n FROM fill').get()?.n);
    const filled = db.prepare("SELECT count(*) AS n FROM decision WHERE status = 'filled'").get();
    expect(fills).toBe(Number(filled?.n));
    return fills;
  });
}
