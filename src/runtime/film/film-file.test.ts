import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Random } from '../../domain/random.ts';
import type { Film, FilmFrame, FilmNews } from '../../screen/film.ts';
import { framesOf } from '../../screen/film-change.ts';
import { FilmFile } from './film-file.ts';
import { type FilmFacts, FilmWriter } from './film-writer.ts';

const FACTS: FilmFacts = {
  ...{ question: null, labels: ['Up', 'Down'], opensAt: null, closesAt: null, payout: null },
  ...{ provenance: 'recorded', strategies: ['one'], run: null, isSame: null, step: 1 },
};

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydesk-film-file-'));
  path = join(folder, 'film.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A book whose best price walks. */
function walk(count: number): FilmFrame[] {
  const random = new Random(7, 'film');
  let bid = 50;
  return Array.from({ length: count }, (_, i) => {
    bid = Math.min(80, Math.max(20, bid + Math.round(random.float() * 2 - 1)));
    const level = (price: number) => [price * 10_000, 1 + Math.floor(random.float() * 9)];
    return {
      ...{ at: i * 10, isTrusted: true, untrusted: null, tick: 10_000, mine: [], held: [0, 0] },
      bids: [0, 1, 2].flatMap((down) => level(bid - down)),
      asks: [1, 2, 3].flatMap((up) => level(bid + up)),
      reference: i,
    };
  });
}

function news(at: number, entry: number, changes: Partial<FilmNews> = {}): FilmNews {
  return {
    ...{ entry, at, kind: 'order', level: 'info', strategy: 'one', market: 'm', label: 'Up' },
    ...{ order: entry, code: 'signal', message: 'buy', numbers: {} },
    ...changes,
  };
}

async function opened(): Promise<FilmFile> {
  const file = await FilmFile.open(path);
  if (!file.ok) throw new Error(file.message);
  return file.value;
}

async function partOf(file: FilmFile, number: number) {
  const part = await file.part(number);
  if (!part.ok) throw new Error(part.message);
  return part.value;
}

/** As somebody looks at it: the part of a moment, and its last picture until then. */
async function pictureAt(file: FilmFile, at: number): Promise<FilmFrame | undefined> {
  const number = file.film.parts.findLastIndex(({ from }) => from <= at);
  const frames = framesOf(await partOf(file, number));
  return frames.findLast((frame) => frame.at <= at);
}

describe('a film', () => {
  test('of any length gives the picture of any moment, from one part of it', async () => {
    const frames = walk(7_300);
    const writer = new FilmWriter(path, 'm');
    for (const frame of frames) writer.picture(frame);
    expect(writer.end(FACTS)).toMatchObject({ ok: true, value: { pictures: 7_300 } });
    const file = await opened();
    expect(file.film.parts).toHaveLength(8);
    for (let i = 0; i < frames.length; i += 61) {
      const between = (i * 10 + (i % 10)) as number;
      expect(await pictureAt(file, between)).toEqual(frames[i]);
    }
    expect(await pictureAt(file, 9e9)).toEqual(frames.at(-1));
  });

  test('has each news in the part of its moment, with the newest of those before', async () => {
    const writer = new FilmWriter(path, 'm');
    for (const frame of walk(2_500)) {
      // Between this picture and the one before.
      if (frame.at % 100 === 0) writer.tell(news(frame.at - 5, frame.at));
      writer.picture(frame);
    }
    writer.tell(news(30_000, 30_000));
    writer.end(FACTS);
    const file = await opened();
    const parts = await Promise.all(file.film.parts.map((_, i) => partOf(file, i)));
    const all = parts.flatMap((part) => part.news);
    expect(all).toHaveLength(251);
    expect(file.film.news).toBe(251);
    for (const [i, { news: own, before }] of parts.entries()) {
      const place = file.film.parts[i];
      expect([place?.firstNews, place?.lastNews]).toEqual([own[0]?.at, own.at(-1)?.at]);
      const next = file.film.parts[i + 1]?.from ?? Infinity;
      expect(own.every(({ at }) => at < next)).toBe(true);
      const earlier = all.slice(0, all.indexOf(own[0] as FilmNews));
      expect(before).toEqual(earlier.slice(-40));
    }
  });

  test('has a path and marks of bounded size, whatever its length', async () => {
    const writer = new FilmWriter(path, 'm');
    for (const frame of walk(9_000)) {
      writer.picture(frame);
      writer.mark({ at: frame.at, price: 1, entry: frame.at });
    }
    const end = writer.end(FACTS);
    const { path: points, fills, fillCount } = (end.ok ? end.value : {}) as Film;
    expect(points.length).toBeLessThanOrEqual(1_801);
    expect([points[0]?.at, points.at(-1)?.at]).toEqual([0, 89_990]);
    expect([fills.length <= 2_001, fillCount]).toEqual([true, 9_000]);
  });

  test('takes no picture in which nothing has changed', () => {
    const writer = new FilmWriter(path, 'm');
    const [frame] = walk(1) as [FilmFrame];
    for (const at of [0, 10, 20]) writer.picture({ ...frame, at });
    expect(writer.end(FACTS)).toMatchObject({ value: { pictures: 1 } });
  });

  test('is lines of JSON, the first of which says what it is', () => {
    const writer = new FilmWriter(path, 'm');
    for (const frame of walk(3)) writer.picture(frame);
    writer.end(FACTS);
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    const [begin, part, film] = lines.map((line) => JSON.parse(line));
    expect(begin).toEqual({ schema: 'polydesk.film', schemaVersion: 2, market: 'm' });
    expect(part.changes).toHaveLength(2);
    expect(film).toMatchObject({ schema: 'polydesk.film', market: 'm', pictures: 3 });
  });
});

describe('what is no film', () => {
  test('is refused, and says what to do', async () => {
    expect(await FilmFile.open(path)).toMatchObject({ ok: false, code: 'not_found' });
    const old = { schema: 'polydesk.film', schemaVersion: 1, frames: [] };
    writeFileSync(path, `${JSON.stringify(old)}\n`);
    expect(await FilmFile.open(path)).toMatchObject({ ok: false, code: 'bad_film' });
    const line = JSON.stringify({ ...old, schemaVersion: 9 });
    const end = JSON.stringify({ film: { offset: 0, bytes: line.length } });
    writeFileSync(path, `${line}\n${end}\n`);
    const refused = await FilmFile.open(path);
    expect(refused).toMatchObject({ ok: false, code: 'bad_film' });
    expect(refused.ok || refused.message).toContain('version 9');
    expect(refused.ok || refused.message).toContain('film it again');
  });

  test('damaged in the middle is known by the part, not shown', async () => {
    const writer = new FilmWriter(path, 'm');
    for (const frame of walk(1_500)) writer.picture(frame);
    writer.end(FACTS);
    const bytes = readFileSync(path);
    bytes.fill(0x20, 200, 400);
    writeFileSync(path, bytes);
    const file = await opened();
    expect(await file.part(0)).toMatchObject({ ok: false, code: 'bad_film' });
    expect(await file.part(1)).toMatchObject({ ok: true });
    expect(await file.part(2)).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('is left over by no run that was given up, or that could not write', () => {
    const writer = new FilmWriter(path, 'm');
    for (const frame of walk(5)) writer.picture(frame);
    writer.abandon();
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(path, '');
    const blocked = new FilmWriter(join(path, 'below.jsonl'), 'm');
    for (const frame of walk(5)) blocked.picture(frame);
    expect(blocked.end(FACTS)).toMatchObject({ ok: false, code: 'cannot_write' });
  });
});
