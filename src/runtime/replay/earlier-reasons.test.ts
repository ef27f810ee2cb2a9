// A strategy gives a parameter, a code and a number other names: runs of before are read still.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { strategyRun } from '../../../test/support/backtest-options.ts';
import { writeRecording } from '../../../test/support/made-up-recording.ts';
import { replayOf } from '../../../test/support/replayed.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { importInto } from '../archive.ts';
import { backtest } from '../backtest.ts';
import { RunJournal } from './run-journal.ts';
import { runBegun } from './written-run.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'polydesk-earlier-'));
const at = 1_776_081_600_000_000 as Timestamp;

beforeAll(async () => {
  await writeRecording(join(root, 'recording'), 2);
  await importInto(root, join(root, 'recording'), 'made-up', () => {});
});
afterAll(() => rmSync(root, { recursive: true }));

type Names = { readonly parameter: string; readonly code: string; readonly number: string };
const THEN: Names = { parameter: 'mostLooks', code: 'look_taken', number: 'looks' };
const TODAY: Names = { parameter: 'mostViews', code: 'view_taken', number: 'views' };
const earlierNames = { mostViews: 'mostLooks', view_taken: 'look_taken', views: 'looks' };

/** Skips so often as its parameter says, telling how often it has. */
function looker({ parameter, code, number }: Names): StrategyDefinition {
  return {
    name: 'looker',
    summary: '',
    parameters: { [parameter]: { kind: 'integer', default: 3, summary: '' } },
    create: (parameters) => {
      let count = 0;
      return {
        onBook: (market, _view, desk) => {
          if (count === parameters[parameter]) return;
          desk.skip(market, { code, numbers: { [number]: ++count, last: 1 } });
        },
      };
    },
  };
}

async function journalOf(definition: StrategyDefinition, parameter: string) {
  const choice = { name: 'looker', definition, parameters: { [parameter]: 5 } };
  const run = { ...strategyRun(root, 'do-nothing'), strategies: [choice] };
  const path = join(root, `${parameter}.journal`);
  const begun = runBegun({ name: 'one', mode: 'backtest', at }, run);
  const journal = await RunJournal.begin({ path, begun, replaces: true, onTrouble: () => {} });
  const played = await backtest(run);
  for (const entry of played.journal) journal.append(entry);
  const { hash } = played;
  await journal.close({ at, hash, datasets: [], fault: undefined });
  return { path, hash };
}

test('a run of before is replayed to its hash, and told in the names of today', async () => {
  const { path, hash } = await journalOf(looker(THEN), 'mostLooks');
  const { replayed } = await replayOf(path, [{ ...looker(TODAY), earlierNames }]);
  expect(replayed).toMatchObject({ isSame: true, hash, difference: undefined });
  const reasons = replayed.decisions.map(({ reason }) => reason);
  expect(reasons).toHaveLength(5);
  expect(reasons[4]).toEqual({ code: 'view_taken', numbers: { views: 5, last: 1 } });
});

test('a run of today is held against the names of today', async () => {
  const { path, hash } = await journalOf(looker(TODAY), 'mostViews');
  const now = { ...looker(TODAY), earlierNames };
  expect((await replayOf(path, [now])).replayed).toMatchObject({ isSame: true, hash });
});

test('a name that it never had is a difference, as ever', async () => {
  const { path } = await journalOf(looker(THEN), 'mostLooks');
  const { views: _, ...fewer } = earlierNames;
  const now = { ...looker(TODAY), earlierNames: fewer };
  expect((await replayOf(path, [now])).replayed).toMatchObject({
    isSame: false,
    difference: { run: { reason: { numbers: { looks: 1 } } } },
  });
});
