// Recorded and invented markets never add up to one verdict.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archived, twoViews } from '../../test/support/archived.ts';
import { strategyRun } from '../../test/support/backtest-options.ts';
import { temporaryFolder } from '../../test/support/imported.ts';
import { replayOf } from '../../test/support/replayed.ts';
import type { Timestamp } from '../domain/units.ts';
import { backtest } from './backtest.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { train } from './learned/train.ts';
import { searchArchive } from './lookahead/search-archive.ts';
import { RunJournal } from './replay/run-journal.ts';
import { runBegun } from './replay/written-run.ts';

/** An archive with a market of the venue, one of a recorder of ours, and two that were invented. */
async function runOver(strategy: string, datasets?: readonly string[]): Promise<BacktestOptions> {
  const root = temporaryFolder();
  const add = async (name: string, provenance: 'live' | 'recorded' | 'simulated', start: number) =>
    archived(root, name, (writer) => twoViews(writer, `btc-${name}`, start), provenance);
  await add('books', 'recorded', 0);
  await add('own', 'live', 400);
  await add('demo-1', 'simulated', 800);
  await add('demo-2', 'simulated', 1_200);
  const run = strategyRun(root, strategy);
  return { ...run, data: { ...run.data, datasets, completeOnly: false } };
}

const MIXED = {
  code: 'mixed_provenance',
  exitCode: 3,
  message:
    'the chosen markets are recorded (books, own) and simulated (demo-1, demo-2), and no ' +
    'verdict mixes the two. Choose one kind by --dataset books,own or --dataset demo-1,demo-2',
};

test('a backtest, a search and a training of both are refused, with their names', async () => {
  const run = await runOver('late-favourite');
  await expect(backtest(run)).rejects.toMatchObject(MIXED);
  await expect(searchArchive(run, undefined)).rejects.toMatchObject(MIXED);
  await expect(train(await runOver('ml'))).rejects.toMatchObject(MIXED);
});

test('each kind alone is played, and what was invented is called so', async () => {
  const real = await backtest(await runOver('late-favourite', ['books', 'own']));
  expect(real.sources.map(({ provenance }) => provenance)).toEqual(['recorded', 'live']);
  const run = await runOver('late-favourite', ['demo-1', 'demo-2']);
  const { sources } = await backtest(run);
  expect(sources.map(({ provenance }) => provenance)).toEqual(['simulated', 'simulated']);
  const found = await searchArchive(run, undefined);
  expect(found).toMatchObject({ provenance: 'simulated', markets: [{}, {}] });
});

test('a run of before, which traded on both, is repeated and called mixed', async () => {
  const run = await runOver('do-nothing');
  const named = { name: 'old', mode: 'backtest', at: 0 as Timestamp } as const;
  const path = join(run.data.root, 'old.journal');
  const onTrouble = (text: string) => expect.fail(text);
  const journal = await RunJournal.begin({ path, begun: runBegun(named, run), onTrouble });
  await journal.close(undefined);
  const { replayed } = await replayOf(path);
  expect(replayed.mixed).toEqual({ real: ['books', 'own'], invented: ['demo-1', 'demo-2'] });
  expect(replayed.provenance).toBe('simulated');
});

test('markets of one kind are played where the archive holds both', async () => {
  const run = await runOver('late-favourite');
  const chosen = { ...run, data: { ...run.data, markets: ['btc-own'] } };
  const { sources } = await backtest(chosen);
  expect(sources.map(({ dataset }) => dataset)).toEqual(['own']);
});
