import { describe, expect, test } from 'vitest';
import {
  aggregateTrade,
  binanceTrade,
  bookTicker,
  coinbaseHeartbeat,
  coinbaseMatch,
  coinbaseTicker,
  depthUpdate,
  forceOrder,
  kline,
  markPrice,
} from '../../../test/support/exchange-frames.ts';
import { readBinanceFutures, readBinanceSpot } from '../wire/binance-frame.ts';
import { readCoinbase } from '../wire/coinbase-frame.ts';
import type { FrameReader, SymbolEvent } from '../wire/feed-event.ts';
import { Seam } from './seam.ts';

function eventsOf(read: FrameReader, frame: string): SymbolEvent[] {
  const reading = read(frame);
  const events = reading?.ok ? reading.value : [];
  return events.filter((event) => event.kind !== 'ShutdownAnnounced');
}

/** How many of the events in a frame came the second time in vain. */
function inVain(seam: Seam, read: FrameReader, frame: string): number {
  return eventsOf(read, frame).filter((event) => seam.isTwice(event, true)).length;
}

describe('of what two connections say', () => {
  test.each<[string, FrameReader, string, string, number]>([
    ['trades', readBinanceSpot, binanceTrade(0), binanceTrade(0, { t: 1 }), 1],
    ['aggregates', readBinanceSpot, aggregateTrade(0), aggregateTrade(0, { a: 1 }), 1],
    ['quotes', readBinanceSpot, bookTicker(), bookTicker({ u: 1 }), 1],
    ['depth', readBinanceSpot, depthUpdate([1, 2], [], []), depthUpdate([1, 3], [], []), 1],
    ['liquidations', readBinanceFutures, forceOrder(0), forceOrder(0, { q: '1' }), 1],
    ['tickers', readCoinbase, coinbaseTicker(0), coinbaseTicker(1), 2],
    ['matches', readCoinbase, coinbaseMatch(0), coinbaseMatch(1), 1],
  ])('%s come once', (_name, read, frame, another, events) => {
    const seam = new Seam();
    expect(inVain(seam, read, frame)).toBe(0);
    expect(inVain(seam, read, frame)).toBe(events);
    expect(inVain(seam, read, another)).toBe(0);
  });

  test.each<[string, FrameReader, string]>([
    ['candles', readBinanceSpot, kline(0)],
    ['marks', readBinanceFutures, markPrice(0)],
    ['heartbeats', readCoinbase, coinbaseHeartbeat(0)],
  ])('%s may come twice', (_name, read, frame) => {
    const seam = new Seam();
    inVain(seam, read, frame);
    expect(inVain(seam, read, frame)).toBe(0);
  });

  test('a trade and an aggregate of one number are two', () => {
    const seam = new Seam();
    inVain(seam, readBinanceSpot, binanceTrade(0, { t: 7 }));
    expect(inVain(seam, readBinanceSpot, aggregateTrade(0, { a: 7 }))).toBe(0);
    expect(inVain(seam, readBinanceFutures, aggregateTrade(0, { a: 7 }))).toBe(0);
  });

  test('nothing is kept while one connection is open', () => {
    const seam = new Seam();
    const [trade] = eventsOf(readBinanceSpot, binanceTrade(0));
    if (trade === undefined) throw new Error('no trade');
    const asked = [true, true, false, false, true, true].map((both) => seam.isTwice(trade, both));
    expect(asked).toEqual([false, true, false, false, false, true]);
  });
});
