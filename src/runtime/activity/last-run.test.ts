import { utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { NOON, RunScript, SECOND } from '../../../test/support/run-script.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { RunJournal, runJournalPath } from '../replay/run-journal.ts';
import type { RunBegun } from '../replay/written-run.ts';
import { lastRun } from './last-run.ts';

const slug = `btc-updown-5m-${NOON / SECOND}`;
const seconds = (after: number) => (NOON + after * SECOND) as Timestamp;

/** Writes a run of one strategy; `endedAt` undefined: it came to no end. `worth`: by seconds. */
async function written(
  root: string,
  name: string,
  entries: readonly unknown[],
  endedAt?: Timestamp,
  worth: readonly (readonly [number, number])[] = [],
  mode: 'paper' | 'live' = 'paper',
): Promise<void> {
  const begun = {
    ...{ kind: 'RunBegun', version: 1, at: seconds(0), name, mode, choice: {} },
    ...{ strategies: [{ name: 'alpha' }], data: { root }, heard: { provenance: 'simulated' } },
  } as unknown as RunBegun;
  const path = runJournalPath(root, name);
  const journal = await RunJournal.begin({ path, begun, onTrouble: (text) => expect.fail(text) });
  for (const entry of entries) journal.append(entry as JournalEntry);
  for (const [after, equity] of worth) {
    journal.beside({ kind: 'EquityKnown', at: seconds(after), equity: equity as Usd });
  }
  const end = endedAt && { at: endedAt, hash: 'x', datasets: [], fault: undefined };
  await journal.close(end);
}

const LISTED = { kind: 'MarketListed', at: seconds(0), market: 0, slug };

function skipAt(at: Timestamp): unknown {
  const script = new RunScript();
  script.skip('no_book', 0);
  return { ...script.journal[0], at };
}

test('a run that ended is told, without what its stop played to the ends of markets', async () => {
  const root = temporaryFolder();
  const closed = { kind: 'MarketClosed', at: seconds(300), market: 0 };
  await written(root, 'one', [LISTED, skipAt(seconds(240)), closed], seconds(100));
  const run = await lastRun(root);
  expect(run).toMatchObject({
    value: { name: 'one', provenance: 'simulated', isEnded: true, endedAt: seconds(100) },
  });
  const [alpha] = run.ok ? run.value.activity.strategies : [];
  expect(alpha).toMatchObject({ skipped: 0, silences: [{ code: 'open_at_end', markets: 1 }] });
});

test('one that came to no end is told as far as it was written', async () => {
  const root = temporaryFolder();
  await written(root, 'killed', [LISTED, skipAt(seconds(240))]);
  expect(await lastRun(root)).toMatchObject({
    value: {
      ...{ isEnded: false, endedAt: seconds(240) },
      activity: { strategies: [{ skipped: 1, silences: [] }] },
    },
  });
});

test('what it was worth is told as that was known last, with its own time', async () => {
  const root = temporaryFolder();
  const worth = [[10, 99_000_000] as const, [70, 101_500_000] as const];
  await written(root, 'worth', [LISTED], seconds(100), worth);
  const lastEquity = { at: seconds(70), value: 101_500_000 };
  expect(await lastRun(root)).toMatchObject({ value: { endedAt: seconds(100), lastEquity } });
  await written(root, 'newer', [LISTED], seconds(100));
  utimesSync(runJournalPath(root, 'worth'), 1, 1);
  expect(await lastRun(root)).toMatchObject({ value: { lastEquity: undefined } });
});

test('one that had left the venue is told as on paper: its money was no wallet’s', async () => {
  const root = temporaryFolder();
  const left = { kind: 'Operated', at: seconds(20), command: { kind: 'ToPaper' } };
  const worth = [[70, 101_500_000] as const];
  await written(root, 'live', [LISTED], seconds(100), worth, 'live');
  expect(await lastRun(root)).toMatchObject({ value: { mode: 'live' } });
  await written(root, 'left', [LISTED, left], seconds(100), worth, 'live');
  utimesSync(runJournalPath(root, 'live'), 1, 1);
  expect(await lastRun(root)).toMatchObject({ value: { mode: 'paper', lastEquity: {} } });
});

test('the newest is meant, and where there is none that is said', async () => {
  const root = temporaryFolder();
  expect(await lastRun(root)).toMatchObject({ ok: false, code: 'no_run' });
  await written(root, 'newer', [], seconds(1));
  await written(root, 'older', [], seconds(1));
  utimesSync(runJournalPath(root, 'older'), 1, 1);
  expect(await lastRun(root)).toMatchObject({ value: { name: 'newer' } });
  writeFileSync(runJournalPath(root, 'newest'), 'no journal');
  expect(await lastRun(root)).toMatchObject({ ok: false });
});
