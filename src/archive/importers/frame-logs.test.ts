import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { feedWire, polymarketWire } from '../../../test/support/wire.ts';
import { wordsOfEvent } from '../../../test/support/words-of-event.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import { BID } from '../../domain/side.ts';
import {
  FLAG_DERIVED,
  KIND_CLEAR,
  KIND_GAP,
  KIND_LEVEL,
  KIND_REFERENCE,
  KIND_TICK,
  KIND_TRADE,
} from '../../domain/tape.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import { ArchiveSource } from '../archive-source.ts';
import { Duck } from '../duck.ts';
import type { RecordedEvent } from '../frame-log/event-text.ts';
import { FrameLogWriter } from '../frame-log/frame-log-writer.ts';
import { LOG_VERSION, SOURCES } from '../frame-log/recorder-note.ts';
import { importRecording } from '../import-recording.ts';
import { listInput } from '../input-files.ts';
import { frameLogs } from './frame-logs.ts';

const S = 1_000_000;
const time = (seconds: number) => (1_790_000_000 * S + seconds * S) as Timestamp;
const levels = (price: number, size: number) => ({
  price: Int32Array.of(price),
  size: Float64Array.of(size),
});
const begin = {
  version: LOG_VERSION,
  dataset: 'live',
  provenance: 'simulated',
  heardFrom: 'a test',
};
const facts = {
  ...UNTOLD,
  slug: 'btc-x',
  category: 'crypto',
  opensAt: time(0),
  closesAt: time(300),
  source: 'made up',
};

type Said = readonly [second: number, source: string, text: string | object];

const event = (second: number, told: RecordedEvent): Said => [
  second,
  SOURCES.event,
  wordsOfEvent(told),
];
const book = (second: number, bid: number): Said =>
  event(second, {
    kind: 'book',
    token: 0,
    tsEvent: (time(second) - 20_000) as Timestamp,
    tick: 10_000 as TickSize,
    bids: levels(bid, 5),
    asks: levels(bid + 10_000, 6),
  });
const level = (second: number, price: number, size: number): Said =>
  event(second, {
    kind: 'levels',
    tsEvent: time(second),
    changes: [{ token: 0, side: BID, price: price as Price, size: size as Shares }],
  });
const opening: readonly Said[] = [
  [0, SOURCES.begin, begin],
  [0, SOURCES.market, { number: 0, facts }],
];
const rotated: Said = [100, SOURCES.end, { reason: 'rotated' }];

/** One block for each record; returns the path and where each block ends. */
async function segment(folder: string, name: string, said: readonly Said[], firstSeq = 1) {
  const path = join(folder, `${name}.frames`);
  const writer = await FrameLogWriter.create(path);
  const ends: number[] = [];
  for (const [i, [second, source, told]] of said.entries()) {
    const text = typeof told === 'string' ? told : JSON.stringify(told);
    writer.append({ tsInit: time(second), source, connection: 0, seq: firstSeq + i, text });
    await writer.flush();
    ends.push(writer.bytes);
  }
  await writer.close();
  return { path, ends };
}

/** The segment after those that end as rotated, which says only that it is the last. */
function lastSegment(folder: string, name: string, firstSeq: number) {
  const said: Said[] = [
    [400, SOURCES.begin, begin],
    [400, SOURCES.end, { reason: 'stopped' }],
  ];
  return segment(folder, name, said, firstSeq);
}

async function imported(folder: string) {
  const root = temporaryFolder();
  const options = {
    input: folder,
    root,
    importers: [frameLogs],
    wire: polymarketWire,
    feeds: feedWire,
  };
  const { manifest } = await importRecording(options);
  const source = await ArchiveSource.open(root);
  const rows: (readonly [second: number, kind: number, price: number, derived: boolean])[] = [];
  for await (const tape of source.tapes()) {
    for (let i = 0; i < tape.length; i++) {
      const kind = tape.kind[i]!;
      // A replay ends an unfinished series with a gap of its own, one µs after the last row.
      const isEndOfSeries = kind === KIND_GAP && tape.tsInit[i]! % 1_000 === 1;
      if (kind > KIND_REFERENCE || isEndOfSeries) continue;
      const second = (tape.tsInit[i]! - time(0)) / S;
      rows.push([second, kind, tape.price[i]!, (tape.flags[i]! & FLAG_DERIVED) !== 0]);
    }
  }
  source.close();
  return { manifest, rows, resolutions: source.resolutions };
}

const gapsOf = (rows: Awaited<ReturnType<typeof imported>>['rows']) =>
  rows.filter(([, kind]) => kind === KIND_GAP).map(([second]) => second);

