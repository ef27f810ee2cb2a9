import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../../test/support/recorded.ts';
import {
  DOWN,
  MARKET,
  ORDER,
  OTHER_ORDER,
  OWNER,
  TRADE,
  TRANSACTION,
  UP,
  WALLET,
} from '../../../../test/support/wire-samples/ids.ts';
import { maker, order, trade } from '../../../../test/support/wire-samples/user.ts';
import type { VenueOrderId } from '../../../domain/ids.ts';
import { ownFills } from '../venue-trade.ts';
import { readUserFrame, type UserMessage } from './user-frame.ts';

const read = (frame: unknown) => readUserFrame(JSON.stringify(frame));
const only = (frame: unknown) => {
  const { messages, refusals, wrongFields, ignored } = read(frame);
  expect({ refusals, wrongFields, ignored }).toEqual({
    refusals: [],
    wrongFields: [],
    ignored: [],
  });
  expect(messages).toHaveLength(1);
  return messages[0] as UserMessage;
};
const tradeIn = (frame: unknown) => only(frame) as Extract<UserMessage, { kind: 'TradeChanged' }>;
const ours =
  (...orders: string[]) =>
  (id: VenueOrderId) =>
    orders.includes(id);

describe('an order frame', () => {
  test('tells the order under the hash that we signed', () => {
    expect(only(order)).toEqual({
      kind: 'OrderChanged',
      tsEvent: 1_777_366_994_943_000,
      change: 'placement',
      order: ORDER,
      status: { code: 'live', text: 'LIVE', reason: undefined },
      market: MARKET,
      token: UP,
      side: 'buy',
      price: 510_000,
      size: 100_000_000,
      budget: undefined,
      sizeMatched: 25_500_000,
      timeInForce: 'GTC',
      outcome: 'Up',
      trades: [TRADE],
      owner: OWNER,
      maker: WALLET,
      createdAt: 1_777_366_990_000_000,
      expiresAt: undefined,
    });
  });

  test.each([
    ['GTC', 'BUY', { size: 100_000_000, budget: undefined }],
    ['FOK', 'SELL', { size: 100_000_000, budget: undefined }],
    ['FOK', 'BUY', { size: undefined, budget: 100_000_000 }],
    ['FAK', 'BUY', { size: undefined, budget: 100_000_000 }],
    [undefined, 'BUY', { size: undefined, budget: undefined }],
    [undefined, 'SELL', { size: 100_000_000, budget: undefined }],
  ])('of a %s %s tells shares, or dollars, or neither', (order_type, side, asked) => {
    expect(only({ ...order, order_type, side })).toMatchObject(asked);
  });

  test('of a kill says why, and that nothing was matched', () => {
    const status =
      "CANCELED_order couldn't be fully filled. FOK orders are fully filled or killed.";
    expect(only({ ...order, type: 'CANCELLATION', size_matched: '', status })).toMatchObject({
      change: 'cancellation',
      sizeMatched: 0,
      status: { code: 'canceled', reason: { code: 'fok_not_filled' } },
    });
  });

  test.each(['1777366994943', '1777366994'])('tells its time in ms or s: %s', (timestamp) => {
    expect(Math.floor(only({ ...order, timestamp }).tsEvent / 1_000_000)).toBe(1_777_366_994);
  });

  test.each([
    ['id', '0x78xx', 'bad_order_id'],
    ['asset_id', '', 'bad_token_id'],
    ['price', '1.2', 'price_out_of_range'],
    ['size_matched', '-1', 'negative_size'],
    ['original_size', 'x', 'not_a_decimal'],
    ['type', 'AMENDMENT', 'unknown_change'],
    ['timestamp', null, 'bad_timestamp'],
  ])('with a wrong %s is refused with its place', (field, value, code) => {
    const { messages, refusals } = read({ ...order, [field]: value });
    expect(messages).toEqual([]);
    expect(refusals).toMatchObject([{ code, message: expect.stringContaining(`frame.${field}`) }]);
  });

  test('with a wrong market is read all the same: its token names the market', () => {
    const { messages, wrongFields } = read({ ...order, market: '0x84' });
    expect(messages).toMatchObject([{ market: undefined, token: UP }]);
    expect(wrongFields).toMatchObject([{ code: 'bad_condition_id' }]);
  });
});

