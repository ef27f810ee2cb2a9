// backtest and compare over a small archive, run as a user runs them.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

// Each test starts whole processes, which a busy machine makes wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MARKETS = 4;
const folder = mkdtempSync(join(tmpdir(), 'polydesk-backtest-'));
const run = (...words: string[]) => polydesk(words, { cwd: folder });
const archive = ['--data', 'archive'];

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), MARKETS);
  expect(run('archive', 'import', 'recording', '--to', 'archive')).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('backtest', () => {
  test('tells the result and where the report is', () => {
    const { status, stdout, stderr } = run('backtest', 'late-favourite', ...archive);
    expect(stdout).toContain('Polydesk backtest · late-favourite · recorded data');
    expect(stdout).toMatch(/Trades +4 in 4 markets/);
    const path =
      /^Report: (reports\/late-favourite-[0-9a-f]{8}-[0-9a-f]{4}\.html)$/m.exec(stdout)?.[1] ?? '';
    expect(readFileSync(join(folder, path), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test('with --json stdout is the whole report for the machine, and no file is written', () => {
    rmSync(join(folder, 'reports'), { recursive: true, force: true });
    const words = ['late-favourite', ...archive, '--size', '20', '--latency', '10,20,30', '--json'];
    const { status, stdout, stderr } = run('backtest', ...words, '--fee', '0.05', '--seed', '3');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      schema: 'polydesk.report',
      run: {
        seed: 3,
        configuration: {
          capital: '1000',
          latencyMs: { feed: 10, entry: 20, response: 30 },
          fee: { rate: 0.05, exponent: 1, makerRebate: 0.2 },
          strategies: [{ name: 'late-favourite', parameters: { size: '20' } }],
        },
      },
      result: { trades: MARKETS, wins: MARKETS, shares: '80' },
    });
    expect(report.trades).toHaveLength(MARKETS);
    expect(stderr).toContain('Polydesk backtest');
    expect(existsSync(join(folder, 'reports'))).toBe(false);
    expect(status).toBe(0);
  });

  test('twice gives one hash, and JSON goes to the file that is named', () => {
    const words = ['backtest', 'random', ...archive, '--no-report', '--json'];
    const files = ['one.json', 'two.json'].map((name) => {
      expect(run(...words, name).stdout).toContain(`JSON: ${name}`);
      return JSON.parse(readFileSync(join(folder, name), 'utf8')) as { run: { hash: string } };
    });
    expect(files[0]?.run.hash).toBe(files[1]?.run.hash);
    const other = JSON.parse(run(...words, '--seed', '2').stdout) as { run: { hash: string } };
    expect(other.run.hash).not.toBe(files[0]?.run.hash);
  });

  test('with --summary its figures stand apart, and are those of the whole result', () => {
    const files = ['--no-report', '--json', 'whole.json', '--summary', 'summary.json'];
    expect(run('backtest', 'random', ...archive, ...files)).toMatchObject({ status: 0 });
    const [whole, summary] = ['whole.json', 'summary.json'].map((name) =>
      JSON.parse(readFileSync(join(folder, name), 'utf8')),
    );
    expect(summary).toMatchObject({ schema: 'polydesk.summary', marketsTraded: MARKETS });
    expect([summary.result, summary.run]).toEqual([whole.result, whole.run]);
    expect(summary).not.toHaveProperty('trades');
  });

  test('filters choose the markets, and the configuration counts below the command line', () => {
    writeFileSync(
      join(folder, 'polydesk.config.ts'),
      `export default {
        data: 'archive', capital: '50', seed: 9, latency: { feedMs: 1, entryMs: 2, responseMs: 3 },
        halfSpread: '0.015',
        parameters: { 'late-favourite': { size: '7', threshold: '0.7' } },
      };\n`,
    );
    const filters = ['--from', '2026-04-13T12:00Z', '--to', '2026-04-13T12:10Z'];
    const words = ['backtest', 'late-favourite', '--size', '6', '--json', ...filters];
    const { stdout, stderr } = run(...words);
    rmSync(join(folder, 'polydesk.config.ts'));
    expect(stderr).not.toContain('error');
    expect(JSON.parse(stdout)).toMatchObject({
      run: {
        seed: 9,
        configuration: {
          capital: '50',
          data: { halfSpread: '0.015' },
          latencyMs: { feed: 1, entry: 2, response: 3 },
          strategies: [{ parameters: { size: '6', threshold: '0.7' } }],
        },
      },
      coverage: [{ market: 'btc-updown-5m-1776081600' }, { market: 'btc-updown-5m-1776081900' }],
    });
  });

  test('of one market says nothing in the plural', () => {
    const one = ['--market', 'btc-updown-5m-1776081600', '--no-report'];
    const { stdout } = run('backtest', 'late-favourite', ...archive, ...one);
    expect(stdout).toMatch(/Trades +1 in 1 market$/m);
    expect(stdout).toContain('1 market was recorded without trade prints');
    expect(stdout.match(/(?<![\d.,])1 (markets (?!:)|trades|orders|times)\w*/g)).toBeNull();
  });

  test('--latencies is one table with a line for each', () => {
    const { status, stdout } = run(
      ...['backtest', 'late-favourite', ...archive, '--latencies', '0,250,1000'],
    );
    expect(stdout).toContain('late-favourite by latency');
    expect(stdout.match(/^ +(0|250|1000) +4 +100\.0 /gm)).toHaveLength(3);
    expect(status).toBe(0);
    const words = ['backtest', 'late-favourite', ...archive, '--latencies', '0,250', '--json'];
    expect(JSON.parse(run(...words).stdout)).toMatchObject({
      schema: 'polydesk.latencies',
      strategies: ['late-favourite'],
      runs: [
        { latencyMs: 0, configuration: { latencyMs: { feed: 0, entry: 0, response: 0 } } },
        { latencyMs: 250, configuration: { latencyMs: { feed: 125, entry: 125, response: 125 } } },
      ],
    });
  });

  test.each([
    ['no archive there', ['--data', 'nowhere'], /nowhere holds no archive/],
    ['an unknown dataset', [...archive, '--dataset', 'other'], /no dataset "other"/],
    ['filters that leave nothing', [...archive, '--market', 'eth-*'], /filter market \(eth-\*\)/],
  ])('%s is bad data: exit code 3', (_name, words, says) => {
    const { status, stdout, stderr } = run('backtest', 'random', ...words);
    expect(stderr).toMatch(says);
    expect(stdout).toBe('');
    expect(status).toBe(3);
  });

  test('a time that ends before it begins is wrong usage: exit code 2', () => {
    const times = ['--from', '2026-04-14', '--to', '2026-04-13'];
    const { status, stderr } = run('backtest', 'random', ...archive, ...times);
    expect(stderr).toMatch(/--from 2026-04-14 .* is not before --to 2026-04-13 .*\n.+\n$/);
    expect(status).toBe(2);
  });

  test.each([
    ['a report', ['--json', 'kept.json', '--report', 'in-the-way/report.html'], 'report.html'],
    ['JSON', ['--no-report', '--json', 'in-the-way/a.json'], 'a.json'],
    ['figures', ['--no-report', '--summary', 'in-the-way/c.json'], 'c.json'],
    ['JSON of several runs', ['--latencies', '0,1', '--json', 'in-the-way/b.json'], 'b.json'],
  ])('%s that cannot be written is told before the run, by its own name', (_, words, name) => {
    writeFileSync(join(folder, 'in-the-way'), '');
    const { status, stdout, stderr } = run('backtest', 'do-nothing', ...archive, ...words);
    expect(stderr).toMatch(new RegExp(`^error: in-the-way/${name} cannot be written: .+\\n.+\\n$`));
    expect(stdout).toBe('');
    expect(existsSync(join(folder, 'kept.json'))).toBe(false);
    expect(status).toBe(1);
  });
});

describe('compare', () => {
  test('--all shows every strategy on the same recordings', () => {
    const { status, stdout } = run(
      'compare',
      '--all',
      ...archive,
      '--size',
      '5',
      '--report',
      'all',
    );
    const names = JSON.parse(run('strategies', '--json').stdout).map(
      ({ name }: { name: string }) => name,
    );
    for (const name of names) {
      expect(stdout).toMatch(new RegExp(`^${name} +[\\d,]+ `, 'm'));
      expect(existsSync(join(folder, 'all', `${name}.html`))).toBe(true);
    }
    expect(readFileSync(join(folder, 'all', 'index.html'), 'utf8')).toContain('side by side');
    expect(stdout).toContain('btc-5m-books-2026-04 (recorded');
    expect(status).toBe(0);
  });

  test('named strategies get the parameters they know; one that nobody knows is refused', () => {
    const words = ['compare', 'late-favourite', 'do-nothing', ...archive, '--json'];
    const { stdout } = run(...words, '--set', 'threshold=0.65');
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'polydesk.comparison',
      runs: [
        { strategy: 'late-favourite', result: { trades: MARKETS } },
        { strategy: 'do-nothing', result: { trades: 0 } },
      ],
    });
    expect(run(...words, '--set', 'treshold=0.65')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('"treshold"'),
    });
  });
});