describe('a recorder’s log', () => {
  test('says of how many frames only the events were kept', async () => {
    const folder = temporaryFolder();
    const shed = (second: number, frames: number): Said => [
      second,
      SOURCES.shed,
      { frames, from: time(second - 1) },
    ];
    await segment(folder, 'a-0001', [
      ...opening,
      book(1, 400_000),
      shed(5, 3),
      shed(9, 4),
      rotated,
    ]);
    const { manifest, rows } = await imported(folder);
    expect(manifest.defects.frames_not_kept).toBe(7);
    expect(gapsOf(rows)).toEqual([100]);
  });

  test('backtests as it was heard: books, changes, prints, prices and the winner', async () => {
    const folder = temporaryFolder();
    await segment(folder, 'a-0001', [
      ...opening,
      [1, 'clob/market', '{"event_type":"book"}'],
      book(1, 400_000),
      level(2, 390_000, 7),
      event(3, {
        kind: 'trade',
        token: 0,
        tsEvent: time(3),
        side: 'buy',
        price: 410_000 as Price,
        size: 2 as Shares,
        isLate: false,
      }),
      event(4, {
        kind: 'price',
        feed: 'chainlink/btcusd',
        tsEvent: time(4),
        value: 70_000_123_457,
        text: '70000.1234567',
      }),
      [
        310,
        SOURCES.resolution,
        { market: 0, resolution: { payout: 1_000_000, at: time(305), source: 'venue' }, note: 'n' },
      ],
      rotated,
    ]);
    await lastSegment(folder, 'a-0002', 10);
    const { manifest, rows, resolutions } = await imported(folder);
    expect(manifest).toMatchObject({
      dataset: 'live',
      provenance: 'simulated',
      counts: { books: 1, deltas: 1, trades: 1 },
      feeds: ['chainlink/btcusd'],
      rows: { gaps: 0, quarantine: 0 },
    });
    expect(rows.filter(([second]) => second >= 2)).toEqual([
      [2, KIND_LEVEL, 390_000, false],
      [3, KIND_TRADE, 410_000, false],
      [4, KIND_REFERENCE, 0, false],
    ]);
    expect(resolutions[0]).toMatchObject({ payout: 1_000_000, source: 'venue' });
  });

  test('keeps prints that were learned late, and replays only those that were news', async () => {
    const folder = temporaryFolder();
    const print = (second: number, isLate: boolean): Said =>
      event(second, {
        kind: 'trade',
        token: 0,
        tsEvent: time(2),
        side: 'sell',
        price: 400_000 as Price,
        size: 3 as Shares,
        isLate,
      });
    const said = [...opening, book(1, 400_000), print(3, false), print(40, true), rotated];
    await segment(folder, 'a-0001', said);
    const { manifest, rows } = await imported(folder);
    expect(manifest.counts).toMatchObject({ trades: 1, lateTrades: 1 });
    expect(manifest.series[0]).toMatchObject({ trades: 1, lateTrades: 1, largestSilenceMs: 2_000 });
    expect(rows.filter(([, kind]) => kind === KIND_TRADE).map(([second]) => second)).toEqual([3]);
  });

  test('goes on over a rotation: the standing book is told again, without a gap', async () => {
    const folder = temporaryFolder();
    await segment(folder, 'a-0001', [...opening, book(1, 400_000), rotated]);
    const standing = event(100, {
      kind: 'standing',
      token: 0,
      tick: 10_000 as TickSize,
      bids: levels(400_000, 5),
      asks: levels(410_000, 6),
    });
    const said = [...opening, standing, level(101, 390_000, 7), rotated];
    await segment(
      folder,
      'a-0002',
      said.map(([, ...rest], i) => [100 + i / 10, ...rest]),
      5,
    );
    await lastSegment(folder, 'a-0003', 10);
    const { manifest, rows } = await imported(folder);
    expect(gapsOf(rows)).toEqual([]);
    expect(manifest.counts).toMatchObject({ books: 1, deltas: 1, tokenSeries: 1 });
    expect(rows.filter(([, , , derived]) => derived).map(([, kind]) => kind)).toEqual([
      KIND_TICK,
      KIND_CLEAR,
      KIND_LEVEL,
      KIND_LEVEL,
    ]);
  });

  test.each([
    ['that was stopped', [[50, SOURCES.end, { reason: 'stopped' }] as Said], {}],
    ['whose recorder was killed', [], { recorder_killed: 1 }],
  ])('%s leaves the book unknown from its last word on', async (_, ending, defects) => {
    const folder = temporaryFolder();
    const heard: Said = [50, 'clob/market', 'PONG'];
    await segment(folder, 'a-0001', [...opening, book(1, 400_000), heard, ...ending]);
    const { manifest, rows } = await imported(folder);
    expect(gapsOf(rows)).toEqual([50]);
    expect(manifest.defects).toMatchObject(defects);
  });

  test('cut off in the middle of a block keeps what was whole and says so', async () => {
    const folder = temporaryFolder();
    const said = [...opening, book(1, 400_000), level(2, 390_000, 7), level(3, 380_000, 7)];
    const { path } = await segment(folder, 'a-0001', said);
    writeFileSync(path, readFileSync(path).subarray(0, -3));
    const { manifest, rows } = await imported(folder);
    expect(manifest.counts).toMatchObject({ books: 1, deltas: 1 });
    expect(manifest.defects).toMatchObject({ log_cut_off_while_written: 1, recorder_killed: 1 });
    expect(gapsOf(rows)).toEqual([2]);
  });

  test('with a hole in its numbers trusts no book over it', async () => {
    const folder = temporaryFolder();
    const said = [...opening, book(1, 400_000), level(2, 390_000, 7), level(3, 380_000, 7)];
    const { path, ends } = await segment(folder, 'a-0001', said);
    // The block of the first change.
    writeFileSync(path, readFileSync(path).fill(0, ends[3]! - 2, ends[3]!));
    const { manifest, rows } = await imported(folder);
    expect(manifest.quarantine).toEqual({ damaged_block: 1, missing_records: 1 });
    expect(manifest.counts).toMatchObject({ books: 1, deltas: 1 });
    expect(gapsOf(rows)).toEqual([1, 1, 3]);
  });

  test('that speaks of tokens nobody declared keeps them apart', async () => {
    const folder = temporaryFolder();
    const stranger = event(2, {
      kind: 'tick',
      token: 9,
      tsEvent: time(2),
      tick: 1_000 as TickSize,
    });
    await segment(folder, 'a-0001', [...opening, book(1, 400_000), stranger, rotated]);
    const { manifest } = await imported(folder);
    expect(manifest.quarantine).toEqual({ unknown_token: 1 });
  });

  test('with a note of a market that is none keeps it apart and goes on', async () => {
    const folder = temporaryFolder();
    const note = { number: 1, facts: { slug: 'q', source: 's' } };
    const bad: Said = [1, SOURCES.market, note];
    await segment(folder, 'a-0001', [...opening, bad, book(1, 400_000), rotated]);
    const { manifest } = await imported(folder);
    expect(manifest.quarantine).toEqual({ unknown_market: 1 });
    expect(manifest.counts).toMatchObject({ books: 1 });
  });

  test('of another version is refused by name', async () => {
    const folder = temporaryFolder();
    await segment(folder, 'a-0001', [[0, SOURCES.begin, { ...begin, version: 99 }]]);
    await expect(imported(folder)).rejects.toThrow(/a-0001.frames is a log of version 99/);
  });
});

