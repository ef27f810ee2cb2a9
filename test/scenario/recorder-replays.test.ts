// What the venue once sent, sent again over real sockets: the recorder's archive holds all of it,
// once, and its books are those of the recording.
import { expect } from 'vitest';
import { readMarketFrame } from '../../src/polymarket/wire/market/market-frame.ts';
import { recording, testRecorded } from '../support/recorded.ts';
import { recordedBooks, type Stretch, tokensRecorded } from '../support/recorded-books.ts';
import { marketFrames, type TimedText } from '../support/recorded-frames.ts';
import { proveRecorded } from '../support/replay-to-recorder.ts';
import { tellFigures } from '../support/tell-figures.ts';

/** POLYDESK_REPLAY=whole sends all recorded books and not only some minutes of them. */
const isWhole = process.env.POLYDESK_REPLAY === 'whole';
/** POLYDESK_REPLAY_MINUTES=10 sends so much of each recording at its own pace, pauses and all. */
const MINUTES = process.env.POLYDESK_REPLAY_MINUTES;

/** From 2026-04-13 16:30 UTC on: the busiest ten minutes of the books. */
const BUSY_S = 1_776_097_800;
const stretch = (seconds: number): Stretch => ({ from: BUSY_S, to: BUSY_S + seconds });

/** 2026-04-29 02:10 UTC: half an hour of frames without a long pause begins, the only one. */
const STEADY_MS = 1_777_428_600_000;

/** Long forms run for as long as they take. */
const LONG_MS = 3_600_000;

function tokensIn(frames: readonly TimedText[]): string[] {
  const messages = frames.flatMap(({ text }) => readMarketFrame(text).messages);
  return [...new Set(messages.flatMap((one) => (one.kind === 'BookSnapshot' ? one.token : [])))];
}

testRecorded(
  'the raw frames of April 2026 at full speed are recorded whole',
  recording('raw-frames-2026-04'),
  async (folder) => {
    const frames = marketFrames(folder);
    tellFigures(await proveRecorded({ tokens: tokensIn(frames), frames, mostPauseMs: 0 }));
  },
  120_000,
);

testRecorded(
  `${isWhole ? 'all' : 'some'} books of April 2026 at full speed are recorded whole`,
  recording('btc-5m-books-2026-04'),
  async (folder) => {
    const part = isWhole ? undefined : stretch(240);
    const tokens = await tokensRecorded(folder, part);
    const told = await proveRecorded({
      tokens,
      frames: recordedBooks(folder, part),
      mostPauseMs: 0,
    });
    tellFigures(told);
    expect(Number.parseInt(told, 10)).toBeGreaterThan(isWhole ? 435_000 : 2_000);
  },
  LONG_MS,
);

// Without minutes, pauses are cut: of the raw frames most came in bursts, minutes apart.
const mostPauseMs = MINUTES === undefined ? 5 : Number.POSITIVE_INFINITY;
const pace =
  MINUTES === undefined ? 'with their pauses cut' : `for ${MINUTES} minutes as they came`;

testRecorded(
  `the raw frames of April 2026 ${pace} are recorded whole`,
  recording('raw-frames-2026-04'),
  async (folder) => {
    const all = marketFrames(folder);
    const isIn = ({ at }: TimedText) =>
      at >= STEADY_MS && at < STEADY_MS + Number(MINUTES) * 60_000;
    const frames = MINUTES === undefined ? all.slice(0, 400) : all.filter(isIn);
    tellFigures(await proveRecorded({ tokens: tokensIn(frames), frames, mostPauseMs }));
  },
  LONG_MS,
);

testRecorded(
  `books of April 2026 ${pace} are recorded whole`,
  recording('btc-5m-books-2026-04'),
  async (folder) => {
    const part = stretch(MINUTES === undefined ? 60 : Number(MINUTES) * 60);
    const tokens = await tokensRecorded(folder, part);
    const frames = recordedBooks(folder, part);
    tellFigures(await proveRecorded({ tokens, frames, mostPauseMs }));
  },
  LONG_MS,
);
