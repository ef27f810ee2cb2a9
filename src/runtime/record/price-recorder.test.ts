import { expect, onTestFinished, test, vi } from 'vitest';
import {
  binanceTrade,
  coinbaseMatch,
  coinbaseTicker,
  markPrice,
} from '../../../test/support/exchange-frames.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { second, startLog } from '../../../test/support/made-up-log.ts';
import { aPrint } from '../../../test/support/price-log.ts';
import { refuse } from '../../domain/result.ts';
import { readBinanceFutures, readBinanceSpot } from '../../feeds/wire/binance-frame.ts';
import { readCoinbase } from '../../feeds/wire/coinbase-frame.ts';
import type { FrameReader } from '../../feeds/wire/feed-event.ts';
import { PriceRecorder } from './price-recorder.ts';

/** A recorder, and how many prints it writes of a frame. */
async function stage() {
  const recording = await startLog(temporaryFolder());
  onTestFinished(async () => {
    await recording.stop(second(1));
  });
  const recorder = new PriceRecorder(recording);
  const sink = recorder.feedSink(() => {});
  const written = (read: FrameReader, text: string) => {
    const before = recorder.counts.prints;
    const reading = read(text);
    if (reading?.ok) for (const event of reading.value) sink.event(event, second(0));
    return recorder.counts.prints - before;
  };
  return { recorder, recording, sink, written };
}

test('of trades each is written, also two that are equal', async () => {
  const { written } = await stage();
  expect(written(readBinanceSpot, binanceTrade(0))).toBe(1);
  expect(written(readBinanceSpot, binanceTrade(0))).toBe(1);
  expect(written(readCoinbase, coinbaseTicker(0))).toBe(1);
  expect(written(readCoinbase, coinbaseTicker(0))).toBe(1);
});

test('the last trade before we came is none', async () => {
  const { written } = await stage();
  expect(written(readCoinbase, coinbaseMatch(0, { type: 'last_match' }))).toBe(0);
});

test('a state is written when it is new, not when it is told again', async () => {
  const { written } = await stage();
  const mark = (ms: number, changes = {}) => written(readBinanceFutures, markPrice(ms, changes));
  expect([mark(1_000), mark(1_000), mark(0), mark(2_000)]).toEqual([3, 0, 0, 3]);
  // The candle of a minute goes on: the same time, another value.
  expect(mark(2_000, { p: '76812' })).toBe(1);
});

test('of the venue’s two sockets each print is written once, a difference is told', async () => {
  const { recorder } = await stage();
  const notes: string[] = [];
  const [polybolt, rtds] = ['polybolt', 'rtds'].map((source) =>
    recorder.venueSink(source, ({ kind }) => notes.push(`${source} ${kind}`)),
  );
  polybolt?.print(aPrint('chainlink/btcusd', 0, 70), second(0));
  rtds?.print(aPrint('chainlink/btcusd', 0, 70), second(0));
  rtds?.print(aPrint('chainlink/btcusd', 1_000, 70), second(1));
  polybolt?.print(aPrint('chainlink/btcusd', 1_000, 90), second(1));
  expect(recorder.counts).toMatchObject({ prints: 2, disagreements: 1 });
  expect(notes).toEqual(['polybolt disagreement']);
});

test('what says to be from the future is refused and told, and silences nothing', async () => {
  const { recorder } = await stage();
  const notes: string[] = [];
  const sink = recorder.venueSink('rtds', ({ kind }) => notes.push(kind));
  sink.print(aPrint('chainlink/btcusd', 1e12), second(0));
  sink.print(aPrint('chainlink/btcusd', 0), second(0));
  expect(recorder.counts).toMatchObject({ prints: 1, refusals: 1, fromTheFuture: 1 });
  expect(notes).toEqual(['fromTheFuture']);
  const feeds = recorder.feedSink(() => {});
  feeds.refused(refuse('from_the_future', 'binance/btcusdt'), 'binance/spot', second(0));
  expect(recorder.counts).toMatchObject({ refusals: 2, fromTheFuture: 2 });
});

test('what is refused is written with its reason, and its frame where that is told', async () => {
  const { recorder, recording, sink } = await stage();
  const noted = vi.spyOn(recording, 'refused');
  const why = refuse('malformed', 'not JSON');
  sink.frame('coinbase', 1, 'rubbish', second(1));
  sink.refused(why, 'coinbase', second(1));
  sink.refused(why, 'coinbase', second(2));
  const venue = recorder.venueSink('rtds', () => {});
  venue.frame('nonsense', second(3), 1);
  venue.refused(why, second(3));
  expect(noted.mock.calls).toEqual([
    ['coinbase', why, 'rubbish', second(1)],
    ['coinbase', why, undefined, second(2)],
    ['rtds', why, 'nonsense', second(3)],
  ]);
  expect(recorder.counts.refusals).toBe(3);
});