describe('a folder of logs', () => {
  const recognized = async (folder: string) => {
    const duck = await Duck.open();
    try {
      const context = { duck, wire: polymarketWire, feeds: feedWire };
      return await frameLogs.recognize(await listInput(folder), context);
    } finally {
      duck.close();
    }
  };

  test('is known by any log that tells what it is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a-000001.frames'), '');
    await segment(folder, 'b-000001', opening);
    expect((await recognized(folder))?.dataset.name).toBe('live');
  });

  test('of two provenances is refused by name', async () => {
    const folder = temporaryFolder();
    await segment(folder, 'a-000001', [[0, SOURCES.begin, { ...begin, provenance: 'live' }]]);
    await segment(folder, 'b-000001', opening);
    await expect(recognized(folder)).rejects.toThrow(/b-000001.frames is a log of simulated live/);
  });

  test('with a log that lost its beginning goes by others of its session alone', async () => {
    const folder = temporaryFolder();
    await segment(folder, 'a-000001', opening);
    for (const name of ['a-000002', 'b-000001']) {
      const { path, ends } = await segment(folder, name, opening);
      const bytes = readFileSync(path);
      bytes.fill(0, 0, ends[0]);
      writeFileSync(path, bytes);
      if (name === 'a-000002') expect((await recognized(folder))?.units).toHaveLength(2);
    }
    await expect(recognized(folder)).rejects.toThrow(/b-000001.frames: its first block is damaged/);
  });
});
