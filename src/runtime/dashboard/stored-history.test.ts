import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { begunRun, journal } from '../../../test/support/desk-store-rows.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { NOON, RunScript } from '../../../test/support/run-script.ts';
import type { Timestamp } from '../../domain/units.ts';
import {
  decisionSchema,
  fillSchema,
  profitSchema,
  tradeSchema,
} from '../../server/dashboard/history.ts';
import { rebuildStore, storePath } from '../store/kept-store.ts';
import { storedHistory } from './stored-history.ts';

const DAY = 86_400_000_000;

/** Trades that each win or lose, as the store has them. */
function kept(root: string, name: string, trades: number, at = NOON, changes = {}): void {
  const script = new RunScript(trades, ['random']);
  for (let i = 0; i < trades; i++) {
    script.trade({ token: 2 * i, price: 400_000, size: 5_000_000 });
    script.resolve(i, i % 2 === 0 ? 1_000_000 : 0);
  }
  const begun = begunRun(name, { at: at as Timestamp, ...changes });
  journal(root, name, [begun, ...script.journal]);
  rebuildStore(root, () => {});
}

test('every kind of row is told as it is described', async () => {
  const root = temporaryFolder();
  kept(root, 'one', 3);
  const history = storedHistory(root, () => NOON);
  const [decisions, fills, trades] = await Promise.all([
    history.decisions({ most: 10 }),
    history.fills({ most: 10 }),
    history.trades({ most: 10 }),
  ]);
  if (!decisions.ok || !fills.ok || !trades.ok) throw new Error('refused');
  for (const row of decisions.value.rows) decisionSchema.parse(row);
  for (const row of fills.value.rows) fillSchema.parse(row);
  for (const row of trades.value.rows) tradeSchema.parse(row);
  expect(fills.value.rows).toHaveLength(3);
  expect(trades.value.rows.map(({ state }) => state)).toEqual(['counted', 'counted', 'counted']);
});

test('pages go through all rows once, the newest run first', async () => {
  const root = temporaryFolder();
  kept(root, 'older', 3);
  kept(root, 'newer', 4, NOON + DAY);
  const history = storedHistory(root, () => NOON);
  for (const ask of [history.fills, history.trades, history.decisions]) {
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await ask({ most: 2, before });
      if (!page.ok) throw new Error(page.message);
      seen.push(...page.value.rows.map((row) => `${row.run} ${JSON.stringify(row)}`));
      before = page.value.next ?? undefined;
    } while (before !== undefined);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    expect(seen.map((text) => text.slice(0, 5))).toEqual([
      ...Array<string>(4).fill('newer'),
      ...Array<string>(3).fill('older'),
    ]);
  }
});

test('only rows are told of which all holds that was asked for', async () => {
  const root = temporaryFolder();
  kept(root, 'one', 3);
  const history = storedHistory(root, () => NOON);
  const all = await history.decisions({ most: 10 });
  if (!all.ok) throw new Error(all.message);
  const market = all.value.rows[0]?.market ?? '';
  const some = await history.decisions({ most: 10, market, kind: 'order' });
  expect(some.ok && some.value.rows.map((row) => row.market)).toEqual([market]);
  const none = await history.decisions({ most: 10, strategy: "random' OR 1 --" });
  expect(none).toMatchObject({ ok: true, value: { rows: [], next: null } });
});

test('a place that no page gave is refused', async () => {
  const root = temporaryFolder();
  kept(root, 'one', 1);
  const history = storedHistory(root, () => NOON);
  for (const before of ['x', 'W10', Buffer.from('["one","1"]').toString('base64url')]) {
    expect(await history.fills({ most: 1, before })).toMatchObject({ code: 'bad_question' });
  }
});

test('profit is told by period', async () => {
  const root = temporaryFolder();
  kept(root, 'one', 3);
  const soon = await storedHistory(root, () => NOON + 3_600_000_000).profit();
  const [strategy] = soon.ok ? soon.value.strategies : [];
  // 5 shares at 0.40: two of them pay 1, one nothing.
  expect(strategy?.all).toMatchObject({ net: 4_000_000, trades: 3, won: 2, cost: 6_000_000 });
  expect(strategy?.today).toEqual(strategy?.all);
  const later = await storedHistory(root, () => NOON + 8 * DAY).profit();
  const [late] = later.ok ? later.value.strategies : [];
  expect([late?.week.trades, late?.month.trades]).toEqual([0, 3]);
});

test('what was made of real prices and of invented ones is told apart', async () => {
  const root = temporaryFolder();
  kept(root, 'real', 3);
  const heard = { provenance: 'simulated', heardFrom: 'ws://127.0.0.1' };
  kept(root, 'invented', 1, NOON, { heard });
  const told = await storedHistory(root, () => NOON).profit();
  const { strategies } = profitSchema.parse(told.ok && told.value);
  expect(strategies.map(({ provenance, prices, all }) => [provenance, prices, all.trades])).toEqual(
    [
      ['simulated', 'live', 3],
      ['simulated', 'simulated', 1],
    ],
  );
});

test('an archive without a store has no history, and says so', async () => {
  const history = storedHistory(temporaryFolder(), () => NOON, 200);
  expect(await history.profit()).toMatchObject({ ok: false, code: 'no_history' });
});

test('a store whose file is there but not its tables is waited for as well', async () => {
  const root = temporaryFolder();
  // What SQLite leaves of a database that is opened, before its first transaction is over.
  writeFileSync(storePath(root), '');
  const asked = storedHistory(root, () => NOON).fills({ most: 10 });
  kept(root, 'one', 3);
  const fills = await asked;
  expect(fills.ok && fills.value.rows.length).toBe(3);
});

test('a store that comes a moment after the question is waited for', async () => {
  const root = temporaryFolder();
  const asked = storedHistory(root, () => NOON).fills({ most: 10 });
  kept(root, 'one', 3);
  const fills = await asked;
  expect(fills.ok && fills.value.rows.length).toBe(3);
});

test('an archive that has no store keeps only its first questions waiting', async () => {
  const history = storedHistory(temporaryFolder(), () => 0, 300);
  const waits: number[] = [];
  for (let question = 0; question < 20; question++) {
    const before = performance.now();
    expect(await history.profit()).toMatchObject({ code: 'no_history' });
    waits.push(performance.now() - before);
  }
  // Twenty that each waited would come to six seconds.
  expect(waits.reduce((sum, ms) => sum + ms)).toBeLessThan(20 * 300);
  expect(Math.max(...waits)).toBe(waits[0]);
});
