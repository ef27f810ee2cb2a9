import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import {
  aggregateTrade,
  binanceTrade,
  bookTicker,
  depthUpdate,
  forceOrder,
  kline,
  markPrice,
} from '../../../test/support/exchange-frames.ts';
import { NOON_MS } from '../../../test/support/market-frames.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { readSpotFrames } from '../../../test/support/spot-frames.ts';
import { readBinanceFutures, readBinanceSpot } from './binance-frame.ts';

function only(reading: ReturnType<typeof readBinanceSpot>) {
  if (!reading?.ok) throw new Error(reading?.message ?? 'not read');
  expect(reading.value).toHaveLength(1);
  return reading.value[0];
}

describe('a frame of spot markets', () => {
  test('with a trade', () => {
    expect(only(readBinanceSpot(binanceTrade(7)))).toEqual({
      kind: 'Traded',
      feed: 'binance/btcusdt',
      tsEvent: at(0.007),
      tsSent: at(0.008),
      price: { value: 76_800_000_000, text: '76800.00000000' },
      size: { value: 3_260, text: '0.00326000' },
      side: 'sell',
      id: NOON_MS + 7,
      isAggregate: false,
      isHistory: false,
    });
  });

  test('with an aggregate of trades', () => {
    expect(only(readBinanceSpot(aggregateTrade(7)))).toMatchObject({
      kind: 'Traded',
      side: 'buy',
      id: 5933014,
      isAggregate: true,
    });
  });

  test('with a quote that carries neither name nor time', () => {
    expect(only(readBinanceSpot(bookTicker()))).toEqual({
      kind: 'QuoteChanged',
      feed: 'binance/btcusdt',
      tsEvent: undefined,
      tsSent: undefined,
      bid: { value: 76_799_990_000, text: '76799.99' },
      bidSize: { value: 31_210_000, text: '31.21' },
      ask: { value: 76_800_000_000, text: '76800.00' },
      askSize: { value: 500_000, text: '0.5' },
      id: 400900217,
    });
  });

  test('with a candle, which ends where the next begins', () => {
    expect(only(readBinanceSpot(kline(0)))).toMatchObject({
      kind: 'CandleUpdated',
      interval: '1s',
      opensAt: at(0),
      closesAt: at(1),
      tsEvent: at(1.003),
      low: { value: 76_799_123_456 },
      close: { value: 76_801_000_000, text: '76801.00000000' },
      turnover: { value: 268_803_500_000 },
      takerBought: { value: 1_250_000 },
      trades: 101,
      isClosed: true,
    });
  });

  test('with changes of the book, of which the smallest size is no removal', () => {
    const frame = depthUpdate([157, 160], [['0.0024', '10']], [['0.0026', '0.00000001']]);
    const event = only(readBinanceSpot(frame));
    expect(event).toMatchObject({ kind: 'DepthChanged', firstId: 157, lastId: 160 });
    expect(event).toMatchObject({
      bids: { price: new Float64Array([2_400]), size: new Float64Array([10_000_000]) },
      asks: { price: new Float64Array([2_600]), size: new Float64Array([1]) },
    });
  });

  test('that announces the end of the connection', () => {
    const frame = '{"stream":"btcusdt@trade","data":{"e":"serverShutdown","E":1776081600000}}';
    expect(only(readBinanceSpot(frame))).toEqual({ kind: 'ShutdownAnnounced' });
  });

  test.each([
    '{"result":null,"id":1}',
    '[]',
    'null',
    '7',
    '{"stream":"btcusdt@trade","data":null}',
    '{"stream":"btcusdt@ticker","data":{"e":"24hrTicker"}}',
    '{"stream":"btcusdt@x","data":{"e":"constructor"}}',
    '{"stream":7,"data":{"u":1}}',
    markPrice(0),
  ])('of a kind that we do not read: %s', (frame) => {
    expect(readBinanceSpot(frame)).toBeUndefined();
  });

  const broken: [string, string, string][] = [
    ['no JSON', '{"stream":', 'not_json'],
    ['a price of zero', binanceTrade(0, { p: '0.00' }), 'not_a_price'],
    ['a price that is a number', binanceTrade(0, { p: 76800 }), 'unknown_shape'],
    ['a price without sense', binanceTrade(0, { p: 'NaN' }), 'not_a_decimal'],
    ['a negative size', binanceTrade(0, { q: '-1' }), 'negative_size'],
    ['no id', binanceTrade(0, { t: undefined }), 'unknown_shape'],
    ['a time in µs', binanceTrade(0, { T: NOON_MS * 1_000 }), 'unknown_shape'],
    ['another symbol than its stream', binanceTrade(0, { s: 'ETHUSDT' }), 'wrong_symbol'],
    ['a symbol that is none', binanceTrade(0, { s: '../x' }), 'unknown_shape'],
    ['a quote without a price', bookTicker({ b: '' }), 'not_a_decimal'],
    ['a quote of a negative size', bookTicker({ A: '-1' }), 'negative_size'],
    ['a quote without an id', bookTicker({ u: 'x' }), 'unknown_shape'],
    ['a candle without a body', kline(0).replace('"k":', '"K":'), 'unknown_shape'],
    ['changes without ids', depthUpdate(['a', 'b'] as never, [], []), 'unknown_shape'],
    ['a crossed quote', bookTicker({ b: '76800.00' }), 'crossed_book'],
    ['a candle of another symbol', kline(0, { s: 'ETHUSDT' }), 'wrong_symbol'],
    ['a candle whose close is above its high', kline(0, { c: '76802.51' }), 'not_a_candle'],
    ['a candle without a number', kline(0, { h: 'x' }), 'not_a_decimal'],
    ['a candle of negative volume', kline(0, { v: '-1' }), 'negative_size'],
    ['ids the wrong way round', depthUpdate([2, 1], [], []), 'ids_reversed'],
    ['a level at no price', depthUpdate([1, 2], [['0', '1']], []), 'not_a_price'],
    ['a level between units', depthUpdate([1, 2], [['0.00000012', '1']], []), 'too_precise'],
    ['a level of negative size', depthUpdate([1, 2], [], [['1', '-1']]), 'negative_size'],
    ['a level without size', depthUpdate([1, 2], [], [['1'] as never]), 'unknown_shape'],
    ['a level of letters', depthUpdate([1, 2], [], [['1', 'x']]), 'not_a_decimal'],
    ['levels that are no list', depthUpdate([1, 2], 'all' as never, []), 'unknown_shape'],
  ];
  test.each(broken)('with %s is refused', (_name, frame, code) => {
    expect(readBinanceSpot(frame)).toMatchObject({ ok: false, code });
  });

  test('of a huge book is refused before it is read', () => {
    const levels = Array.from({ length: 20_001 }, () => ['1', '1'] as const);
    expect(readBinanceSpot(depthUpdate([1, 2], levels, []))).toMatchObject({
      code: 'unknown_shape',
    });
  });

  testRecorded(
    'as recorded has a trade in each of 399',
    recording('raw-frames-2026-04'),
    (folder) => {
      const frames = readSpotFrames(folder).filter(({ exchange }) => exchange === 'binance');
      const events = frames.map(({ text }) => only(readBinanceSpot(text)));
      expect(events).toHaveLength(164 + 181 + 54);
      for (const [index, event] of events.entries()) {
        const { data } = JSON.parse(frames[index]?.text ?? '');
        expect(event).toMatchObject({
          kind: 'Traded',
          tsEvent: data.T * 1_000,
          tsSent: data.E * 1_000,
          price: { value: Math.round(Number(data.p) * 1e6), text: data.p },
          size: { value: Math.ceil(Number((Number(data.q) * 1e6).toFixed(3))), text: data.q },
          side: data.m ? 'sell' : 'buy',
        });
      }
    },
  );

  testRecorded(
    'with any of 6,961 recorded minutes is a candle',
    recording('btc-15m-minute-prices-2025-12'),
    (folder) => {
      const file = gunzipSync(readFileSync(join(folder, 'binance_BTCUSDT_1m.json.gz')));
      const { data } = JSON.parse(file.toString('utf8'));
      expect(data).toHaveLength(6_961);
      for (const { timestamp, open, high, low, close, volume } of data) {
        const prices = { o: String(open), h: String(high), l: String(low), c: String(close) };
        const times = { t: timestamp, T: timestamp + 59_999, i: '1m' };
        const event = only(readBinanceSpot(kline(0, { ...prices, ...times, v: String(volume) })));
        expect(event).toMatchObject({
          opensAt: timestamp * 1_000,
          closesAt: (timestamp + 60_000) * 1_000,
          close: { value: Math.round(close * 1e6) },
          volume: { value: Math.ceil(Number((volume * 1e6).toFixed(3))) },
        });
      }
    },
  );
});

