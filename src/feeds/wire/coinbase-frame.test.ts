import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import {
  coinbaseHeartbeat,
  coinbaseMatch,
  coinbaseTicker,
} from '../../../test/support/exchange-frames.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { readSpotFrames } from '../../../test/support/spot-frames.ts';
import { readCoinbase } from './coinbase-frame.ts';

describe('a frame of Coinbase', () => {
  test('with a ticker has the last price, to the microsecond, and a quote', () => {
    const told = { feed: 'coinbase/btcusd', tsEvent: at(0.007659), tsSent: undefined };
    expect(readCoinbase(coinbaseTicker(7))).toEqual({
      ok: true,
      value: [
        {
          kind: 'PriceTold',
          ...told,
          price: { value: 76_796_250_000, text: '76796.25' },
          trade: 1009249981,
        },
        {
          kind: 'QuoteChanged',
          ...told,
          bid: { value: 76_796_240_000, text: '76796.24' },
          bidSize: { value: 234_557, text: '0.23455629' },
          ask: { value: 76_796_250_000, text: '76796.25' },
          askSize: { value: 295_669, text: '0.29566888' },
          id: 97115564335,
        },
      ],
    });
  });

  test.each([
    { best_ask: '0' },
    { best_bid: '' },
    { best_ask: '76796.24' },
    { best_bid_size: '?' },
  ])('has a price without a quote where one side is no side: %o', (changes) => {
    const reading = readCoinbase(coinbaseTicker(0, changes));
    expect(reading?.ok && reading.value.map(({ kind }) => kind)).toEqual(['PriceTold']);
  });

  test('with a match tells the taker, though the wire tells the maker', () => {
    expect(readCoinbase(coinbaseMatch(0))).toMatchObject({
      value: [{ kind: 'Traded', side: 'buy', size: { value: 1 }, isHistory: false }],
    });
    expect(readCoinbase(coinbaseMatch(0, { side: 'buy', type: 'last_match' }))).toMatchObject({
      value: [{ kind: 'Traded', side: 'sell', id: 1009249974, isHistory: true }],
    });
  });

  test('with a heartbeat', () => {
    expect(readCoinbase(coinbaseHeartbeat(5))).toMatchObject({
      value: [{ kind: 'HeartbeatHeard', feed: 'coinbase/btcusd', tsEvent: at(0.005659) }],
    });
  });

  test.each(['{"type":"subscriptions","channels":[]}', '{"type":"toString"}', '[]', 'null', '{}'])(
    'of a kind that we do not read: %s',
    (frame) => {
      expect(readCoinbase(frame)).toBeUndefined();
    },
  );

  test.each([
    ['no JSON', 'ping', 'not_json'],
    ['no price', coinbaseTicker(0, { price: '' }), 'not_a_decimal'],
    ['a negative price', coinbaseTicker(0, { price: '-1' }), 'not_a_price'],
    ['a time without a zone', coinbaseTicker(0, { time: '2026-04-13T12:00:00' }), 'unknown_shape'],
    ['a product that is none', coinbaseTicker(0, { product_id: 'BTCUSD' }), 'unknown_shape'],
    ['a match without a side', coinbaseMatch(0, { side: '' }), 'unknown_shape'],
    ['a match at no price', coinbaseMatch(0, { price: '0' }), 'not_a_price'],
    ['a match of no size', coinbaseMatch(0, { size: 'x' }), 'not_a_decimal'],
    ['a heartbeat of nothing', '{"type":"heartbeat"}', 'unknown_shape'],
    ['an error', '{"type":"error","message":"Failed to subscribe","reason":"no"}', 'denied'],
    ['an error without words', '{"type":"error"}', 'unknown_shape'],
  ])('with %s is refused', (_name, frame, code) => {
    expect(readCoinbase(frame)).toMatchObject({ ok: false, code });
  });

  testRecorded(
    'as recorded has a price and a quote in each of 352',
    recording('raw-frames-2026-04'),
    (folder) => {
      const frames = readSpotFrames(folder).filter(({ exchange }) => exchange === 'coinbase');
      const told = frames.filter(({ text }) => !text.includes('"subscriptions"'));
      expect([frames.length, told.length]).toEqual([405, 131 + 139 + 82]);
      for (const { text } of frames) {
        const { type, price, best_bid, time } = JSON.parse(text);
        const reading = readCoinbase(text);
        if (type === 'subscriptions') expect(reading).toBeUndefined();
        else {
          expect(reading).toMatchObject({
            value: [
              { price: { text: price, value: Math.round(Number(price) * 1e6) } },
              { bid: { text: best_bid } },
            ],
          });
          const tsEvent = reading?.ok ? reading.value[0] : undefined;
          // Date sees three decimals of the six.
          expect(tsEvent).toMatchObject({ tsEvent: expect.any(Number) });
          const micros = Number(tsEvent && 'tsEvent' in tsEvent ? tsEvent.tsEvent : 0);
          expect(Math.floor(micros / 1_000)).toBe(Date.parse(time));
          expect(micros % 1_000_000).toBe(Number(time.slice(20, 26)));
        }
      }
    },
  );
});
