// A market of a run, moment by moment, as a user asks for it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FilmFile } from '../../src/runtime/film/film-file.ts';
import type { FilmPart } from '../../src/screen/film.ts';
import { framesOf } from '../../src/screen/film-change.ts';
import { writeRecording } from '../support/made-up-recording.ts';
import { polydesk } from '../support/run-command.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'polydesk-film-'));
const run = (...words: string[]) => polydesk(words, { cwd: folder });
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
let market: string;

/** A film with all of its parts. */
async function filmed(name: string) {
  const file = await FilmFile.open(join(folder, name));
  if (!file.ok) throw new Error(file.message);
  const { film } = file.value;
  const parts: FilmPart[] = [];
  for (const [i] of film.parts.entries()) {
    const part = await file.value.part(i);
    if (part.ok) parts.push(part.value);
  }
  return { film, frames: parts.flatMap(framesOf), news: parts.flatMap((part) => part.news) };
}

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
  test('of a backtest shows the book and our orders, and decides nothing', async () => {
    const words = ['--data', 'archive', '--market', market, '--no-report'];
    run('backtest', 'join-best', ...words, '--json', 'plain.json');
    const asked = [...words, '--film', 'film.jsonl', '--json', 'b.json'];
    expect(run('backtest', 'join-best', ...asked)).toMatchObject({ status: 0 });
    expect(json('b.json').run.hash).toBe(json('plain.json').run.hash);
    const { film, frames } = await filmed('film.jsonl');
    expect(film).toMatchObject({ schema: 'polydesk.film', market, isSame: null, run: null });
    expect(film.strategies).toEqual(['join-best']);
    const times = frames.map(({ at }) => at);
    expect(times.length).toBeGreaterThan(10);
    expect(film.pictures).toBe(times.length);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const resting = frames.flatMap(({ mine }) => mine);
    expect(resting.some(({ ahead }) => ahead !== null)).toBe(true);
  });

  test('leads from each fill to the decision that sent its order, with its numbers', async () => {
    const words = ['--data', 'archive', '--market', market, '--no-report'];
    run('backtest', 'random', ...words, '--film', 'random.jsonl', '--json', 'random.json');
    const { film, news } = await filmed('random.jsonl');
    expect(new Set(news.map((row) => row.market))).toEqual(new Set([market]));
    const fills = news.filter(({ kind, order }) => kind === 'fill' && order !== null);
    expect(fills.length).toBeGreaterThan(0);
    expect(film.fillCount).toBe(fills.length);
    for (const { order, at, decision } of fills) {
      expect(decision).toMatchObject({ kind: 'order', order });
      expect(decision?.code).toMatch(/^by_chance$|^flat_before_close$/);
      expect(decision?.at).toBeLessThanOrEqual(at);
      expect(Object.keys(decision?.numbers ?? {}).length).toBeGreaterThan(2);
      expect(news).toContainEqual(decision);
    }
  });

  test('shows what is held from the moment of a fill on, not from the next message', async () => {
    const { frames, news } = await filmed('random.jsonl');
    const fills = news.filter(({ kind, order }) => kind === 'fill' && order !== null);
    for (const { at } of fills) {
      const until = fills.filter((fill) => fill.at <= at);
      const signed = until.map(({ message, numbers: { size = 0 } }) => {
        return message === 'sell' ? -size : size;
      });
      const shown = frames.findLast((frame) => frame.at <= at);
      const held = (shown?.held[0] ?? 0) + (shown?.held[1] ?? 0);
      expect(held).toBe(signed.reduce((sum, size) => sum + size, 0));
    }
  });

  test('of a run that is repeated says whether that decided so, and takes fewer', async () => {
    const words = ['--market', market, '--film', 'again.jsonl', '--film-step', '60000'];
    expect(run('replay', 'run.journal', ...words)).toMatchObject({ status: 0 });
    const { film } = await filmed('again.jsonl');
    expect(film).toMatchObject({ isSame: true, step: 60_000_000 });
    expect(film.pictures).toBeLessThan((await filmed('film.jsonl')).film.pictures);
  });

  test('that cannot be had says what to do, and leaves nothing', () => {
    const words = ['--market', 'never-heard-of', '--film', 'none.jsonl'];
    const { status, stderr } = run('replay', 'run.journal', ...words);
    expect([status, stderr]).toEqual([3, expect.stringContaining('never heard of')]);
    expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  test.each([
    ['no market', []],
    ['a pattern', ['--market', 'btc-*']],
    ['two markets', ['--market', 'one,two']],
  ])('of %s is refused before anything is played', (_, words) => {
    const asked = run('backtest', 'random', '--data', 'archive', ...words, '--film', 'x.jsonl');
    expect(asked.status).toBe(2);
    expect(asked.stderr).toContain('a film is of one market');
  });
});
