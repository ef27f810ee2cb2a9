// A past run, run again from the journal that it left, as a user runs it.
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

// Each test starts whole processes, which a busy machine makes wait.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-replay-'));
const run = (...words: string[]) => polydesk(words, { cwd: folder });
const backtest = (...words: string[]) =>
  run('backtest', ...words, '--data', 'archive', '--no-report');

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), 3);
  expect(run('archive', 'import', 'recording', '--to', 'archive')).toMatchObject({ status: 0 });
  expect(backtest('random', '--size', '6', '--journal', 'random.journal').status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

type Line = Readonly<Record<string, unknown>>;
function linesOf(stdout: string): Line[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

test('shows each decision with its reasons, what was seen and what came of it', () => {
  const { status, stdout, stderr } = run('replay', 'random.journal');
  expect(stderr).toMatch(/^random: backtest run of random, .* UTC, polydesk /);
  expect(stdout).toMatch(
    /^2026-04-13 12:0\d:\d\d\.\d{3} {2}btc-updown-5m-\d+ first outcome {2}random$/m,
  );
  expect(stdout).toMatch(
    /^ {4}wish: order \d+, buy 6(\.\d+)? at 0\.\d{4} F[AO]K, because by_chance \(.*\)$/m,
  );
  expect(stdout).toMatch(/^ {4}seen: bid 0\.\d{4}, ask 0\.\d{4}; held \d+; cash [\d.]+$/m);
  expect(stdout).toMatch(/^ {4}risk: approved; .*filled .* \(taker, book.*\) \+0\.\d{3} s/m);
  expect(stdout).toMatch(/^ {4}wish: not to trade, because no_signal/m);
  expect(stdout).toMatch(/^SAME: the hash of its decisions is that of the run, [0-9a-f]{16}\.$/m);
  expect(status).toBe(0);
});

test('with --json a line for each decision that is meant, and the result', () => {
  const only = ['--only', 'filled', '--market', '*-1776081600', '--to', '2026-04-13T12:04Z'];
  const { status, stdout } = run('replay', 'random.journal', '--json', ...only);
  const lines = linesOf(stdout);
  const result = lines.at(-1);
  const told = lines.slice(0, -1);
  expect(result).toMatchObject({ kind: 'result', isSame: true, difference: null, changes: [] });
  expect(result?.shown).toBe(told.length);
  expect(told.length).toBeGreaterThan(2);
  expect(result?.decisions).toBeGreaterThan(told.length);
  for (const line of told) {
    expect(line).toMatchObject({ kind: 'decision', strategy: 'random', isApproved: true });
    expect(line.market).toBe('btc-updown-5m-1776081600');
    expect(line.fates).toContain('filled');
    expect(line.at).toBeLessThan(Date.UTC(2026, 3, 13, 12, 4) * 1_000);
  }
  expect(status).toBe(0);
});

test('what risk has refused is told with its code', () => {
  const config = "export default { limits: { maxOrderSize: '5' } };\n";
  writeFileSync(join(folder, 'tight.ts'), config);
  expect(backtest('random', '--config', 'tight.ts', '--journal', 'tight.journal').status).toBe(0);
  const { stdout } = run('replay', 'tight.journal', '--only', 'denied');
  expect(stdout).toMatch(/^ {4}risk: DENIED, order_too_large: .*5/m);
  expect(stdout).not.toMatch(/not to trade, because/);
});

test('a strategy that has changed differs: the first difference is named, both sides', () => {
  const strategy = (price: number) => `export default {
    name: 'mine', summary: '', parameters: {},
    create: () => ({ onMarketOpened: (market, _view, desk) => {
      const terms = { token: market * 2, side: 'buy', price: market === 0 ? 400000 : ${price},
        size: 5000000, timeInForce: 'GTC', postOnly: true, expiresAt: undefined };
      desk.submit(terms, { code: 'opened', numbers: { price: ${price}, none: NaN } });
    } }),
  };\n`;
  writeFileSync(join(folder, 'mine.mjs'), strategy(390_000));
  writeFileSync(join(folder, 'mine.config.ts'), "export default { strategies: ['./mine.mjs'] };\n");
  const config = ['--config', 'mine.config.ts'];
  expect(backtest('mine', ...config, '--journal', 'mine.journal').status).toBe(0);
  expect(run('replay', 'mine.journal', ...config).status).toBe(0);
  expect(run('replay', 'mine.journal')).toMatchObject({ status: 3 });

  writeFileSync(join(folder, 'mine.mjs'), strategy(380_000));
  const { status, stdout } = run('replay', 'mine.journal', ...config);
  expect(stdout).toMatch(/^DIFFERS: its replay leaves the run, whose hash is [0-9a-f]{16}\.$/m);
  expect(stdout).toMatch(/^First difference, entry \d+ of the journal:$/m);
  expect(stdout).toMatch(/^ {2}the run .*order 1 .*because opened \(price 390000, none NaN\)$/m);
  expect(stdout).toMatch(/^ {2}its replay .*order 1 .*because opened \(price 380000, none NaN\)$/m);
  expect(stdout).toMatch(/^Since the run:\n {2}strategy mine has changed$/m);
  expect(status).toBe(1);
  expect(linesOf(run('replay', 'mine.journal', ...config, '--json').stdout).at(-1)).toMatchObject({
    isSame: false,
    hash: { replay: null },
    difference: { run: { kind: 'Denied' }, replay: { kind: 'Denied' } },
  });
});

test('what cannot be replayed is said: no journal, a damaged one, no recording', () => {
  const nothing = run('replay', 'nothing.journal');
  expect(nothing.stderr).toMatch(/there is no file nothing\.journal\n.*random\.journal/);
  expect(nothing.status).toBe(3);
  expect(run('replay', 'archive').stderr).toMatch(/archive is a folder/);
  const backwards = ['--from', '2026-04-14', '--to', '2026-04-13'];
  expect(run('replay', 'random.journal', ...backwards)).toMatchObject({ status: 2 });
  expect(run('replay', 'tight.ts').stderr).toMatch(
    /tight\.ts is not the journal of a run\n.*tight\.journal/,
  );
  copyFileSync(join(folder, 'random.journal'), join(folder, 'damaged.journal'));
  const text = readFileSync(join(folder, 'damaged.journal'), 'utf8');
  writeFileSync(join(folder, 'damaged.journal'), text.replace('"buy"', '"bux"'));
  expect(run('replay', 'damaged.journal')).toMatchObject({ status: 3 });
  renameSync(join(folder, 'archive'), join(folder, 'moved'));
  const missing = run('replay', 'random.journal');
  expect(missing.stderr).toMatch(/the recording of random is not in .*archive/);
  expect(missing.status).toBe(3);
  expect(run('replay', 'random.journal', '--data', 'moved').status).toBe(0);
  renameSync(join(folder, 'moved'), join(folder, 'archive'));
});

test('a run whose end was cut off is replayed as far as it goes', () => {
  const lines = readFileSync(join(folder, 'random.journal'), 'utf8').split('\n');
  writeFileSync(join(folder, 'cut.journal'), `${lines.slice(0, 200).join('\n')}\n9f0`);
  const { status, stdout, stderr } = run('replay', 'cut.journal');
  expect(stderr).toMatch(/has not come to an end/);
  expect(stdout).toMatch(/^SAME as far as it goes: 199 of 199 entries\.$/m);
  expect(status).toBe(0);
});

test('that a strategy was halted is shown where it happened', () => {
  writeFileSync(
    join(folder, 'broken.config.ts'),
    `export default { strategies: [{ name: 'broken', summary: '', parameters: {},
      create: () => ({ onBook: () => { throw new Error('of yours'); } }) }] };\n`,
  );
  const config = ['--config', 'broken.config.ts'];
  expect(backtest('broken', ...config, '--journal', 'broken.journal').status).toBe(1);
  const { status, stdout } = run('replay', 'broken.journal', ...config);
  expect(stdout).toMatch(/^2026-04-13 12:0\d.* strategy 0 is halted, starts anew at .*of yours$/m);
  expect(status).toBe(0);
  const [first] = linesOf(run('replay', 'broken.journal', ...config, '--json').stdout);
  expect(first).toMatchObject({ kind: 'turn', turn: 'StrategyHalted', strategy: 'broken' });
});
