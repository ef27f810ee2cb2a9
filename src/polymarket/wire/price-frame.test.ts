import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../test/support/recorded.ts';
import { readPriceFrame } from './price-frame.ts';

const payload = {
  symbol: 'btc/usd',
  timestamp: 1777381686000,
  value: 76211.80016560019,
  full_accuracy_value: '76211800165600190000000',
};
const frame = { topic: 'crypto_prices_chainlink', timestamp: 1777381687612, payload };
const read = (value: unknown) => readPriceFrame(JSON.stringify(value));

describe('a price frame', () => {
  test('of Chainlink carries 18 decimals', () => {
    expect(read(frame)).toEqual({
      ok: true,
      value: [
        {
          feed: 'chainlink/btcusd',
          tsEvent: 1_777_381_686_000_000,
          tsSent: 1_777_381_687_612_000,
          value: 76_211_800_166,
          text: '76211800165600190000000',
          history: false,
        },
      ],
    });
  });

  test('of Binance carries a decimal point', () => {
    const binance = { ...payload, symbol: 'BTCUSDT', full_accuracy_value: '76211.80016560' };
    expect(read({ ...frame, topic: 'crypto_prices', payload: binance })).toMatchObject({
      value: [{ feed: 'binance/btcusdt', value: 76_211_800_166, text: '76211.80016560' }],
    });
  });

  test('of a new subscription is history, of the feed that its symbol names', () => {
    const points = [
      { timestamp: 1777381626000, value: 76248.86816336501 },
      { timestamp: 1777381627000, value: 76249 },
    ];
    const subscribe = { topic: 'crypto_prices', payload: { symbol: 'btc/usd', data: points } };
    expect(read(subscribe)).toMatchObject({
      value: [
        { feed: 'chainlink/btcusd', value: 76_248_868_163, history: true, tsSent: undefined },
        { value: 76_249_000_000, text: '76249', history: true },
      ],
    });
  });

  test.each([
    ['two values that disagree', { ...payload, full_accuracy_value: '1' }, 'values_disagree'],
    ['a price of zero', { ...payload, value: 0, full_accuracy_value: '0' }, 'not_a_price'],
    ['no time', { ...payload, timestamp: 5 }, 'bad_timestamp'],
    ['no number', { ...payload, value: 'x' }, 'not_a_decimal'],
    ['no accurate number', { ...payload, full_accuracy_value: 'x' }, 'not_a_decimal'],
    ['a strange symbol', { ...payload, symbol: 'btc / usd' }, 'not_a_price_frame'],
  ])('with %s is refused', (_name, bad, code) => {
    expect(read({ ...frame, payload: bad })).toMatchObject({ ok: false, code });
  });

  test('of another topic, time or form is refused', () => {
    expect(read({ ...frame, topic: 'comments' })).toMatchObject({ code: 'not_a_price_frame' });
    expect(read({ ...frame, timestamp: 'x' })).toMatchObject({ code: 'bad_timestamp' });
    expect(read(null)).toMatchObject({ code: 'not_a_price_frame' });
    expect(readPriceFrame('{')).toMatchObject({ code: 'not_json' });
  });

  test('never throws', () => {
    const anything = fc.record({
      topic: fc.constantFrom('crypto_prices', 'crypto_prices_chainlink', 'x'),
      timestamp: fc.jsonValue(),
      payload: fc.oneof(
        fc.jsonValue(),
        fc.record({
          symbol: fc.constant('btcusd'),
          timestamp: fc.constant(1777381686),
          value: fc.jsonValue(),
        }),
      ),
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(() => read(value)).not.toThrow();
      }),
    );
  });

  testRecorded('as recorded is read', recordedFixture('polymarket/nautilus'), (folder) => {
    const names = ['rtds_crypto_prices_update.json', 'rtds_crypto_prices_subscribe.json'];
    const readings = names.map((name) => readPriceFrame(readFileSync(`${folder}/${name}`, 'utf8')));
    expect(readings.map((reading) => reading.ok && reading.value.length)).toEqual([1, 3]);
  });
});