describe('a trade frame', () => {
  const taker = { order: ORDER, token: UP, side: 'buy', price: 510_000, size: 30_000_000 };
  const party = { owner: OWNER, maker: WALLET };

  test('tells the match, with both sides of it', () => {
    expect(tradeIn(trade)).toEqual({
      kind: 'TradeChanged',
      tsEvent: 1_777_366_994_943_000,
      trade: TRADE,
      status: { code: 'matched', text: 'MATCHED' },
      market: MARKET,
      taker: { ...taker, outcome: 'Up', ...party },
      makers: [
        {
          order: OTHER_ORDER,
          token: DOWN,
          side: 'buy',
          price: 490_000,
          size: 10_000_000,
          outcome: 'Down',
          ...party,
        },
        {
          order: OTHER_ORDER,
          token: UP,
          side: 'sell',
          price: 510_000,
          size: 10_000_000,
          outcome: 'Up',
          ...party,
        },
      ],
      ownSide: 'maker',
      matchedAt: 1_777_366_994_000_000,
      updatedAt: 1_777_366_994_000_000,
      transaction: TRANSACTION,
      error: undefined,
    });
  });

  test('is ours as the taker', () => {
    expect(ownFills(tradeIn(trade), ours(ORDER))).toMatchObject([{ ...taker, liquidity: 'taker' }]);
  });

  test('is ours as a maker by single entries, in our own token and side', () => {
    expect(ownFills(tradeIn(trade), ours(OTHER_ORDER))).toMatchObject([
      { token: DOWN, side: 'buy', price: 490_000, size: 10_000_000, liquidity: 'maker' },
      { token: UP, side: 'sell', price: 510_000, size: 10_000_000, liquidity: 'maker' },
    ]);
    expect(ownFills(tradeIn(trade), ours('0x00'))).toEqual([]);
  });

  test.each([
    ['BUY', UP, 'sell'],
    ['BUY', DOWN, 'buy'],
    ['SELL', UP, 'buy'],
    ['SELL', DOWN, 'sell'],
  ])(
    'of a taker who %ss gives a maker of %s its side, where none is told',
    (side, asset_id, own) => {
      const { side: _, ...untold } = { ...maker, asset_id };
      const { makers } = tradeIn({ ...trade, side, maker_orders: [untold] });
      expect(makers).toMatchObject([{ side: own }]);
    },
  );

  test('loses nothing but a bad maker, who is named', () => {
    const bad = { ...maker, order_id: '0xmaker01' };
    const { messages, refusals } = read({ ...trade, maker_orders: [bad, maker] });
    expect(messages).toMatchObject([{ makers: [{ order: OTHER_ORDER }] }]);
    expect(refusals).toMatchObject([
      { code: 'bad_order_id', message: expect.stringContaining('maker_orders[0].order_id') },
    ]);
  });
});

test('a frame without a type is known by its fields; others are named', () => {
  const { event_type: _, ...bare } = order;
  const { event_type: __, ...bareTrade } = trade;
  expect(only(bare).kind).toBe('OrderChanged');
  expect(only(bareTrade).kind).toBe('TradeChanged');
  expect(read({ event_type: 'news' })).toMatchObject({ ignored: ['news'] });
  expect(read({})).toMatchObject({ ignored: ['unnamed'] });
  expect(read([order, 7])).toMatchObject({ messages: [{ kind: 'OrderChanged' }] });
});

describe('recorded frames', () => {
  const folder = recordedFixture('polymarket/nautilus-ws_messages');

  testRecorded('of orders and trades are all read', folder, (path) => {
    const files = readdirSync(path).filter((name) => /^(user_trade|order_)/.test(name));
    const kinds = files.map((file) => {
      const message = only(JSON.parse(readFileSync(join(path, file), 'utf8')));
      return [file, message.kind === 'TradeChanged' ? message.makers.length : message.change];
    });
    expect(kinds).toEqual([
      ['order_cancel.json', 'cancellation'],
      ['order_placement.json', 'placement'],
      ['user_trade1.json', 6],
      ['user_trade2.json', 1],
      ['user_trade3.json', 1],
      ['user_trade4.json', 3],
    ]);
  });

  testRecorded('of a match with six makers give each its side', folder, (path) => {
    const match = tradeIn(JSON.parse(readFileSync(join(path, 'user_trade1.json'), 'utf8')));
    expect(match.taker).toMatchObject({ side: 'buy', price: 518_000, size: 1_096_870_000 });
    // The first rested a bid on the other token: the two bought the pair.
    expect(match.makers.map(({ side, price }) => [side, price])).toEqual([
      ['buy', 482_000],
      ...Array(5).fill(['sell', 518_000]),
    ]);
    const sizes = match.makers.map(({ size }) => Number(size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_096_870_000);
  });

  // Made up by others, with ids that the venue cannot have sent: each is refused for that alone.
  testRecorded(
    'with invented ids are refused for them',
    recordedFixture('polymarket/nautilus'),
    (path) => {
      const files = readdirSync(path).filter((name) => name.startsWith('ws_user_'));
      expect(files).toHaveLength(9);
      for (const file of files) {
        const { messages, refusals } = readUserFrame(readFileSync(join(path, file), 'utf8'));
        expect(messages, file).toEqual([]);
        expect(new Set(refusals.map((refusal) => refusal.code)), file).toEqual(
          new Set(['bad_order_id']),
        );
      }
    },
  );
});
