import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import {
  aggregateTrade,
  binanceTrade,
  coinbaseMatch,
  coinbaseTicker,
  kline,
} from '../../../test/support/exchange-frames.ts';
import { feedWire } from './feed-wire.ts';

const { readSpotPrice } = feedWire;

describe('the price in a recorded frame', () => {
  test('of Binance is that of a trade', () => {
    expect(readSpotPrice('binance', binanceTrade(7))).toEqual({
      ok: true,
      value: {
        feed: 'binance/btcusdt',
        tsEvent: at(0.007),
        tsSent: at(0.008),
        value: 76_800_000_000,
        text: '76800.00000000',
        history: false,
      },
    });
  });

  test('of Coinbase is that of the ticker', () => {
    expect(readSpotPrice('coinbase', coinbaseTicker(7))).toMatchObject({
      value: { feed: 'coinbase/btcusd', tsEvent: at(0.007659), value: 76_796_250_000 },
    });
  });

  test.each([
    ['pyth', binanceTrade(0)],
    ['toString', binanceTrade(0)],
    ['coinbase', binanceTrade(0)],
    ['binance', coinbaseTicker(0)],
    // One price for each trade: not a second time as an aggregate or a match.
    ['binance', aggregateTrade(0)],
    ['binance', kline(0)],
    ['coinbase', coinbaseMatch(0)],
    ['coinbase', '{"type":"subscriptions"}'],
    ['binance', binanceTrade(0, { T: 'noon' })],
  ])('is none in %s %s', (exchange, text) => {
    expect(readSpotPrice(exchange, text)).toBeUndefined();
  });

  test.each([
    ['binance', '{', 'not_json'],
    ['binance', binanceTrade(0, { p: '0' }), 'not_a_price'],
    ['coinbase', coinbaseTicker(0, { price: 'x' }), 'not_a_decimal'],
  ])('is refused in %s %s', (exchange, text, code) => {
    expect(readSpotPrice(exchange, text)).toMatchObject({ ok: false, code });
  });
});
