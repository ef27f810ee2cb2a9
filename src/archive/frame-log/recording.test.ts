import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { breathe } from '../../../test/support/virtual-clock.ts';
import { feedWire, polymarketWire } from '../../../test/support/wire.ts';
import { MarketBook } from '../../domain/book.ts';
import { applyBookRow } from '../../domain/book-row.ts';
import type { Resolution } from '../../domain/market.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import { refuse } from '../../domain/result.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { KIND_CONFIRM, KIND_GAP } from '../../domain/tape.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import { ArchiveSource } from '../archive-source.ts';
import { importRecording } from '../import-recording.ts';
import { frameLogs } from '../importers/frame-logs.ts';
import { readFrameLog } from './frame-log-reader.ts';
import { FrameLogWriter } from './frame-log-writer.ts';
import type { FrameRecord } from './frame-record.ts';
import { SOURCES } from './recorder-note.ts';
import { Recording, type RecordingOptions } from './recording.ts';

const S = 1_000_000;
const time = (seconds: number) => (1_790_000_000 * S + Math.round(seconds * S)) as Timestamp;
const options = (change: Partial<RecordingOptions> = {}): RecordingOptions => ({
  folder: join(temporaryFolder(), 'frames'),
  dataset: 'live',
  provenance: 'simulated',
  heardFrom: 'a test',
  session: '20261125T160000Z',
  segmentMicros: 900 * S,
  segmentBytes: 64 * 2 ** 20,
  mostPending: 1 << 20,
  ...change,
});
const facts = (slug: string) => ({ ...UNTOLD, slug, source: 'made up' });

async function recordsOf(folder: string): Promise<FrameRecord[]> {
  const records: FrameRecord[] = [];
  for (const name of readdirSync(folder).sort()) {
    for await (const block of readFrameLog(join(folder, name))) {
      if ('records' in block) records.push(...block.records);
    }
  }
  return records;
}

async function says(path: string, word: string): Promise<boolean> {
  for await (const block of readFrameLog(path)) {
    if ('records' in block && block.records.some((one) => one.text.includes(word))) return true;
  }
  return false;
}

type Levels = ReadonlyMap<number, number>;
type Step =
  | { readonly kind: 'book'; readonly market: number; readonly bids: Levels; readonly asks: Levels }
  | {
      readonly kind: 'level';
      readonly market: number;
      readonly side: BookSide;
      readonly position: number;
      readonly size: number;
    }
  | { readonly kind: 'rotate' };

const side = (least: number) =>
  fc
    .uniqueArray(fc.integer({ min: least, max: least + 30 }), { minLength: 1, maxLength: 5 })
    .map((positions): Levels => new Map(positions.map((one) => [one, one * 10])));
const market = fc.integer({ min: 0, max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('book'), market, bids: side(10), asks: side(50) }),
  fc.record({
    kind: fc.constant('level'),
    market,
    side: fc.constantFrom(BID, ASK),
    position: fc.integer({ min: 0, max: 30 }),
    size: fc.integer({ min: 0, max: 9 }),
  }),
  fc.constant({ kind: 'rotate' } as const),
);

const columns = (levels: Levels, direction: 1 | -1) => {
  const sorted = [...levels].sort(([a], [b]) => (a - b) * direction);
  return {
    price: Int32Array.from(sorted, ([position]) => position * 10_000),
    size: Float64Array.from(sorted, ([, size]) => size),
  };
};

