// What a strategy learns from recordings is kept, gone on with, gone back to and forgotten.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { claim } from '../../src/locks/claim-file.ts';
import { lockText } from '../../src/locks/lock-owner.ts';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

// Each test starts whole processes, which a busy machine makes wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-train-'));
const run = (...words: string[]) => {
  const { status, stdout, stderr } = polydesk(words, { cwd: folder });
  return { status, stdout, said: stdout + stderr };
};
const file = (version: number) => join('archive', 'learned', 'ml', `ml.${version}.json`);

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), 12);
  expect(run('archive', 'import', 'recording', '--to', 'archive')).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('training makes a version, tells what was learned, and a backtest begins with it', () => {
  const trained = run('train', 'ml', '--data', 'archive', '--json', 'trained.json');
  expect(trained).toMatchObject({ status: 0 });
  expect(trained.said).toMatch(/^btc online-logistic: \d+ settled markets/m);
  const told = JSON.parse(readFileSync(join(folder, 'trained.json'), 'utf8'));
  expect(told).toMatchObject({ schema: 'polydesk.trained', version: 1, provenance: 'recorded' });
  expect(told.markets).toBeGreaterThan(0);
  const again = ['--data', 'archive', '--learned', file(1), '--json'];
  const report = JSON.parse(run('backtest', 'ml', ...again).stdout);
  expect(report.run.configuration.strategies[0].learned).toMatch(/^[0-9a-f]{64}$/);
  // All of it is of the future of the run: it decides nothing.
  expect(JSON.stringify(report)).toContain('learned_later');
});

test('a version is gone back to, and all are forgotten; numbers are not given twice', () => {
  expect(run('train', 'ml', '--data', 'archive')).toMatchObject({ status: 0 });
  const back = run('learned', 'ml', 'ml', '--to', 'archive', '--back-to', '1');
  expect(back.said).toContain('Version 3 is what version 1 was');
  const text = (version: number) => JSON.parse(readFileSync(join(folder, file(version)), 'utf8'));
  expect(text(3)).toMatchObject({ from: 'version 1', text: text(1).text });
  const listed = run('learned', '--to', 'archive');
  expect(listed.said.match(/^ml {2}ml \d/gm)).toHaveLength(3);
  expect(run('learned', 'ml', 'ml', '--to', 'archive', '--forget').said).toContain('3 versions');
  expect(run('learned', '--to', 'archive').said).toContain('Nothing was learned yet');
  expect(run('train', 'ml', '--data', 'archive').said).toContain('Version 4');
});

test('a model goes back to an earlier version of its own, in a new version of all', () => {
  const words = ['learned', 'ml', 'ml', '--to', 'archive', '--model'];
  const unknown = run(...words, 'eth', '--back-to', '1');
  expect(unknown).toMatchObject({ status: 3 });
  expect(unknown.said).toContain('there is no model of eth; known: btc');
  const same = run(...words, 'btc', '--back-to', '1');
  expect(same.said).toContain('version 1 of model btc is not earlier than 1');
});

test('nothing is changed of an account with which a run trades', async () => {
  const accounts = join(folder, 'archive', 'accounts');
  mkdirSync(accounts, { recursive: true });
  // A process that lives: this one.
  const lock = join(accounts, 'ml.json.lock');
  expect(await claim(lock, lockText())).toBeUndefined();
  const forget = run('learned', 'ml', 'ml', '--to', 'archive', '--forget');
  expect(forget).toMatchObject({ status: 3 });
  expect(forget.said).toContain(`process ${process.pid} uses the account ml`);
  expect(run('train', 'ml', '--data', 'archive')).toMatchObject({ status: 3 });
  expect(run('train', 'ml', '--data', 'archive', '--as', 'mine')).toMatchObject({ status: 0 });
  rmSync(lock);
  rmSync(join(folder, 'archive', 'learned', 'mine'), { recursive: true });
});

test('what is damaged is told by its place, and used for nothing', () => {
  writeFileSync(join(folder, 'broken.json'), '{"schema":"polydesk.learned"');
  const begun = run('backtest', 'ml', '--data', 'archive', '--learned', 'broken.json');
  expect(begun).toMatchObject({ status: 3 });
  expect(begun.said).toContain('broken.json is not as it was written');
  const unclear = run('learned', 'ml', '--to', 'archive', '--forget');
  expect(unclear).toMatchObject({ status: 2 });
});

test('a strategy that does not learn cannot be trained', () => {
  const trained = run('train', 'random', '--data', 'archive');
  expect(trained).toMatchObject({ status: 3 });
  expect(trained.said).toContain('strategy "random" does not learn');
});
