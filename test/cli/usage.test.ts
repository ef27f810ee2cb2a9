// Help, wrong usage and exit codes of every command, run as a user runs them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { startChild } from '../support/children.ts';
import { polydesk } from '../support/run-command.ts';

// Each test starts whole processes, which a busy machine makes wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-usage-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (...words: string[]) => polydesk(words, { cwd: folder });

describe('help', () => {
  const archive = ['import', 'info', 'verify'].map((name) => ['archive', name]);
  const keys = ['add', 'show', 'derive'].map((name) => ['keys', name]);
  const inner = [...archive, ...keys, ['markets', 'scan']];
  const groups = ['archive', 'keys'];
  const outer = commands.map(({ name }) => [name]).filter(([name = '']) => !groups.includes(name));
  const all = [...outer, ...inner];

  test.each(all.map((words) => words.join(' ')))('of %s has an example and --debug', (words) => {
    const { status, stdout, stderr } = run(...words.split(' '), '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: polydesk ${words}`);
    expect(stdout).toMatch(new RegExp(`Examples?:\n  \\$ npx polydesk ${words}`));
    expect(stdout).toContain('--debug');
    expect(stderr).toBe('');
  });

  test('of a latency says that the taker delay comes on top, also of none', () => {
    const { stdout } = run('backtest', '--help');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('taker delay comes on top, also at 0');
  });

  test('lists every command', () => {
    const { stdout } = run('--help');
    for (const { name, summary } of commands) {
      expect(stdout).toContain(name);
      expect(stdout).toContain(summary);
    }
  });

  test('loads nothing but what it shows', () => {
    const { stdout } = polydesk(['backtest', '--help'], {
      cwd: folder,
      env: { NODE_DEBUG: '', NODE_OPTIONS: `--import ${listModules}` },
    });
    const loaded = stdout.split('\n').filter((line) => line.startsWith('loaded '));
    expect(loaded.some((line) => line.includes('/cli/backtest.ts'))).toBe(true);
    const heavy = /duckdb|zod|cli-progress|\/archive\/|\/engine\/|\/report\/|backtest-run/;
    expect(loaded.filter((line) => heavy.test(line))).toEqual([]);
  });
});

/** Prints every module that is loaded. */
const listModules = `data:text/javascript,${encodeURIComponent(`
  import module from 'node:module';
  module.registerHooks({ load(url, context, next) {
    process.stdout.write('loaded ' + url + '\\n');
    return next(url, context);
  } });
`)}`;

describe('wrong usage ends with 2 and two lines', () => {
  test.each([
    ['an unknown command', ['strategis'], 'Did you mean strategies?'],
    ['an unknown option', ['backtest', 'random', '--qeue', 'log'], 'Did you mean --queue?'],
    ['a missing argument', ['backtest'], "missing required argument 'strategy'"],
    ['a missing option', ['archive', 'import', 'x'], '--to <dir>'],
    ['an unknown subcommand', ['archive', 'imports'], 'Did you mean import?'],
    ['a wrong latency', ['backtest', 'random', '--latency', 'fast'], 'number of milliseconds'],
    ['a wrong queue rule', ['backtest', 'random', '--queue', 'power'], 'power:2'],
    ['a wrong time', ['backtest', 'random', '--from', 'monday'], '2026-04-13'],
    ['a wrong capital', ['backtest', 'random', '--capital', '1e3'], 'not a decimal'],
    ['two latencies', ['backtest', 'random', '--latency', '1', '--latencies', '1,2'], 'cannot be'],
    ['an unknown strategy', ['backtest', 'late-favorite', '--data', 'x'], 'mean "late-favourite"'],
    ['an unknown parameter', ['backtest', 'random', '--data', 'x', '--set', 'sise=1'], '"size"'],
    ['a wrong parameter', ['backtest', 'random', '--data', 'x', '--size', 'ten'], '"size"'],
    ['one parameter twice', ['backtest', 'random', '--size', '1', '--set', 'size=2'], 'set twice'],
    ['an unknown feed', ['record', '--to', 'x', '--feeds', 'binance,coinbse'], 'mean "coinbase"'],
    [
      'feeds beside an exchange',
      ['record', '--to', 'x', '--exchange', 'http://127.0.0.1:9', '--feeds', 'coinbase'],
      '--exchange',
    ],
    ['no recording to choose from', ['exchange', '--market', 'x'], '--data <dir>'],
    ['recorded and invented', ['exchange', '--data', 'x', '--frame', '5m'], '--frame is about'],
    ['no archive', ['backtest', 'random'], '--data <dir>'],
    ['no strategies', ['compare', '--data', 'x'], '--all'],
    ['a missing config', ['strategies', '--config', 'none.ts'], 'none.ts'],
  ])('%s', (_name, words, says) => {
    const { status, stdout, stderr } = run(...words);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});

test('a wrong key in the configuration is told with its path in the file', () => {
  writeFileSync(join(folder, 'bad.config.ts'), 'export default { latency: { fedMs: 1 } };\n');
  const { status, stderr } = run('strategies', '--config', 'bad.config.ts');
  expect(status).toBe(2);
  expect(stderr).toContain('bad.config.ts: latency');
  expect(stderr).toContain('fedMs');
});

test('a strategy named in the configuration is offered, and told apart', () => {
  const strategy = `{ name: 'mine', summary: 'waits', parameters: {}, create: () => ({}) }`;
  writeFileSync(join(folder, 'own.config.ts'), `export default { strategies: [${strategy}] };\n`);
  const { status, stdout } = run('strategies', 'mine', '--config', 'own.config.ts', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    { name: 'mine', summary: 'waits', isOwn: true, parameters: [] },
  ]);
});

test('a part of an API key is an error that names what is missing and shows nothing', () => {
  const { status, stdout, stderr } = polydesk(['record', '--to', 'x', '--debug'], {
    cwd: folder,
    env: {
      POLYDESK_API_KEY: 'id-4711',
      POLYDESK_API_SECRET: 'bm8tb25lLXNlZXM=',
      POLYDESK_API_PASSPHRASE: '',
    },
  });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^error: .*POLYDESK_API_PASSPHRASE not.*\n.*set none of the three/);
  expect(stdout + stderr).not.toMatch(/id-4711|bm8tb25lLXNlZXM/);
});

test('--debug shows where an error came from', () => {
  const { stderr } = run('strategies', 'nobody', '--debug');
  expect(stderr).toMatch(/\n\s+at /);
});

test('a reader that leaves early ends the command without a word', async () => {
  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  const child = startChild(process.execPath, [main, 'strategies', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