/** Records the steps, one a second; returns what each market's book must be in the end. */
async function record(steps: readonly Step[], folder: string) {
  const recording = await Recording.start(options({ folder }), time(0));
  const numbers = [recording.declare(facts('a'), time(0)), recording.declare(facts('b'), time(0))];
  const books: [Map<number, number>, Map<number, number>][] = [0, 1].map(() => [
    new Map(),
    new Map(),
  ]);
  const known = new Set<number>();
  for (const [second, one] of steps.entries()) {
    const at = time(second + 1);
    if (one.kind === 'rotate') await recording.rotate(at);
    else if (one.kind === 'book') {
      const token = numbers[one.market]! * 2;
      const [bids, asks] = [columns(one.bids, -1), columns(one.asks, 1)];
      recording.event({ kind: 'book', token, tsEvent: at, tick: CENT, bids, asks }, at);
      books[one.market] = [new Map(one.bids), new Map(one.asks)];
      known.add(one.market);
    } else if (known.has(one.market)) {
      const position = one.position + (one.side === BID ? 10 : 50);
      const token = numbers[one.market]! * 2;
      const price = (position * 10_000) as Price;
      const change = { token, side: one.side, price, size: one.size as Shares };
      recording.event({ kind: 'levels', tsEvent: at, changes: [change] }, at);
      const levels = books[one.market]![one.side]!;
      if (one.size === 0) levels.delete(position);
      else levels.set(position, one.size);
    }
    if (second % 3 === 0) await recording.flush();
  }
  await recording.stop(time(steps.length));
  return { books, known };
}

const CENT = 10_000 as TickSize;

