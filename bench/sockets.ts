import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { TokenId } from '../src/domain/ids.ts';
import { SystemClock } from '../src/net/system-clock.ts';
import { wsTransport } from '../src/net/ws-transport.ts';
import { MarketChannel } from '../src/polymarket/sockets/market-channel.ts';
import { polymarketWire } from '../src/polymarket/wire/wire.ts';
import type { Result, Section } from './section.ts';
import { significant, spreadOf, text } from './spread.ts';
import { asyncLap } from './stopwatch.ts';
import { tokenNames } from './venue-frames.ts';

const VENUE = join(import.meta.dirname, 'venue-process.ts');
const WINDOW_MS = 5_000;
const RUNS = 3;

const CASES = [
  { tokens: 200, rate: 2_000 },
  { tokens: 2_000, rate: 2_000 },
  { tokens: 2_000, rate: 10_000 },
] as const;

type SocketCase = {
  readonly tokens: number;
  readonly rate: number;
  readonly runs: number;
};

/** What it costs to receive the venue's market channel over real sockets. */
export const sockets: Section<SocketCase> = {
  name: 'sockets',
  title: `the market channel over loopback, windows of ${WINDOW_MS / 1_000} s`,
  heading: [
    'tokens',
    'sockets',
    'frames/s asked',
    'frames/s (min-max)',
    'MB/s',
    'of one processor (min-max)',
    'µs a frame',
    'late ms, most',
    'untrusted',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return CASES.map((one) => ({ ...one, runs }));
  },
  async measure(one) {
    return [await measureSockets(one)];
  },
};

async function measureSockets({ tokens, rate, runs }: SocketCase): Promise<Result> {
  const venue = spawn(process.execPath, [VENUE, String(rate)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = await firstLines(venue.stdout);
  const names = tokenNames(tokens) as TokenId[];
  const tally = { frames: 0, bytes: 0, lateUs: 0 };
  let connections = 0;
  const channel = new MarketChannel({
    url: `ws://127.0.0.1:${port}/`,
    clock: new SystemClock(),
    transport: wsTransport,
    random: Math.random,
    nextConnection: () => ++connections,
    read: polymarketWire.readMarketFrame,
    witness: async () => undefined,
    sink: {
      frame(frame) {
        tally.frames++;
        tally.bytes += frame.length;
      },
      message(message, { receivedAt }) {
        tally.lateUs = Math.max(tally.lateUs, receivedAt - message.tsEvent);
      },
      refused() {},
      mark() {},
    },
    onFault(error) {
      throw error;
    },
  });
  channel.subscribe(names);
  while (tally.frames < tokens) await wait(50);
  venue.stdin.write('go\n');
  // Code is compiled, buffers find their size.
  await wait(WINDOW_MS);
  const windows: { frames: number; bytes: number; wall: number; processor: number }[] = [];
  tally.lateUs = 0;
  for (let run = 0; run < runs; run++) {
    const { frames, bytes } = tally;
    const { wall, processor } = await asyncLap(() => wait(WINDOW_MS));
    windows.push({ frames: tally.frames - frames, bytes: tally.bytes - bytes, wall, processor });
  }
  const untrusted = names.filter((name) => channel.stream(name)?.isTrusted !== true).length;
  const sockets = channel.shards.length;
  venue.stdin.end();
  await channel.close();
  const framesPerSecond = spreadOf(windows.map(({ frames, wall }) => frames / wall));
  const share = spreadOf(windows.map(({ processor, wall }) => processor / wall));
  const microsPerFrame = spreadOf(windows.map((one) => (1e6 * one.processor) / one.frames));
  const bytesPerSecond = spreadOf(windows.map(({ bytes, wall }) => bytes / wall));
  const lateMs = tally.lateUs / 1_000;
  return {
    cells: [
      String(tokens),
      String(sockets),
      rate.toLocaleString('en'),
      text(framesPerSecond, (value) => Math.round(value).toLocaleString('en')),
      significant(bytesPerSecond.median / 1e6),
      text(share, (value) => `${significant(100 * value)} %`),
      significant(microsPerFrame.median),
      significant(lateMs),
      String(untrusted),
    ],
    figures: {
      tokens,
      sockets,
      framesAskedPerSecond: rate,
      framesPerSecond,
      bytesPerSecond,
      shareOfProcessor: share,
      microsPerFrame,
      lateMsMost: lateMs,
      untrusted,
    },
  };
}

/** The first line that a process writes. */
async function firstLines(stream: NodeJS.ReadableStream): Promise<string[]> {
  for await (const line of createInterface(stream)) return [line];
  throw new Error('the venue process ended before it said its port');
}
