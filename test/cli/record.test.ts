import type { ChildProcess } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { segmentFolder } from '../../src/archive/frame-log/take-segments.ts';
import { METRIC_NAMES } from '../../src/server/metrics/metrics.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { serveExchange } from '../support/local-exchange.ts';
import { second, startLog } from '../support/made-up-log.ts';
import { endOf, polydesk, startPolydesk } from '../support/run-command.ts';

const RECORDER_NAMES = METRIC_NAMES.filter((name) => name.startsWith('polydesk_recorder_'));

test('record whose last take failed ends with 1 and says where the frames are', async () => {
  const root = temporaryFolder();
  const foreign = await startLog(temporaryFolder(), { dataset: 'other', session: 'z' });
  const frames = segmentFolder(root, 'exchange');
  await mkdir(frames, { recursive: true });
  copyFileSync(await foreign.stop(second(1)), join(frames, 'z-000001.frames'));
  const words = ['--to', root, '--exchange', 'http://127.0.0.1:9', '--for', '1'];
  const { status, stderr } = polydesk(['record', ...words]);
  expect(stderr).toMatch(/not all is in the archive: z-000001\.frames is a log of/);
  expect(stderr).toContain('The frames are kept');
  expect(stderr).not.toContain('Recorded into');
  expect(status).toBe(1);
});

/** What it tells at the port that it says, once it does. */
async function metricsOf(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const address = () => /Metrics at (http:\S+)\.\n/.exec(said)?.[1];
  await eventually(() => address() !== undefined);
  const answer = await fetch(address() as string);
  return answer.text();
}

test('collect records its cycles, waits for the winners of what is over, and ends', async () => {
  const { exchange } = await serveExchange({ frames: ['5m'], tradesPerMinute: 30, speed: 60 });
  onTestFinished(() => exchange.stop());
  const root = temporaryFolder();
  const at = ['--exchange', exchange.base, '--to', 'archive', '--frame', '5m'];
  const cycles = ['--cycles', '3', '--interval', '3', '--settle', '60', '--json'];
  const words = ['collect', ...at, ...cycles, '--metrics-port', '0'];
  const child = startPolydesk(words, { cwd: root, env: { HOME: root } });
  const ended = endOf(child);
  const metrics = await metricsOf(child);
  expect(metrics).toMatch(/^polydesk_info\{mode="record",provenance="simulated",/m);
  for (const name of RECORDER_NAMES) expect(metrics).toContain(`# HELP ${name} `);
  expect(metrics).toMatch(/^polydesk_recorder_faults\{provenance="simulated"\} 0$/m);
  const { status, said } = await ended;
  expect(status).toBe(0);
  const told = said.split('\n').filter((line) => line.startsWith('{'));
  const lines = told.map(
    (line) => JSON.parse(line) as { cycle: number; closed: number; recording: object },
  );
  expect(lines[0]?.recording).toMatchObject({ provenance: 'simulated' });
  expect(said).toContain('SIMULATED: it hears an exchange on this machine: nothing of it is real.');
  expect(lines.map(({ cycle }) => cycle)).toEqual([1, 2, 3]);
  expect(lines[2]?.closed).toBeGreaterThan(0);
  const [, over, decided] =
    /In all: \d+ markets, (\d+) over, (\d+) of them decided\./.exec(said) ?? [];
  expect(Number(over)).toBeGreaterThanOrEqual(lines[2]?.closed ?? 0);
  expect(Number(decided)).toBeGreaterThanOrEqual(lines[2]?.closed ?? 0);
  expect(said).not.toContain('without a winner');
  const info = polydesk(['archive', 'info', join(root, 'archive')]);
  expect(info.stdout).toMatch(/^Winners +[1-9]/m);
}, 120_000);
