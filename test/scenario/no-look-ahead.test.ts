// Every shipped strategy, searched for a look ahead on invented windows.
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { importInto } from '../../src/runtime/archive.ts';
import { searchArchive } from '../../src/runtime/lookahead/search-archive.ts';
import { offerStrategies } from '../../src/runtime/strategies.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { temporaryFolder } from '../support/imported.ts';
import { writeRecording } from '../support/made-up-recording.ts';

// A recording is written, imported and played many times.
vi.setConfig({ testTimeout: 120_000 });

/** A quarter of a second on each way: decisions rest on rows that are older than they. */
const LATENCY = { feed: 250_000, entry: 250_000, response: 250_000 };

test('no shipped strategy decides by what comes later', async () => {
  const folder = temporaryFolder();
  await writeRecording(join(folder, 'recording'), 3);
  const root = join(folder, 'archive');
  await importInto(root, join(folder, 'recording'), undefined, () => {});
  const offered = offerStrategies([]);
  if (!offered.ok) throw new Error(offered.message);
  const leaks: unknown[] = [];
  let checked = 0;
  for (const { definition } of offered.value) {
    for (const latency of [LATENCY, { feed: 0, entry: 0, response: 0 }]) {
      const run = { ...strategyRun(root, definition.name), latency };
      const one = await searchArchive(run, 6);
      if (one.leak !== undefined) leaks.push([definition.name, one.leak]);
      checked += one.checked;
    }
  }
  expect(leaks).toEqual([]);
  // The strategies that were there when this was written decide at 60 and more of the times tried.
  expect(checked).toBeGreaterThan(60);
});
