// The files that run it for good keep their word: their commands parse, and a desk that trades live
// is never started again by itself.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from './support/children.ts';
import { refusal } from './support/empty-program.ts';
import { temporaryFolder } from './support/imported.ts';
import { endOf } from './support/run-command.ts';

const FOLDER = join(import.meta.dirname, '..', 'deploy');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const UNITS = globSync('*.service', { cwd: FOLDER }).sort();

/** What a unit says under a name, as often as it does. */
function saidIn(unit: string, name: string): string[] {
  return [...read(unit).matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, text = '']) => text);
}

/** The words behind the program in a line of a shell or of a unit. */
function wordsIn(line: string): string[][] {
  return [...line.matchAll(/src\/cli\/main\.ts ([^'"<\n]+)/g)].map(([, words = '']) =>
    words.trim().split(/\s+/),
  );
}

/** The services of the compose file, each as its lines. */
const SERVICES = new Map(
  (read('compose.yaml').split(/^(?:services|secrets):$/m)[1] ?? '')
    .split(/^ {2}(?=\w+:$)/m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf(':')), text] as const),
);

function settingOf(service: string, name: string): string {
  return new RegExp(`^ {4}${name}: (.*)$`, 'm').exec(SERVICES.get(service) ?? '')?.[1] ?? '';
}

const COMMANDS = [
  ...UNITS.flatMap((unit) =>
    wordsIn(read(unit)).map((words) => ({ where: unit, words: words as readonly string[] })),
  ),
  ...[...SERVICES.keys()].map((where) => ({
    where,
    words: settingOf(where, 'command').split(' '),
  })),
];

test.each(COMMANDS)('$where: the program takes $words', async ({ words }) => {
  expect(await refusal(words)).toBeUndefined();
});

test('every desk is named here, and a command that is wrong is found', async () => {
  expect(UNITS).toEqual([
    'polydesk-live.service',
    'polydesk-notify.service',
    'polydesk-paper.service',
    'polydesk-record.service',
  ]);
  const names = COMMANDS.map(({ words }) => words[0]).sort();
  expect(names).toEqual([
    ...['exchange', 'kill', 'live', 'live', 'notify', 'paper', 'paper', 'record', 'record'],
  ]);
  expect(await refusal(['kill', '--keyy', 'main'])).toMatch(/--keyy/);
});

test('a desk that trades live is never started by itself', () => {
  const unit = 'polydesk-live.service';
  expect(saidIn(unit, 'Restart')).toEqual(['no']);
  expect(read(unit)).not.toMatch(/^\[Install\]/m);
  expect(settingOf('live', 'restart')).toBe('"no"');
  expect(settingOf('live', 'profiles')).toBe('[live]');
});

test.each(['polydesk-live.service', 'polydesk-paper.service'])(
  '%s: a stop asks by SIGTERM and leaves the time for a proof',
  (unit) => {
    expect(saidIn(unit, 'KillSignal')).toEqual(['SIGTERM']);
    expect(Number(saidIn(unit, 'TimeoutStopSec')[0])).toBeGreaterThanOrEqual(720);
    expect(saidIn(unit, 'SuccessExitStatus')).toEqual(['130 143']);
  },
);

/** A line of a unit as systemd gives it to the shell, with another program in the place of ours. */
function shellOf(line: string, folder: string): string {
  const [, script = ''] = /^\/bin\/sh -c '(.*)'$/.exec(line) ?? [];
  return script
    .replaceAll('$$', '$')
    .replaceAll('node_modules/.bin/node src/cli/main.ts', join(folder, 'program'))
    .replaceAll('/run/polydesk-live', folder);
}

async function run(line: string, env: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const program = '#!/bin/sh\nread -r words\necho "$POLYDESK_PASSPHRASE: $1, armed by $words"\n';
  writeFileSync(join(folder, 'program'), program, { mode: 0o700 });
  writeFileSync(join(folder, 'passphrase'), 'open sesame\n');
  writeFileSync(join(folder, 'arming'), 'the words\n');
  const shell = shellOf(line, folder);
  const all = { ...process.env, CREDENTIALS_DIRECTORY: folder, ...env };
  return endOf(
    startChild('/bin/sh', ['-c', shell], { env: all, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

test('live: the passphrase comes from the credential, the words from the pipe', async () => {
  const { status, said } = await run(saidIn('polydesk-live.service', 'ExecStart')[0] ?? '', {});
  expect([status, said]).toEqual([0, 'open sesame: live, armed by the words\n']);
});

test('live: what did not end calmly is killed at the venue, and nothing else', async () => {
  const [line = ''] = saidIn('polydesk-live.service', 'ExecStopPost');
  const ends = [
    ['signal', 'KILL'],
    ['exit-code', '1'],
    ['oom-kill', 'KILL'],
    ['success', '143'],
    // Refused before anything was sent: another desk may trade this key.
    ['exit-code', '5'],
  ] as const;
  const killed: boolean[] = [];
  for (const [SERVICE_RESULT, EXIT_STATUS] of ends) {
    const { status, said } = await run(line, { SERVICE_RESULT, EXIT_STATUS });
    expect(status).toBe(0);
    killed.push(said.startsWith('open sesame: kill, '));
  }
  expect(killed).toEqual([true, true, true, false, false]);
});
