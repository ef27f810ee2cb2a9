// sweep over a small archive, run as a user runs it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-sweep-'));
const run = (...words: string[]) => polydesk(words, { cwd: folder });
const sweep = (...words: string[]) => run('sweep', 'late-favourite', '--data', 'archive', ...words);

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), 4);
  expect(run('archive', 'import', 'recording', '--to', 'archive')).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('sweep', () => {
  test('plays every combination, and each cell is the backtest of its settings', () => {
    const grid = ['--over', 'size=5,10', '--latencies', '0,250'];
    const { status, stdout } = sweep(...grid, '--json', '--report', 'sweep.html');
    expect(status).toBe(0);
    const { cells, axes } = JSON.parse(stdout);
    expect(axes.map(({ name }: { name: string }) => name)).toEqual(['size', 'latency ms']);
    expect(axes[1].summary).toContain('from a change at the venue until our order is there');
    expect(cells).toHaveLength(4);
    const alone = ['--data', 'archive', '--size', '10', '--latency', '250', '--json'];
    const one = JSON.parse(run('backtest', 'late-favourite', ...alone).stdout);
    expect(cells[3].hash).toBe(one.run.hash);
    expect(cells[3].result).toEqual(one.result);
    const page = readFileSync(join(folder, 'sweep.html'), 'utf8');
    expect(page).toContain('late-favourite by size and latency ms');
  });

  test('tells the cells, the best, and how far to believe it', () => {
    const { stdout } = sweep('--over', 'size=5,10');
    expect(stdout).toMatch(/^late-favourite by size · recorded data$/m);
    expect(stdout).toMatch(/^size 10 +4 /m);
    expect(stdout).toMatch(/^Best: size (5|10), [+−]\d/m);
    expect(stdout).toContain('too little to tell skill from luck');
  });

  test.each([
    ['nothing varied', [], 'nothing is varied'],
    ['one value', ['--over', 'size=5'], 'two values'],
    ['a value that does not fit', ['--over', 'size=5,many'], 'size'],
    ['a parameter that there is not', ['--over', 'volume=1,2'], 'volume'],
    ['set and varied', ['--over', 'size=5,10', '--size', '5'], 'both set and varied'],
    ['varied twice', ['--over', 'size=5,6', '--over', 'size=7,8'], 'varied twice'],
    ['too many', ['--over', 'size=5,6,7', '--most', '2'], '--most 3'],
  ])('%s is refused before anything is played', (_, words, told) => {
    const { status, stderr } = sweep(...words);
    expect(status).toBe(2);
    expect(stderr).toContain(told);
  });
});
