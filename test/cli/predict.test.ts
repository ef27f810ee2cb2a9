// What strategies think, asked of an exchange on this machine and of a recorded moment.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { importInto } from '../../src/runtime/archive.ts';
import { temporaryFolder } from '../support/imported.ts';
import { serveExchange } from '../support/local-exchange.ts';
import { writeRecording } from '../support/made-up-recording.ts';
import { endOf, polydesk, startPolydesk } from '../support/run-command.ts';

vi.setConfig({ testTimeout: 120_000 });

type Told = {
  readonly source: string;
  readonly at: number;
  readonly windows: readonly {
    readonly market: string;
    readonly secondsLeft: number;
    readonly quoted: { readonly bid: string; readonly ask: string };
    readonly opinions: readonly {
      readonly strategy: string;
      readonly code: string;
      readonly wouldBuy: string | null;
      readonly numbers: Readonly<Record<string, number>>;
    }[];
  }[];
};

const leftBehind = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('polydesk-predict'));

test('on an exchange: each strategy of each open window, and nothing is left behind', async () => {
  const { exchange } = await serveExchange({ frames: ['4h'], tradesPerMinute: 60 });
  onTestFinished(() => exchange.stop());
  const home = temporaryFolder();
  const before = leftBehind();
  const ask = (...more: readonly string[]) =>
    endOf(
      startPolydesk(
        ['predict', '--exchange', exchange.base, '--frame', '4h', '--seconds', '3', ...more],
        { cwd: home, env: { HOME: home } },
      ),
    );
  const { status, said } = await ask('late-favourite', 'momentum', '--verbose');
  expect(status).toBe(0);
  expect(said).toMatch(/SIMULATED, at an exchange on this machine. Nothing is traded\./);
  expect(said).toMatch(/^btc-updown-4h-\d+ .* late-favourite /m);
  expect(said).toMatch(/ momentum +– +– +/);
  const json = await ask('late-favourite', '--json', '--watch', '--seconds', '7');
  const [line] = json.said.split('\n').filter((text) => text.startsWith('{'));
  const told = JSON.parse(line ?? '') as Told;
  expect(told.source).toBe('exchange');
  expect(told.windows.map(({ opinions }) => opinions.map(({ strategy }) => strategy))).toEqual([
    ['late-favourite'],
  ]);
  expect(readdirSync(home)).toEqual([]);
  expect(leftBehind()).toEqual(before);
});

test('offline it ends with 4 and says what it could not reach', () => {
  const words = ['predict', '--exchange', 'http://127.0.0.1:9', '--seconds', '1'];
  const { status, stderr } = polydesk(words);
  expect(stderr).toMatch(/no book was heard: no market is known yet.*RTDS is not open/);
  expect(status).toBe(4);
});

test('of a recorded moment it says what was thought then, whatever came later', async () => {
  const folder = temporaryFolder();
  const archives = [1, 3].map((markets) => join(folder, `archive-${markets}`));
  for (const [i, markets] of [1, 3].entries()) {
    const recording = join(folder, `recording-${markets}`);
    await writeRecording(recording, markets);
    await importInto(archives[i] as string, recording, undefined, () => {});
  }
  const ask = (archive: string, at: string, ...more: readonly string[]) =>
    polydesk(['predict', '--data', archive, '--at', at, ...more], { cwd: folder });
  const [short, long] = archives.map((archive) => ask(archive, '2026-04-13T12:04:25Z', '--json'));
  expect(short?.status).toBe(0);
  expect(long?.stdout).toBe(short?.stdout);
  const told = JSON.parse(short?.stdout ?? '') as Told;
  const [window] = told.windows;
  expect(window).toMatchObject({ market: 'btc-updown-5m-1776081600', secondsLeft: 35 });
  const favorite = window?.opinions.find(({ strategy }) => strategy === 'late-favourite');
  expect(favorite).toMatchObject({ code: 'favorite', numbers: { secondsIntoWindow: 5 } });
  const second = ask(archives[1] as string, '2026-04-13T12:06:00Z', 'late-favourite');
  expect(second.stdout).toMatch(/btc-updown-5m-1776081900 +4 min .* its window in 3 min 20 s/);
  const none = ask(archives[0] as string, '2026-04-13T13:00:00Z');
  expect(none.stderr).toMatch(/no window of .* is open at 2026-04-13 13:00:00 UTC/);
  expect(none.status).toBe(3);
});

test('what was learned before is asked with, and needs to be there', async () => {
  const folder = temporaryFolder();
  const recording = join(folder, 'recording');
  await writeRecording(recording, 2);
  const archive = join(folder, 'archive');
  await importInto(archive, recording, undefined, () => {});
  const at = ['--data', archive, '--at', '2026-04-13T12:04:25Z', '--json'];
  const none = polydesk(['predict', 'ml', ...at, '--learned', join(archive, 'learned', 'ml')]);
  expect(none.stderr).toMatch(/none of these strategies has learned anything in/);
  expect(none.status).toBe(3);
  expect(polydesk(['train', 'ml', '--data', archive]).status).toBe(0);
  const taught = polydesk(['predict', 'ml', ...at, '--learned', join(archive, 'learned', 'ml')]);
  expect(taught.status).toBe(0);
  // It was learned from later windows than this one: it must say so, and decide nothing by it.
  const [window] = (JSON.parse(taught.stdout) as Told).windows;
  expect(window?.opinions[0]?.wouldBuy).toBeNull();
  const other = polydesk([
    ...['predict', 'ml', '--exchange', 'http://127.0.0.1:9', '--seconds', '1'],
    ...['--learned', join(archive, 'learned', 'ml')],
  ]);
  expect(other.stderr).toMatch(/is of recorded markets, and these are simulated/);
  expect(other.status).toBe(3);
});

test.each([
  [['--data', 'x'], '--data is about a recorded moment'],
  [['--at', '2026-04-13', '--watch'], '--watch is about what is heard now'],
  [['no-such-strategy'], 'there is no strategy "no-such-strategy"'],
])('wrong usage ends with 2: %o', (words, what) => {
  const { status, stderr } = polydesk(['predict', ...words]);
  expect(stderr).toContain(what);
  expect(status).toBe(2);
});
