// The demo as a user starts it, and starts it again.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dollars, plural } from '../../src/report/format.ts';
import { lastRun } from '../../src/runtime/activity/last-run.ts';
import { startChild } from '../support/children.ts';
import { temporaryFolder } from '../support/imported.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

type Line = Readonly<Record<string, unknown>>;
type Ran = { readonly code: number | null; readonly lines: Line[]; readonly notes: string };

/** Runs the demo until it has told so many fills, then stops it as Ctrl-C does. */
function demoUntil(folder: string, fills: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const words = ['demo', '--dir', folder, '--json', '--for', '55'];
    const child = startChild(process.execPath, [main, ...words], { cwd: folder });
    const lines: Line[] = [];
    let [rest, notes] = ['', ''];
    child.stderr.on('data', (text) => {
      notes += text;
    });
    child.stdout.on('data', (text) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) lines.push(JSON.parse(part) as Line);
      const told = lines.filter(({ kind }) => kind === 'fill').length;
      if (told >= fills && !child.killed) child.kill('SIGINT');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, lines, notes }));
  });
}

const stateIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as {
    readonly cash: number;
    readonly runs: number;
    readonly positions: readonly { readonly token: string }[];
  };

test('trades by itself within a minute, stops cleanly, goes on where it stopped', async () => {
  const folder = temporaryFolder();
  const first = await demoUntil(folder, 3);
  expect(first.notes).toMatch(/SIMULATED: exchange, prices, traders and money are invented/);
  expect(first.code).toBe(130);
  // The last line is the report, which tells where its data come from.
  const [report, ...told] = [...first.lines].reverse();
  expect(told.filter(({ provenance }) => provenance !== 'simulated')).toEqual([]);
  expect(report).toMatchObject({ schema: 'polydesk.report' });
  expect(JSON.stringify(report)).toContain('"provenance":"simulated"');
  const stopped = stateIn(folder);
  expect(stopped).toMatchObject({ runs: 1, provenance: 'simulated' });
  expect(stopped.positions.length).toBeGreaterThan(0);
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('simulated');

  const second = await demoUntil(folder, 1);
  expect(second.code).toBe(130);
  // The same token held by two strategies is one position.
  const held = plural(new Set(stopped.positions.map(({ token }) => token)).size, 'position');
  const before = `${dollars(stopped.cash)} dollars, ${held}`;
  expect(second.notes).toContain(`Going on where it stopped: ${before}.`);
  expect(stateIn(folder).runs).toBe(2);
}, 150_000);

test('a reader that has seen enough ends it calmly: account and report stand', async () => {
  const folder = temporaryFolder();
  const words = [main, 'demo', '--dir', folder, '--json', '--for', '55'];
  const child = startChild(process.execPath, words, { cwd: folder });
  let notes = '';
  child.stderr.on('data', (text) => {
    notes += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'close');
  expect(notes).toContain('nobody reads what it says any more');
  expect(code).toBe(1);
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('simulated');
  expect(stateIn(folder).runs).toBe(1);
  const run = await lastRun(join(folder, 'archive'));
  expect(run).toMatchObject({ ok: true, value: { isEnded: true, fault: undefined } });
}, 90_000);

test('a world that is more than a week old is not gone on with, and that is said', async () => {
  const folder = temporaryFolder();
  const WEEK_MS = 7 * 86_400_000;
  const position = { token: '1', market: 'btc-updown-5m-1', strategy: 0, shares: 5, cost: 2 };
  const old = {
    provenance: 'simulated',
    seed: 3,
    beganAt: (Date.now() - WEEK_MS - 60_000) * 1_000,
    runs: 9,
    cash: 812_340_000,
    nextOrder: 77,
    positions: [position],
  };
  writeFileSync(join(folder, 'demo.json'), JSON.stringify(old));
  const { code, notes } = await demoUntil(folder, 1);
  expect(code).toBe(130);
  expect(notes).toContain(
    'Its world is more than a week old: a new one begins, with 812.34 dollars; ' +
      '1 position of the old one gone.',
  );
  expect(notes).not.toContain('Going on');
  expect(stateIn(folder)).toMatchObject({ runs: 10, seed: 4 });
}, 90_000);
