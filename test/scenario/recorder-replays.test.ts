// What the venue once sent, sent again over real sockets: the recorder's archive holds all of it,
// once, and its books are those of the recording.
import { join } from 'node:path';
import { expect } from 'vitest';
import { ArchiveSource } from '../../src/archive/archive-source.ts';
import { readFrameLog } from '../../src/archive/frame-log/frame-log-reader.ts';
import { segmentFolder } from '../../src/archive/frame-log/take-segments.ts';
import { importRecording } from '../../src/archive/import-recording.ts';
import { btc5mBooks } from '../../src/archive/importers/btc-5m-books.ts';
import { datasetFolder } from '../../src/archive/layout.ts';
import { readManifest } from '../../src/archive/manifest-file.ts';
import { verifyArchive } from '../../src/archive/verify-archive.ts';
import { MarketBook } from '../../src/domain/book.ts';
import { applyBookRow } from '../../src/domain/book-row.ts';
import type { TokenId } from '../../src/domain/ids.ts';
import { UNTOLD } from '../../src/domain/market-facts.ts';
import { FLAG_DERIVED, FLAG_LAST, KIND_CONFIRM, KIND_GAP } from '../../src/domain/tape.ts';
import { SystemClock } from '../../src/net/system-clock.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import { readMarketFrame } from '../../src/polymarket/wire/market/market-frame.ts';
import { takeInWorker } from '../../src/runtime/record/take-in-worker.ts';
import { VenueRecorder } from '../../src/runtime/record/venue-recorder.ts';
import { eventually } from '../support/eventually.ts';
import { query, temporaryFolder } from '../support/imported.ts';
import { recording, testRecorded } from '../support/recorded.ts';
import { readSessions } from '../support/recorded-frames.ts';
import { type Client, SocketServer } from '../support/socket-server.ts';
import { feedWire, polymarketWire } from '../support/wire.ts';

type Sent = { readonly text: string /** After the one before, ms. */; readonly afterMs: number };

/** Records what a server sends once all tokens are subscribed; returns the archive's root. */
async function recordAll(tokens: readonly string[], frames: readonly Sent[]): Promise<string> {
  const root = temporaryFolder();
  const sockets = await SocketServer.open();
  const expected = new Set(tokens);
  sockets.onText = (peer, text) => {
    if (text === 'PING') return;
    for (const token of JSON.parse(text).assets_ids as string[]) expected.delete(token);
    if (expected.size === 0) void sendAll(peer, frames);
  };
  const faults: unknown[] = [];
  let connections = 0;
  const recorder = await VenueRecorder.start({
    root,
    clock: new SystemClock(),
    dataset: 'loopback',
    provenance: 'simulated',
    heardFrom: 'a recording on this machine',
    segmentMicros: 900_000_000,
    segmentBytes: 1 << 22,
    mostPending: 1 << 30,
    flushMs: 100,
    leastFreeBytes: 0,
    take: takeInWorker,
    onTrouble: (trouble) => faults.push(trouble),
    marketSocket: sockets.url,
    transport: wsTransport,
    random: Math.random,
    nextConnection: () => ++connections,
    witness: async () => undefined,
    // Recorded tokens may have no book at all; nobody is to ask for one again.
    limits: { snapshotMs: 600_000, stallMs: 600_000 },
    onFault: (error) => faults.push(error),
  });
  const watched = recorder.watch(
    tokens.map((token) => ({
      ...UNTOLD,
      slug: `market-${token}`,
      tokens: [token as TokenId, undefined],
      source: 'the recording',
    })),
  );
  expect(watched.ok).toBe(true);
  await eventually(() => recorder.channel.counters.frames === frames.length);
  await recorder.stop();
  await sockets.close();
  expect(faults).toEqual([]);
  return root;
}

async function sendAll(peer: Client, frames: readonly Sent[]): Promise<void> {
  for (const { text, afterMs } of frames) {
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    peer.say(text);
  }
}

/** The frames in the log, as they came. */
async function loggedFrames(root: string): Promise<string[]> {
  const folder = segmentFolder(root, 'loopback');
  const { units = [] } = (await readManifest(datasetFolder(root, 'loopback'))) ?? {};
  const texts: string[] = [];
  for (const unit of units) {
    for await (const block of readFrameLog(join(folder, `${unit}.frames`))) {
      if (!('records' in block)) throw new Error(`${unit} is damaged`);
      for (const { source, text } of block.records) {
        if (source === 'clob/market') texts.push(text);
      }
    }
  }
  return texts;
}

async function isAsWritten(root: string): Promise<void> {
  const [report] = await verifyArchive(root);
  expect(report?.checks.filter((check) => check.faults > 0)).toEqual([]);
}

