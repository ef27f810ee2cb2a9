import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Recording } from '../src/archive/frame-log/recording.ts';
import { segmentFolder, takeSegments } from '../src/archive/frame-log/take-segments.ts';
import { datasetFolder } from '../src/archive/layout.ts';
import type { TokenId } from '../src/domain/ids.ts';
import { UNTOLD } from '../src/domain/market-facts.ts';
import type { TickSize } from '../src/domain/tick.ts';
import type { Timestamp } from '../src/domain/units.ts';
import { readMarketFrame } from '../src/polymarket/wire/market/market-frame.ts';
import { MarketRecorder } from '../src/runtime/record/market-recorder.ts';
import { type FrameMarket, frameMarkets, madeUpFrames } from './made-up-frames.ts';
import type { Result, Section } from './section.ts';
import { significant } from './spread.ts';
import { asyncLap, type Lap } from './stopwatch.ts';
import { inTemporaryFolder } from './temporary-archive.ts';

/** What the venue sends of 200 busy tokens: frames a second, each with a change of both tokens. */
const PACE = 2_000;
const CHANGES = 2;
const FRAMES = 20_000;
/** Frames between two flushes: a fifth of a second of them. */
const BATCH = PACE / 5;
const START = 1_790_000_000_000_000;
const LIMITS = { segmentMicros: 900_000_000, segmentBytes: 1 << 26, mostPending: 1 << 28 };
const BEGIN = { dataset: 'bench', provenance: 'simulated', heardFrom: 'nobody' } as const;

type RecordCase = { readonly seconds: number };
const HEADING = [
  'step',
  'k events/s of processor',
  'times the load',
  'bytes/event on disk',
  'memory, end to first quarter',
];

/** The recorder: frames as text to a log, and closed segments of the log to rows. */
export const record: Section<RecordCase> = sectionOf('record', 300);
/** The same for an hour of load: whether memory stays as it is. */
export const recordHour: Section<RecordCase> = sectionOf('record-hour', 3_600);

function sectionOf(name: string, seconds: number): Section<RecordCase> {
  return {
    name,
    title: `${seconds} s of ${PACE} frames/s with ${CHANGES} changes each, as fast as it goes`,
    heading: HEADING,
    nodeFlags: [],
    cases: () => [{ seconds }],
    measure: ({ seconds: length }) => inTemporaryFolder((root) => measure(root, length)),
  };
}

async function measure(root: string, seconds: number): Promise<readonly Result[]> {
  const count = seconds * PACE;
  const memory: number[] = [];
  const recording = await asyncLap(() => recordFrames(root, count, memory));
  const folder = segmentFolder(root, BEGIN.dataset);
  const logged = bytesIn(folder);
  let rows = 0;
  const taking = await asyncLap(async () => {
    rows = (await takeSegments({ root, begin: BEGIN })).eventRows;
  });
  const stored = bytesIn(join(datasetFolder(root, BEGIN.dataset), 'events'));
  const events = count * CHANGES;
  const quarter = memory[Math.floor(memory.length / 4)] ?? Number.NaN;
  const growth = (memory.at(-1) ?? Number.NaN) / quarter;
  return [
    resultOf('frames to log', recording, events, seconds, logged, growth),
    resultOf('log to rows', taking, rows, seconds, stored, undefined),
  ];
}

function resultOf(
  step: string,
  { wall, processor }: Lap,
  events: number,
  seconds: number,
  bytes: number,
  growth: number | undefined,
): Result {
  const rate = events / processor;
  return {
    cells: [
      step,
      significant(rate / 1_000),
      significant(seconds / wall),
      significant(bytes / events),
      growth === undefined ? '' : significant(growth),
    ],
    figures: { step, events, eventsPerProcessorSecond: rate, wall, bytes, growth },
  };
}

async function recordFrames(root: string, count: number, memory: number[]): Promise<void> {
  const markets = frameMarkets(7);
  const texts = madeUpFrames(markets, FRAMES, CHANGES, 7);
  const folder = segmentFolder(root, BEGIN.dataset);
  const options = { ...BEGIN, ...LIMITS, folder, session: 'bench' };
  const recording = await Recording.start(options, START as Timestamp);
  const recorder = new MarketRecorder(recording);
  const origin = { connection: 1, sequence: 0, receivedAt: START as Timestamp };
  for (const market of markets) openMarket(recorder, market);
  for (let i = 0; i < count; i++) {
    const text = texts[i % FRAMES] as string;
    origin.receivedAt = (START + (i * 1_000_000) / PACE) as Timestamp;
    recorder.frame(text, origin);
    for (const message of readMarketFrame(text).messages) recorder.message(message, origin);
    if (i % BATCH !== 0) continue;
    await recording.flush();
    await recording.rotateIfDue(origin.receivedAt);
    if (i % (BATCH * 50) === 0) memory.push(process.memoryUsage().rss);
  }
  await recording.stop(origin.receivedAt);
}

/** Declares a market and gives each token an empty book, so that changes mean something. */
function openMarket(recorder: MarketRecorder, { market, tokens }: FrameMarket): void {
  const at = START as Timestamp;
  const ids = [tokens[0] as TokenId, tokens[1] as TokenId] as const;
  recorder.declare({ ...UNTOLD, slug: market, tokens: ids, source: 'bench' }, at);
  const none = { price: new Int32Array(0), size: new Float64Array(0) };
  for (const token of ids) {
    const tick = 10_000 as TickSize;
    const book = { kind: 'BookSnapshot', market: undefined, tsEvent: at, token, tick } as const;
    const origin = { connection: 1, sequence: 0, receivedAt: at };
    recorder.message({ ...book, bids: none, asks: none, hash: undefined }, origin);
  }
}

function bytesIn(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return bytes;
}
