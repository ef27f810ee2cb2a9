// A market of a run, moment by moment, as a user asks for it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Film } from '../../src/screen/film.ts';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-film-'));
const run = (...words: string[]) => polydesk(words, { cwd: folder });
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
let market: string;

beforeAll(async () => {
  await writeRecording(join(folder, 'recording'), 4);
  run('archive', 'import', 'recording', '--to', 'archive');
  const words = [
    '--data',
    'archive',
    '--no-report',
    '--journal',
    'run.journal',
    '--json',
    'all.json',
  ];
  expect(run('backtest', 'join-best', ...words)).toMatchObject({ status: 0 });
  market = json('all.json').coverage[1].market;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a film', () => {
  test('of a backtest shows the book, our orders and what was decided, and decides nothing', () => {
    const words = ['--data', 'archive', '--market', market, '--no-report'];
    run('backtest', 'join-best', ...words, '--json', 'plain.json');
    const filmed = run(
      'backtest',
      'join-best',
      ...words,
      '--film',
      'film.json',
      '--json',
      'b.json',
    );
    expect(filmed).toMatchObject({ status: 0 });
    expect(json('b.json').run.hash).toBe(json('plain.json').run.hash);
    const film: Film = json('film.json');
    expect(film).toMatchObject({
      schema: 'polydesk.film',
      market,
      isSame: null,
      run: null,
      isCut: false,
    });
    expect(film.strategies).toEqual(['join-best']);
    const times = film.frames.map(({ at }) => at);
    expect(times.length).toBeGreaterThan(10);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const resting = film.frames.flatMap(({ mine }) => mine);
    expect(resting.some(({ ahead }) => ahead !== null)).toBe(true);
    expect(film.news.some(({ kind }) => kind === 'order')).toBe(true);
    expect(new Set(film.news.map((row) => row.market))).toEqual(new Set([market]));
  });

  test('of a run that is repeated says whether that decided so, and takes fewer pictures', () => {
    const words = ['--market', market, '--film', 'again.json', '--film-step', '60000'];
    expect(run('replay', 'run.journal', ...words)).toMatchObject({ status: 0 });
    const film: Film = json('again.json');
    expect(film).toMatchObject({ isSame: true, step: 60_000_000 });
    expect(film.frames.length).toBeLessThan(json('film.json').frames.length);
  });

  test.each([
    ['no market', []],
    ['a pattern', ['--market', 'btc-*']],
    ['two markets', ['--market', 'one,two']],
  ])('of %s is refused before anything is played', (_, words) => {
    const asked = run('backtest', 'random', '--data', 'archive', ...words, '--film', 'x.json');
    expect(asked.status).toBe(2);
    expect(asked.stderr).toContain('a film is of one market');
  });
});
