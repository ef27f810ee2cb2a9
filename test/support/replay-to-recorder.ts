// Sends recorded frames over a real socket to a recorder, and holds its archive against them.
import { expect } from 'vitest';
import { datasetFolder } from '../../src/archive/layout.ts';
import { readManifest } from '../../src/archive/manifest-file.ts';
import { verifyArchive } from '../../src/archive/verify-archive.ts';
import { readMarketFrame } from '../../src/polymarket/wire/market/market-frame.ts';
import { archivedBooks } from './archived-books.ts';
import { temporaryFolder } from './imported.ts';
import { loggedFrames } from './logged-frames.ts';
import { bareMarket, LOOPBACK, startLoopback } from './loopback-recorder.ts';
import type { TimedText } from './recorded-frames.ts';
import { TextLedger } from './replay-ledger.ts';
import { SentBooks } from './sent-books.ts';
import { type Peer, SocketServer } from './socket-server.ts';
import { breathe } from './virtual-clock.ts';

/** `mostPauseMs`: longer pauses of the recording are cut to this; 0 is full speed. */
export type Replay = {
  readonly tokens: readonly string[];
  readonly frames: AsyncIterable<TimedText> | Iterable<TimedText>;
  readonly mostPauseMs: number;
};

/** So much may wait for the recorder to read it, as on a connection with flow control. */
const BACKLOG_BYTES = 1 << 20;

/** What was sent: each text, and each state of each book. */
class Sent {
  readonly texts = new TextLedger();
  readonly books = new SentBooks();
  bytes = 0;
  /** From the first frame sent to the last one heard. */
  seconds = 0;

  add(text: string): void {
    this.texts.add(text);
    this.bytes += text.length;
    for (const message of readMarketFrame(text).messages) this.books.take(message);
  }
}

/**
 * Records all of it, and proves that nothing was lost, changed or doubled: each frame is in the log
 * once and in its place, each state of each book is in the archive once, and the archive is as it
 * was written. Returns what it was about, in a line.
 */
export async function proveRecorded(replay: Replay): Promise<string> {
  const root = temporaryFolder();
  const sent = await record(root, replay);
  const frames = sent.texts.count;
  const logged = new TextLedger();
  for await (const text of loggedFrames(root)) logged.add(text);
  expect(logged.close()).toBe(sent.texts.close());
  const archived = await archivedBooks(root);
  expect(archived.differences(sent.books.ledger)).toEqual([]);
  const [report] = await verifyArchive(root);
  expect(report?.checks.filter((check) => check.faults > 0)).toEqual([]);
  expect((await readManifest(datasetFolder(root, LOOPBACK)))?.quarantine).toEqual({});
  const rate = (frames / sent.seconds).toFixed(1);
  return (
    `${frames} frames (${Math.round(sent.bytes / 1e6)} MB) of ${replay.tokens.length} tokens in ` +
    `${sent.seconds.toFixed(1)} s, ${rate} a second; ${archived.states} states of books, ` +
    `${sent.books.passed} messages older than their book; lost 0, doubled 0, archive verified`
  );
}

async function record(root: string, { tokens, frames, mostPauseMs }: Replay): Promise<Sent> {
  const sockets = await SocketServer.open();
  const missing = new Set(tokens);
  const subscribed = new Promise<void>((resolve) => {
    sockets.onText = (_peer, text) => {
      if (text === 'PING') return;
      for (const token of JSON.parse(text).assets_ids as string[]) missing.delete(token);
      if (missing.size === 0) resolve();
    };
  });
  const faults: unknown[] = [];
  const recorder = await startLoopback({
    root,
    marketSocket: sockets.url,
    // Many segments, taken in while others are written.
    segmentBytes: 1 << 22,
    // As the record command has it: a disk that is too slow would show as frames shed.
    mostPending: 1 << 26,
    // Recorded tokens may have no book at all; nobody is to ask for one again.
    limits: { snapshotMs: 1e8, stallMs: 1e8, quietMs: 1e8 },
    onTrouble: (trouble) => faults.push(trouble),
    onFault: (error) => faults.push(error),
  });
  const watched = recorder.watch(tokens.map((token) => bareMarket(`market-${token}`, token)));
  expect(watched.ok).toBe(true);
  await subscribed;
  const began = performance.now();
  const sent = await sendAll(sockets.last, frames, mostPauseMs);
  await sockets.settled();
  sent.seconds = (performance.now() - began) / 1_000;
  expect(recorder.channel.counters.frames).toBe(sent.texts.count);
  expect(recorder.recorder.recording.shed).toEqual({ frames: 0, events: 0 });
  await recorder.stop();
  await sockets.close();
  expect(faults).toEqual([]);
  return sent;
}

/** At the pace at which they were received, or faster. */
async function sendAll(peer: Peer, frames: Replay['frames'], mostPauseMs: number): Promise<Sent> {
  const sent = new Sent();
  const began = performance.now();
  let before: number | undefined;
  let due = 0;
  for await (const { text, at } of frames) {
    due += Math.min(at - (before ?? at), mostPauseMs);
    before = at;
    const pause = began + due - performance.now();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    while (peer.socket.bufferedAmount > BACKLOG_BYTES) await breathe();
    peer.say(text);
    sent.add(text);
  }
  return sent;
}
