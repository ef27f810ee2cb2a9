import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordedFixture, recording, testRecorded } from '../../../../test/support/recorded.ts';
import { recordedFrames } from '../../../../test/support/recorded-frames.ts';
import { readPriceFrame } from './rtds-frame.ts';

const payload = {
  symbol: 'btc/usd',
  timestamp: 1777381686000,
  value: 76211.80016560019,
  full_accuracy_value: '76211800165600190000000',
};
const frame = { topic: 'crypto_prices_chainlink', timestamp: 1777381687612, payload };
/** Of 918 single prices and 120 look-backs of a minute. */
const PRINTS = 7_903;
const read = (value: unknown) => readPriceFrame(JSON.stringify(value));

describe('a price frame', () => {
  const only = (value: unknown) => {
    const { messages, refusals, ignored } = read(value);
    expect({ refusals, ignored }).toEqual({ refusals: [], ignored: [] });
    expect(messages).toHaveLength(1);
    return messages[0];
  };

  test('of Chainlink carries 18 decimals', () => {
    expect(only(frame)).toEqual({
      feed: 'chainlink/btcusd',
      tsEvent: 1_777_381_686_000_000,
      tsSent: 1_777_381_687_612_000,
      value: 76_211_800_166,
      text: '76211800165600190000000',
      history: false,
    });
  });

  test('of Binance carries a decimal point', () => {
    const binance = { ...payload, symbol: 'BTCUSDT', full_accuracy_value: '76211.80016560' };
    expect(only({ ...frame, topic: 'crypto_prices', payload: binance })).toMatchObject({
      feed: 'binance/btcusdt',
      value: 76_211_800_166,
      text: '76211.80016560',
    });
  });

  test('of an average names its look-back', () => {
    const average = { ...payload, window_s: 60 };
    expect(only({ ...frame, topic: 'crypto_prices_twap_sixty', payload: average })).toMatchObject({
      feed: 'chainlink/btcusd-twap60',
      value: 76_211_800_166,
    });
  });

  test.each([
    ['crypto_prices_twap_sixty', 30],
    ['crypto_prices_chainlink', 60],
  ])('of %s is no average over %i s', (name, window_s) => {
    expect(read({ ...frame, topic: name, payload: { ...payload, window_s } })).toMatchObject({
      messages: [],
      refusals: [{ code: 'window_differs' }],
    });
  });

  test('of a new subscription is history, of the feed that its symbol names', () => {
    const points = [
      { timestamp: 1777381626000, value: 76248.86816336501 },
      { timestamp: 1777381627000, value: 76249 },
    ];
    const subscribe = { topic: 'crypto_prices', payload: { symbol: 'btc/usd', data: points } };
    expect(read(subscribe).messages).toMatchObject([
      { feed: 'chainlink/btcusd', value: 76_248_868_163, history: true, tsSent: undefined },
      { value: 76_249_000_000, text: '76249', history: true },
    ]);
  });

  test('loses nothing but its bad points', () => {
    const points = [
      { timestamp: 1, value: 5 },
      { timestamp: 1777381627000, value: 5 },
    ];
    const frame = { topic: 'crypto_prices', payload: { symbol: 'ethusdt', data: points } };
    const { messages, refusals } = read(frame);
    expect(messages).toMatchObject([{ value: 5_000_000 }]);
    expect(refusals).toMatchObject([{ code: 'bad_timestamp' }]);
    expect(refusals[0]?.message).toContain('frame.payload.data[0].timestamp');
  });

  test('shows a value that is rounded, and must agree as far as it goes', () => {
    const rounded = { ...payload, symbol: 'aapl', value: 198.45, full_accuracy_value: '198.4523' };
    const equity = { ...frame, topic: 'equity_prices', payload: rounded };
    expect(only(equity)).toMatchObject({ feed: 'pyth/aapl', value: 198_452_300 });
    const wrong = { ...rounded, full_accuracy_value: '198.456' };
    expect(read({ ...equity, payload: wrong }).refusals).toMatchObject([
      { code: 'values_disagree' },
    ]);
  });

  test.each([
    ['two values that disagree', { ...payload, full_accuracy_value: '1' }, 'values_disagree'],
    ['a price of zero', { ...payload, value: 0, full_accuracy_value: '0' }, 'not_a_price'],
    ['no time', { ...payload, timestamp: 5 }, 'bad_timestamp'],
    ['no number', { ...payload, value: 'x' }, 'not_a_decimal'],
    ['no accurate number', { ...payload, full_accuracy_value: 'x' }, 'not_a_decimal'],
    ['a strange symbol', { ...payload, symbol: 'btc / usd' }, 'bad_symbol'],
    ['no payload', 5, 'not_an_object'],
  ])('with %s is refused', (_name, bad, code) => {
    expect(read({ ...frame, payload: bad })).toMatchObject({ messages: [], refusals: [{ code }] });
  });

  test('of another topic is named, of another form refused', () => {
    expect(read({ ...frame, topic: 'comments' })).toMatchObject({ ignored: ['comments'] });
    expect(readPriceFrame('')).toMatchObject({ ignored: ['empty'], refusals: [] });
    expect(read({ ...frame, timestamp: 'x' }).refusals).toMatchObject([{ code: 'bad_timestamp' }]);
    expect(read(null).refusals).toMatchObject([{ code: 'not_a_message' }]);
    expect(readPriceFrame('{').refusals).toMatchObject([{ code: 'not_json' }]);
  });

  testRecorded('as recorded is read', recordedFixture('polymarket/nautilus'), (folder) => {
    const files = readdirSync(folder).filter((name) => name.startsWith('rtds_'));
    const readings = files.map((name) => {
      const reading = readPriceFrame(readFileSync(`${folder}/${name}`, 'utf8'));
      expect(reading, name).toMatchObject({ refusals: [], ignored: [], unknownFields: new Map() });
      return [name, reading.messages.length, reading.messages[0]?.feed];
    });
    expect(readings).toEqual([
      ['rtds_crypto_prices_subscribe.json', 3, 'binance/btcusdt'],
      ['rtds_crypto_prices_update.json', 1, 'binance/btcusdt'],
      ['rtds_equity_prices_subscribe.json', 3, 'pyth/aapl'],
      ['rtds_equity_prices_update.json', 1, 'pyth/aapl'],
    ]);
  });

  testRecorded('of the sessions of April 2026 is read', recording('raw-frames-2026-04'), () => {
    let prints = 0;
    for (const { source, text } of recordedFrames() ?? []) {
      if (source !== 'polymarket_rtds_chainlink') continue;
      const { messages, ...rest } = readPriceFrame(text);
      expect(rest).toEqual({
        refusals: [],
        ignored: [],
        wrongFields: [],
        unknownFields: new Map(),
      });
      prints += messages.length;
    }
    expect(prints).toBe(PRINTS);
  });
});
