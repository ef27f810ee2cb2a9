import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../../test/support/recorded.ts';
import { readPolyBoltFrame } from './polybolt-frame.ts';

const point = {
  full_accuracy_value: '78803.715261094101516288',
  timestamp: 1788886177000,
  value: 78803.7152610941,
};
const about = { symbol: 'btcusd', source: 'chainlink', window_seconds: 60 };
const envelope = { v: 1, channel: 'price.crypto.twap', seq: 3, ts: 1788886177000 };
const frame = { ...envelope, payload: { ...point, ...about } };
const read = (value: unknown) => readPolyBoltFrame(JSON.stringify(value));

describe('a PolyBolt frame', () => {
  test('of prices names its feed by the source that it tells, and its look-back', () => {
    expect(read(frame)).toMatchObject({
      refusals: [],
      messages: [
        {
          kind: 'PricesPrinted',
          channel: 'price.crypto.twap',
          sequence: 3,
          tsSent: 1_788_886_177_000_000,
          dropped: false,
          prints: [
            {
              feed: 'chainlink/btcusd-twap60',
              tsEvent: 1_788_886_177_000_000,
              value: 78_803_715_261,
              text: '78803.715261094101516288',
              history: false,
            },
          ],
        },
      ],
    });
    const spot = { ...point, symbol: 'ETHUSD', source: 'pyth' };
    expect(read({ ...frame, channel: 'price.crypto', payload: spot })).toMatchObject({
      messages: [{ prints: [{ feed: 'pyth/ethusd' }] }],
    });
  });

  test('of a snapshot is history, and loses nothing but its bad points', () => {
    const data = [point, { ...point, value: 'x' }, point];
    const { messages, refusals } = read({
      ...envelope,
      snapshot: true,
      payload: { ...about, data },
    });
    expect(messages).toMatchObject([{ prints: [{ history: true }, { history: true }] }]);
    expect(refusals[0]?.message).toContain('frame.payload.data[1]');
    expect(read({ ...envelope, snapshot: true, payload: { ...about, data: [] } })).toMatchObject({
      messages: [{ prints: [] }],
    });
  });

  test.each([
    [true, true],
    [5, true],
    [false, false],
    [0, false],
    [undefined, false],
  ])('says with %j whether frames were left out', (dropped, expected) => {
    expect(read({ ...frame, dropped })).toMatchObject({ messages: [{ dropped: expected }] });
  });

  test.each([
    ['another version', { v: 2 }, 'unknown_version'],
    ['no sequence', { seq: undefined }, 'not_a_count'],
    [
      'an average without its look-back',
      { payload: { ...point, symbol: 'btcusd', source: 'chainlink' } },
      'not_a_count',
    ],
    ['no source', { payload: { ...about, ...point, source: '' } }, 'bad_symbol'],
    ['two values that disagree', { payload: { ...about, ...point, value: 1 } }, 'values_disagree'],
    ['a strange remark', { dropped: 'many' }, 'not_a_flag'],
  ])('with %s is refused', (_name, changes, code) => {
    expect(read({ ...frame, ...changes })).toMatchObject({ messages: [], refusals: [{ code }] });
  });

  test('of another channel or operation is named', () => {
    expect(read({ ...frame, channel: 'price.polymarket' }).ignored).toEqual(['price.polymarket']);
    expect(read({ op: 'news' }).ignored).toEqual(['news']);
    expect(read({}).ignored).toEqual(['unnamed']);
  });
});

testRecorded(
  'frames as captured are all read',
  recordedFixture('polymarket/polybolt-frames.json'),
  (path) => {
    const { acks, frames } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown[]>;
    const told = (acks ?? []).map((ack) => read(ack).messages[0]);
    expect(told).toEqual([
      { kind: 'RequestRefused', code: 'bad_op', channel: undefined, request: undefined },
      { kind: 'Acknowledged', what: 'pong', channel: undefined, request: 'ping' },
      { kind: 'Acknowledged', what: 'subscribed', channel: 'price.crypto', request: 'capture' },
      {
        kind: 'Acknowledged',
        what: 'subscribed',
        channel: 'price.crypto.twap',
        request: 'capture',
      },
      { kind: 'RequestRefused', code: 'bad_filter', channel: 'price.crypto', request: 'capture' },
      { kind: 'Acknowledged', what: 'authed', channel: undefined, request: 'capture-auth' },
    ]);
    const prices = (frames ?? []).map((frame) => {
      const { messages, refusals, wrongFields, unknownFields } = read(frame);
      expect({ refusals, wrongFields, unknownFields }).toEqual({
        refusals: [],
        wrongFields: [],
        unknownFields: new Map(),
      });
      const [message] = messages;
      if (message?.kind !== 'PricesPrinted') return message;
      return [
        message.sequence,
        message.prints.length,
        message.prints[0]?.feed,
        message.prints[0]?.value,
      ];
    });
    expect(prices).toEqual([
      [1, 2, 'pyth/btcusd', 78_803_761_732],
      [2, 2, 'pyth/ethusd', 2_496_602_832],
      [1, 0, undefined, undefined],
      [2, 2, 'chainlink/btcusd-twap60', 78_788_525_643],
      [5, 1, 'pyth/btcusd', 78_794_154_504],
      [3, 1, 'chainlink/btcusd-twap60', 78_803_715_261],
    ]);
  },
);
