// `markets scan` as a user runs it, killed between two pages and run again.
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { verifyArchive } from '../../src/archive/verify-archive.ts';
import { startChild } from '../support/children.ts';
import { decided, GammaServer } from '../support/gamma-server.ts';
import { HttpServer } from '../support/http-server.ts';
import { temporaryFolder } from '../support/imported.ts';

vi.setConfig({ testTimeout: 120_000 });

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

let http: HttpServer;
afterEach(() => http.close());

/** Runs the command while this process answers; `kill` is asked after each answer. */
async function polydesk(words: readonly string[], kill: () => boolean = () => false) {
  const child = startChild(process.execPath, [MAIN, ...words]);
  let stdout = '';
  child.stdout.on('data', (text) => {
    stdout += String(text);
  });
  const watch = setInterval(() => {
    if (kill()) child.kill('SIGKILL');
  }, 5);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  return { code, stdout };
}

test('killed and run again, a scan asks for no page twice and loses no row', async () => {
  http = await HttpServer.open();
  const gamma = new GammaServer(10);
  for (let id = 1; id <= 60; id++) gamma.list(id);
  for (let id = 61; id <= 65; id++) gamma.list(id, decided(['1', '0']));
  // An exchange at one address has Gamma in a folder.
  http.answer = (request) =>
    gamma.answer({ ...request, path: request.path.replace(/^\/gamma/, '') });
  const root = temporaryFolder();
  const words = ['markets', 'scan', '--to', root, '--exchange', http.base, '--json'];
  const killed = await polydesk(words, () => gamma.listings.length >= 4);
  expect(killed).toEqual({ code: null, stdout: '' });
  const asked = gamma.listings.length;
  const { code, stdout } = await polydesk(words);
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    dataset: 'exchange-catalogue',
    ended: 'done',
    markets: 65,
    resolutions: 5,
    states: { trading: 60, resolved: 5 },
  });
  // The page that was on its way when it was killed comes once more, at most.
  expect(report.calls).toBeLessThanOrEqual(7 - asked + 1);
  expect(report.callsToday).toBeLessThanOrEqual(8);
  const searched = await polydesk(['markets', '--data', root, '--state', 'resolved', '--json']);
  expect(JSON.parse(searched.stdout)).toMatchObject({ found: 5, read: 65 });
  const info = await polydesk(['archive', 'info', root]);
  expect(info.stdout).toContain('65, 5 resolved, 60 trading; facts, no events');
  expect((await verifyArchive(root))[0]?.ok).toBe(true);
});

test('what cannot be reached is told, with the code that scripts rely on', async () => {
  http = await HttpServer.open();
  http.answer = () => ({ status: 404, body: '{}' });
  const root = temporaryFolder();
  const words = ['markets', 'scan', '--to', root, '--exchange', http.base, '--json'];
  const { code, stdout } = await polydesk(words);
  expect(code).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject({ ended: 'failed', rows: 0, dataset: null });
});