describe('a frame of futures', () => {
  test('with a mark, the index behind it and funding as it stands', () => {
    expect(only(readBinanceFutures(markPrice(3)))).toEqual({
      kind: 'MarkPriced',
      feed: 'binance-futures/btcusdt',
      tsEvent: at(0.003),
      tsSent: at(0.003),
      mark: { value: 76_811_150_000, text: '76811.15000000' },
      index: { value: 76_814_626_591, text: '76814.62659091' },
      funding: { value: -12, text: '-0.00001234' },
      fundingAt: at(4 * 3_600),
    });
  });

  test('with a liquidation, whose sale closes a long position', () => {
    expect(only(readBinanceFutures(forceOrder(3)))).toMatchObject({
      kind: 'Liquidated',
      feed: 'binance-futures/btcusdt',
      tsEvent: at(0.003),
      side: 'sell',
      price: { text: '76500' },
      averagePrice: { value: 76_510_500_000 },
      size: { value: 14_000 },
      filled: { value: 14_000 },
      status: 'FILLED',
    });
    expect(only(readBinanceFutures(forceOrder(3, { S: 'BUY' })))).toMatchObject({ side: 'buy' });
  });

  test('with what spot has too keeps apart from it', () => {
    for (const frame of [aggregateTrade(0), kline(0), bookTicker({ e: 'bookTicker' })]) {
      expect(only(readBinanceFutures(frame))).toMatchObject({ feed: 'binance-futures/btcusdt' });
    }
  });

  test.each([
    ['a mark of zero', markPrice(0, { p: '0' }), 'not_a_price'],
    ['a mark without funding', markPrice(0, { r: '' }), 'not_a_decimal'],
    ['funding at no time', markPrice(0, { T: 0 }), 'unknown_shape'],
    ['a liquidation without a side', forceOrder(0, { S: 'HOLD' }), 'unknown_shape'],
    ['a liquidation at no price', forceOrder(0, { ap: '0' }), 'not_a_price'],
    ['a liquidation of nothing', forceOrder(0, { q: '-1' }), 'negative_size'],
  ])('with %s is refused', (_name, frame, code) => {
    expect(readBinanceFutures(frame)).toMatchObject({ ok: false, code });
  });
});