describe('a recording', () => {
  test('in segments gives the books that were heard, with no gap before its end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { folder } = options();
        const { books, known } = await record(steps, folder);
        if (known.size === 0) return;
        const root = temporaryFolder();
        const importers = [frameLogs];
        await importRecording({
          input: folder,
          root,
          importers,
          wire: polymarketWire,
          feeds: feedWire,
        });
        const source = await ArchiveSource.open(root);
        const replayed = source.markets.map(({ ticks }) => new MarketBook(ticks[0]!.tick));
        for await (const tape of source.tapes()) {
          for (let row = 0; row < tape.length; row++) {
            // The only gaps are those of the end.
            if (tape.kind[row] === KIND_GAP) expect(tape.tsInit[row]).toBe(time(steps.length));
            else if (tape.kind[row]! <= KIND_CONFIRM) {
              applyBookRow(replayed[tape.market[row]!]!, tape, row);
            }
          }
        }
        for (const [index, { slug }] of source.markets.entries()) {
          const [bids, asks] = books[slug === 'a' ? 0 : 1]!;
          for (let position = 1; position < 100; position++) {
            const price = (position * 10_000) as Price;
            expect(replayed[index]!.sizeAt(BID, price)).toBe(bids.get(position) ?? 0);
            expect(replayed[index]!.sizeAt(ASK, price)).toBe(asks.get(position) ?? 0);
          }
        }
        source.close();
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test('numbers its records without holes, in order of time, whatever the clock does', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder }), time(10));
    recording.frame('clob/market', 1, 'first', time(12));
    recording.frame('clob/market', 2, 'clock set back', time(5));
    await recording.rotate(time(13));
    recording.frame('rtds', 3, 'third', time(14));
    await recording.stop(time(99));
    const records = await recordsOf(folder);
    expect(records.map((one) => one.seq)).toEqual(records.map((_, i) => i + 1));
    const frames = records.filter((one) => !one.source.startsWith('recorder/'));
    expect(frames.map((one) => [one.source, one.connection, one.text, one.tsInit])).toEqual([
      ['clob/market', 1, 'first', time(12)],
      ['clob/market', 2, 'clock set back', time(12)],
      ['rtds', 3, 'third', time(14)],
    ]);
  });

  test('is cut by age and by size', async () => {
    const { folder } = options();
    const cut = options({ folder, segmentMicros: 60 * S, segmentBytes: 4_000 });
    const recording = await Recording.start(cut, time(0));
    expect(await recording.rotateIfDue(time(59))).toBeUndefined();
    expect(await recording.rotateIfDue(time(60))).toMatch(/20261125T160000Z-000001\.frames$/);
    recording.frame('clob/market', 1, 'x'.repeat(5_000), time(61));
    expect(await recording.rotateIfDue(time(61))).toMatch(/000002\.frames$/);
    expect(await recording.rotateIfDue(time(62))).toBeUndefined();
    expect(await recording.stop(time(99))).toMatch(/000003\.frames$/);
  });

  test('killed while it turns over, it never says that it went on when it did not', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder }), time(0));
    await recording.flush();
    const turning = recording.rotate(time(1));
    const [first, second] = ['000001', '000002'].map((name) =>
      join(folder, `20261125T160000Z-${name}.frames`),
    );
    let isDone = false;
    turning.finally(() => {
      isDone = true;
    });
    // What a kill would leave at each turn of the event loop.
    while (!isDone) {
      const hasEnded =
        existsSync(first!) && statSync(first!).size > 0 && (await says(first!, 'rotated'));
      if (hasEnded) expect(statSync(second!).size).toBeGreaterThan(0);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await recording.stop(time(2));
  });

  test('loses nothing that comes while it turns over', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder }), time(0));
    const turning = recording.rotate(time(1));
    recording.frame('clob/market', 1, 'meanwhile', time(1));
    await turning;
    recording.frame('clob/market', 1, 'after', time(2));
    await recording.stop(time(99));
    const texts = (await recordsOf(folder)).map((one) => one.text);
    expect(texts).toContain('meanwhile');
    expect(texts).toContain('after');
  });

  test('on a slow disk sheds frames, then events, and says which books it lost', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder, mostPending: 1_000 }), time(0));
    const token = recording.declare(facts('a'), time(0)) * 2;
    const trade = {
      kind: 'trade',
      token,
      tsEvent: time(1),
      side: 'buy',
      price: 500_000 as Price,
      size: 1 as Shares,
      isLate: false,
    } as const;
    recording.frame('clob/market', 1, 'x'.repeat(1_000), time(1));
    recording.frame('clob/market', 1, 'shed', time(1));
    recording.event(trade, time(1));
    expect(recording.shed).toEqual({ frames: 1, events: 0 });
    while (recording.shed.events === 0) recording.event(trade, time(2));
    await recording.flush();
    recording.event(trade, time(3));
    await recording.stop(time(99));
    const texts = (await recordsOf(folder)).map((one) => one.text);
    expect(texts).not.toContain('shed');
    expect(texts.filter((text) => text.startsWith('gap'))).toEqual([
      `gap ${token} ${time(2)} recording_gap`,
      `gap ${token + 1} ${time(2)} recording_gap`,
    ]);
  });

  test('says how many frames a slow disk has cost once it keeps them again', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder, mostPending: 1_000 }), time(0));
    recording.frame('clob/market', 1, 'x'.repeat(1_000), time(1));
    recording.frame('clob/market', 1, 'shed', time(2));
    recording.frame('rtds', 2, 'shed', time(3));
    await recording.flush();
    recording.frame('clob/market', 1, 'kept', time(4));
    recording.keepsFrames = false;
    recording.frame('clob/market', 1, 'shed', time(5));
    await recording.stop(time(6));
    const records = await recordsOf(folder);
    expect(records.filter(({ text }) => text === 'shed')).toEqual([]);
    const told = records.filter(({ source }) => source === SOURCES.shed);
    expect(told.map(({ text, tsInit }) => [text, tsInit])).toEqual([
      [JSON.stringify({ frames: 2, from: time(2) }), time(4)],
      [JSON.stringify({ frames: 1, from: time(5) }), time(6)],
    ]);
  });

  test('tells each refusal, and of many alike in a segment only the first in full', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder }), time(0));
    const why = refuse('malformed', 'm'.repeat(1_000));
    const refused = () => recording.refused('rtds', why, 't'.repeat(1_000), time(1));
    for (let i = 0; i < 101; i++) refused();
    await recording.rotate(time(2));
    refused();
    await recording.stop(time(3));
    const records = await recordsOf(folder);
    const notes = records.filter(({ source }) => source === SOURCES.refused);
    const short = { source: 'rtds', code: 'malformed' };
    const whole = { ...short, message: 'm'.repeat(300), text: 't'.repeat(400) };
    expect(notes).toHaveLength(102);
    const [first, last, next] = [0, 100, 101].map((i) => JSON.parse(notes[i]?.text ?? ''));
    expect([first, last, next]).toEqual([whole, short, whole]);
  });

  test('that turns over promises nothing of the old segment before it is on the disk', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder }), time(0));
    recording.frame('clob/market', 1, 'in the old one', time(1));
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const close = FrameLogWriter.prototype.close;
    vi.spyOn(FrameLogWriter.prototype, 'close').mockImplementationOnce(async function (
      this: FrameLogWriter,
    ) {
      await held;
      await close.call(this);
    });
    const { path } = recording;
    const turning = recording.rotate(time(2));
    while (recording.path === path) await breathe();
    const flushing = recording.flush();
    for (let i = 0; i < 20; i++) await breathe();
    expect([statSync(path).size, recording.written]).toEqual([0, 0]);
    release();
    await Promise.all([turning, flushing]);
    expect(recording.written).toBeGreaterThan(0);
    await recording.stop(time(3));
  });

  test('dates a winner by when it was heard, for a listener and in the log alike', async () => {
    const { folder } = options();
    const heard: number[] = [];
    const listener = {
      declared: () => {},
      event: () => {},
      stopped: () => {},
      forgotten: () => {},
      resolved: (_market: number, { at }: Resolution, now: Timestamp) => heard.push(at, now),
    };
    const recording = await Recording.start(options({ folder, listener }), time(0));
    const market = recording.declare(facts('a'), time(0));
    // The venue's clock is ahead of ours.
    const told = { payout: 1_000_000, at: time(9), source: 'venue' } as const;
    recording.resolved(market, told, 'a test', time(5));
    await recording.stop(time(6));
    const [note] = (await recordsOf(folder)).filter(({ source }) => source === SOURCES.resolution);
    expect(heard).toEqual([time(5), time(5)]);
    expect(note?.tsInit).toBe(time(5));
    expect(JSON.parse(note?.text ?? '')).toMatchObject({ resolution: { at: time(5) } });
  });

  test('speaks no more of a market that is over', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder }), time(0));
    const over = recording.declare(facts('over'), time(0));
    recording.declare(facts('open'), time(0));
    recording.forget(over, time(0));
    await recording.rotate(time(1));
    await recording.stop(time(99));
    const texts = (await recordsOf(folder)).map((one) => one.text);
    expect(texts.filter((text) => text.includes('"over"'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('"open"'))).toHaveLength(2);
  });

  test('is not begun twice under one name', async () => {
    const { folder } = options();
    await (await Recording.start(options({ folder }), time(0))).stop(time(1));
    await expect(Recording.start(options({ folder }), time(0))).rejects.toThrow(/EEXIST/);
  });

  test('stopped while it turns over, it ends both segments', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder }), time(0));
    const turning = recording.rotate(time(10));
    const stopped = await recording.stop(time(10));
    expect(await turning).toMatch(/000001\.frames$/);
    expect(stopped).toMatch(/000002\.frames$/);
    const ends = (await recordsOf(folder)).filter(({ source }) => source === SOURCES.end);
    expect(ends.map(({ text }) => text)).toEqual(['{"reason":"rotated"}', '{"reason":"stopped"}']);
    expect(await recording.stop(time(11))).toBe(stopped);
    expect(await recording.rotateIfDue(time(9_999))).toBeUndefined();
    await expect(recording.rotate(time(12))).rejects.toThrow(/was stopped/);
  });

  test('that was stopped counts what still comes and keeps nothing of it', async () => {
    const { folder } = options();
    const recording = await Recording.start(options({ folder }), time(0));
    const token = recording.declare(facts('a'), time(0)) * 2;
    await recording.stop(time(1));
    const gap = { kind: 'gap', token, from: time(2), reason: 'disconnected' } as const;
    recording.event(gap, time(2));
    recording.frame('clob/market', 1, 'late', time(2));
    recording.declare(facts('b'), time(3));
    expect(recording.pending).toBe(0);
    expect(recording.shed).toEqual({ frames: 1, events: 1 });
  });
});