for (const pace of ['at full speed', 'at its own pace'] as const) {
  testRecorded(
    `the raw frames of April 2026 ${pace} are recorded whole`,
    recording('raw-frames-2026-04'),
    async (folder) => {
      const sessions = readSessions(folder);
      // A pause of the recording is cut: its frames came in bursts, minutes apart.
      const afterMs = pace === 'at full speed' ? 0 : 5;
      const texts = sessions.flatMap((session) => session.connections.flat());
      const frames = (afterMs === 0 ? texts : texts.slice(0, 400)).map((text) => ({
        text,
        afterMs,
      }));
      const tokens = new Set<string>();
      let told = 0;
      for (const { text } of frames) {
        for (const message of readMarketFrame(text).messages) {
          if (message.kind === 'BookSnapshot') tokens.add(message.token);
          if (message.kind !== 'LevelsChanged') told++;
        }
      }
      const root = await recordAll([...tokens], frames);
      expect(await loggedFrames(root)).toEqual(frames.map(({ text }) => text));
      await isAsWritten(root);
      const manifest = await readManifest(datasetFolder(root, 'loopback'));
      expect(manifest?.quarantine).toEqual({});
      expect(manifest?.counts.books).toBeGreaterThan(0);
      expect(manifest?.counts.books).toBeLessThanOrEqual(told);
    },
    120_000,
  );
}

testRecorded(
  'recorded books sent again are the same books, message by message',
  recording('btc-5m-books-2026-04'),
  async (folder) => {
    const part = join(temporaryFolder(), 'part.parquet');
    await query(`COPY (
      SELECT * FROM read_parquet('${join(folder, 'btc5m_book_2026-04-14.parquet')}')
      WHERE slug < 'btc-updown-5m-1776154800'
    ) TO '${part}' (FORMAT parquet)`);
    const rows = await query(`SELECT asset_id, raw_data FROM read_parquet('${part}')
      ORDER BY slug, asset_id, (raw_data::JSON->>'timestamp')::BIGINT, "timestamp"`);
    const frames = rows.map((row) => ({ text: String(row.raw_data), afterMs: 0 }));
    const tokens = [...new Set(rows.map((row) => String(row.asset_id)))];
    const again = await recordAll(tokens, frames);
    expect(await loggedFrames(again)).toEqual(frames.map(({ text }) => text));
    await isAsWritten(again);

    const original = temporaryFolder();
    const importers = [btc5mBooks];
    const wires = { wire: polymarketWire, feeds: feedWire };
    await importRecording({ input: part, root: original, importers, ...wires });
    const before = await booksByToken(original);
    const after = await booksByToken(again);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [token, states] of before) expect(after.get(token)).toEqual(states);
    expect([...before.values()].flat().length).toBeGreaterThan(5_000);
  },
  300_000,
);

/** Each state that a token's book went through, by its best prices and the depth behind them. */
async function booksByToken(root: string): Promise<Map<string, string[]>> {
  const source = await ArchiveSource.open(root, { mirror: 'keep' });
  const states = new Map<string, string[]>();
  const books = new Map<string, MarketBook>();
  for await (const tape of source.tapes()) {
    // Both archives speak of the token itself, whichever outcome it is.
    const own = { ...tape, outcome: new Uint8Array(tape.length) };
    for (let row = 0; row < tape.length; row++) {
      const market = source.markets[tape.market[row] ?? -1];
      const token = market?.tokens[tape.outcome[row] === 1 ? 1 : 0];
      const kind = tape.kind[row] ?? KIND_GAP;
      if (market === undefined || token === undefined || kind > KIND_CONFIRM) continue;
      // What a recorder adds of its own is not a message; the end of a recording is a gap.
      if (kind === KIND_GAP) continue;
      const book = books.get(token) ?? new MarketBook(market.ticks[0]?.tick ?? (0 as never));
      books.set(token, book);
      applyBookRow(book, own, row);
      const flags = tape.flags[row] ?? 0;
      if ((flags & FLAG_LAST) === 0 || (flags & FLAG_DERIVED) !== 0) continue;
      const seen = states.get(token) ?? [];
      seen.push(`${book.bestBid} ${book.bestAsk} ${depthOf(book)}`);
      states.set(token, seen);
    }
  }
  source.close();
  return states;
}

function depthOf(book: MarketBook): number {
  let depth = 0;
  for (let price = book.tick; price < 1_000_000; price = (price + book.tick) as typeof price) {
    for (const side of [0, 1] as const) depth += book.sizeAt(side, price as never) * (price + side);
  }
  return depth;
}
