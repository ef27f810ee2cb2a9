import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedFixture, recording, testRecorded } from '../../../../test/support/recorded.ts';
import { recordedFrames } from '../../../../test/support/recorded-frames.ts';
import { FREE } from '../../../domain/fee.ts';
import { BID } from '../../../domain/side.ts';
import { readMarketFrame } from './market-frame.ts';

const market = `0x${'ab'.repeat(32)}`;
const envelope = { market, asset_id: '123', timestamp: '1776337417455' };
const told = { market, tsEvent: 1_776_337_417_455_000 };
const change = { price: '0.38', size: '51.28', side: 'BUY' };
const folded = {
  token: '123',
  side: BID,
  price: 380_000,
  size: 51_280_000,
  bestBid: undefined,
  bestAsk: undefined,
};

const nothing = (ignored: string[]) => ({
  messages: [],
  refusals: [],
  ignored,
  wrongFields: [],
  unknownFields: new Map(),
});
const read = (frame: unknown) => readMarketFrame(JSON.stringify(frame));
const only = (frame: unknown) => {
  const reading = read(frame);
  expect(reading).toMatchObject({ refusals: [], ignored: [] });
  expect(reading.messages).toHaveLength(1);
  return reading.messages[0];
};

describe('a market frame', () => {
  test('of a book replaces the book of its token', () => {
    const frame = {
      ...envelope,
      event_type: 'book',
      bids: [{ price: '0.38', size: '51.28' }],
      asks: [
        { price: '0.99', size: '1' },
        { price: '0.45', size: '6.88' },
      ],
      tick_size: '0.01',
      hash: 'aa',
    };
    const book = {
      ...told,
      kind: 'BookSnapshot',
      token: '123',
      bids: { price: Int32Array.of(380_000), size: Float64Array.of(51_280_000) },
      asks: {
        price: Int32Array.of(450_000, 990_000),
        size: Float64Array.of(6_880_000, 1_000_000),
      },
      tick: 10_000,
      hash: 'aa',
    };
    expect(only(frame)).toEqual(book);
    const { event_type: _, ...bare } = frame;
    expect(only(bare)).toEqual(book);
  });

  test('of changes names the token in each entry', () => {
    const entry = { ...change, asset_id: '123', best_bid: '0.38', best_ask: '' };
    const frame = { ...envelope, event_type: 'price_change', price_changes: [entry] };
    expect(only(frame)).toEqual({
      ...told,
      kind: 'LevelsChanged',
      changes: [{ ...folded, bestBid: 380_000, bestAsk: 1_000_000 }],
    });
  });

  test('of changes from before September 2025 names the token once', () => {
    const frame = { ...envelope, event_type: 'price_change', changes: [change] };
    expect(only(frame)).toEqual({ ...told, kind: 'LevelsChanged', changes: [folded] });
  });

  test('of one change as in 2024 is the change itself', () => {
    const frame = { ...envelope, event_type: 'price_change', ...change };
    expect(only(frame)).toEqual({ ...told, kind: 'LevelsChanged', changes: [folded] });
  });

  test('of a print tells what the taker did, in any case', () => {
    const frame = { ...envelope, event_type: 'last_trade_price', ...change, side: 'Sell' };
    expect(only(frame)).toEqual({
      ...told,
      kind: 'TradePrinted',
      token: '123',
      side: 'sell',
      price: 380_000,
      size: 51_280_000,
      transaction: undefined,
    });
  });

  test('of a tick size opens an epoch', () => {
    const frame = { ...envelope, event_type: 'tick_size_change', new_tick_size: '0.001' };
    expect(only(frame)).toEqual({ ...told, kind: 'TickSizeChanged', token: '123', tick: 1_000 });
  });

  test('of best prices tells an empty side from an untold one', () => {
    const frame = { ...envelope, event_type: 'best_bid_ask', best_bid: '' };
    expect(only(frame)).toEqual({
      ...told,
      kind: 'BestChanged',
      token: '123',
      bestBid: 0,
      bestAsk: undefined,
    });
  });

  test('of a new market tells its tokens, tick and fee', () => {
    const schedule = { exponent: '1', rate: '0.072', taker_only: true, rebate_rate: '0.2' };
    const frame = {
      event_type: 'new_market',
      market,
      timestamp: '1776337417455',
      slug: 'btc-updown-5m-1777452900',
      outcomes: ['Up', 'Down'],
      clob_token_ids: ['123', '456'],
      order_price_min_tick_size: '0.01',
      fees_enabled: true,
      fee_schedule: schedule,
    };
    const listed = {
      kind: 'MarketListed',
      ...told,
      slug: 'btc-updown-5m-1777452900',
      question: undefined,
      tokens: ['123', '456'],
      labels: ['Up', 'Down'],
      tick: 10_000,
      fee: { ratePpm: 72_000, exponent: 1, makerRebatePpm: 200_000 },
    };
    expect(only(frame)).toEqual(listed);
    expect(only({ ...frame, fees_enabled: false })).toEqual({ ...listed, fee: FREE });
    const shared = { ...frame, fee_schedule: { ...schedule, taker_only: false } };
    expect(read(shared)).toMatchObject({
      messages: [{ fee: undefined }],
      wrongFields: [{ code: 'makers_pay' }],
    });
    expect(read({ ...frame, outcomes: ['Up'] }).refusals).toMatchObject([{ code: 'not_a_pair' }]);
  });

  test('of a resolution tells the winner, if it does', () => {
    const frame = { event_type: 'market_resolved', market, timestamp: '1776337417455' };
    const resolved = { kind: 'MarketResolved', ...told, winner: undefined, label: undefined };
    expect(only(frame)).toEqual(resolved);
    expect(only({ ...frame, winning_asset_id: '456', winning_outcome: 'Down' })).toEqual({
      ...resolved,
      winner: '456',
      label: 'Down',
    });
  });

  test('with fields that nobody knows is read, and they are counted', () => {
    const entry = { ...change, asset_id: '123', tomorrow: 1 };
    const { asset_id: _, ...about } = envelope;
    const frame = { ...about, event_type: 'price_change', price_changes: [entry, entry], new: 1 };
    expect(read(frame)).toMatchObject({
      messages: [{ kind: 'LevelsChanged' }],
      unknownFields: new Map([
        ['price_change.entry.tomorrow', 2],
        ['price_change.new', 1],
      ]),
    });
  });

  test('without a market still tells its token', () => {
    expect(only({ ...envelope, market: '', event_type: 'best_bid_ask' })).toMatchObject({
      market: undefined,
    });
  });
});

describe('an array of frames', () => {
  const good = { ...envelope, event_type: 'price_change', changes: [change] };

  test('loses nothing but its bad parts, which are named', () => {
    const bad = { ...good, changes: [change, { ...change, size: '-1' }] };
    const { messages, refusals, ignored } = read([good, bad, 7, { event_type: 'new_kind' }, good]);
    expect(messages).toHaveLength(2);
    expect(refusals.map((refusal) => refusal.code)).toEqual(['negative_size', 'not_a_message']);
    expect(refusals[0]?.message).toContain('[1].changes[1].size');
    expect(ignored).toEqual(['new_kind']);
  });

  test('has an end', () => {
    const { messages, refusals } = read(Array(10_001).fill(good));
    expect(messages).toHaveLength(10_000);
    expect(refusals).toMatchObject([{ code: 'too_long' }]);
  });

  test('may be empty', () => {
    expect(read([])).toEqual(nothing([]));
  });
});

describe('a bad frame is refused with its place', () => {
  const book = { ...envelope, event_type: 'book', bids: [], asks: [] };
  const tick = { ...envelope, event_type: 'tick_size_change' };
  test.each([
    ['a token id that lost digits', { ...book, asset_id: 7.7e76 }, 'bad_token_id', '.asset_id'],
    ['a bad market id', { ...book, market: '0x1' }, 'bad_condition_id', '.market'],
    ['no time', { ...book, timestamp: null }, 'bad_timestamp', '.timestamp'],
    ['no bids', { ...book, bids: 1 }, 'bad_levels', '.bids'],
    ['no asks', { ...book, asks: 1 }, 'bad_levels', '.asks'],
    ['a price of 1', { ...book, bids: [{ price: 1, size: 1 }] }, 'price_out_of_range', '.bids[0]'],
    ['an unknown tick', { ...tick, new_tick_size: '0.03' }, 'unknown_tick_size', '.new_tick_size'],
    ['an unreadable tick', { ...tick, new_tick_size: 'x' }, 'not_a_decimal', '.new_tick_size'],
    [
      'an unknown side',
      { ...envelope, event_type: 'price_change', ...change, side: 'up' },
      'bad_side',
      '.side',
    ],
    [
      'a best price above 1',
      { ...envelope, event_type: 'best_bid_ask', best_ask: '1.2' },
      'price_out_of_range',
      '.best_ask',
    ],
    [
      'changes that are none',
      { ...envelope, event_type: 'price_change', price_changes: {} },
      'not_a_list',
      '.price_changes',
    ],
  ])('%s', (_name, frame, code, place) => {
    const { messages, refusals } = read(frame);
    expect(messages).toEqual([]);
    expect(refusals).toMatchObject([{ ok: false, code }]);
    expect(refusals[0]?.message).toContain(`frame${place}`);
  });

  test('text that is not JSON', () => {
    expect(readMarketFrame('{"a":').refusals).toMatchObject([{ code: 'not_json' }]);
    expect(readMarketFrame('null').refusals).toMatchObject([{ code: 'not_a_message' }]);
  });

  test('but keep-alive answers are no fault', () => {
    expect(readMarketFrame('PONG')).toEqual(nothing(['pong']));
  });
});

describe('nothing makes the parser throw', () => {
  const names = ['event_type', 'market', 'asset_id', 'timestamp', 'bids', 'asks', 'price_changes'];
  const more = ['changes', 'price', 'size', 'side', 'best_bid', 'new_tick_size', '__proto__'];
  const value = fc.oneof(
    fc.constantFrom('book', 'price_change', 'last_trade_price', 'tick_size_change', 'toString'),
    fc.constantFrom('1776337417455', '123', market, '0.5', '', 'BUY', '0.01'),
    fc.jsonValue({ maxDepth: 3 }),
    fc.array(fc.record({ price: fc.jsonValue(), size: fc.jsonValue() }), { maxLength: 4 }),
  );
  const message = fc.dictionary(fc.constantFrom(...names, ...more), value);

  test('neither random messages', () => {
    fc.assert(
      fc.property(fc.oneof(message, fc.array(message)), (frame) => {
        const parts = Array.isArray(frame) ? frame.length : 1;
        const { messages, refusals, ignored } = read(frame);
        expect(messages.length + refusals.length + ignored.length).toBe(parts);
      }),
      { numRuns: 2_000 },
    );
  });

  test('nor random text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readMarketFrame(text)).not.toThrow();
        expect(() => readMarketFrame('['.repeat(text.length * 1_000))).not.toThrow();
      }),
    );
  });
});

describe('recorded frames', () => {
  const expected: Readonly<Record<string, string>> = {
    'nautilus-ws_messages/book.json': 'BookSnapshot',
    'nautilus-ws_messages/price_change.json': 'LevelsChanged',
    'nautilus-ws_messages/price_change_v2.json': 'LevelsChanged',
    'nautilus-ws_messages/last_trade_price.json': 'TradePrinted',
    'nautilus-ws_messages/tick_size_change.json': 'TickSizeChanged',
    'nautilus/clob_book_response.json': 'BookSnapshot',
    'nautilus/ws_book_snapshot.json': 'BookSnapshot',
    'nautilus/ws_last_trade.json': 'TradePrinted',
    'nautilus/ws_market_best_bid_ask_msg.json': 'BestChanged',
    'nautilus/ws_market_book_msg.json': 'BookSnapshot',
    'nautilus/ws_market_last_trade_msg.json': 'TradePrinted',
    'nautilus/ws_market_new_market_msg.json': 'MarketListed',
    'nautilus/ws_market_price_change_msg.json': 'LevelsChanged',
    'nautilus/ws_market_resolved_msg.json': 'MarketResolved',
    'nautilus/ws_market_tick_size_msg.json': 'TickSizeChanged',
    'nautilus/ws_quotes.json': 'LevelsChanged',
    'nautilus/ws_tick_size_change.json': 'TickSizeChanged',
    'rest/clob_book.json': 'BookSnapshot',
  };

  testRecorded('of the market channel are all read', recordedFixture('polymarket'), (folder) => {
    for (const [file, kind] of Object.entries(expected)) {
      const reading = readMarketFrame(readFileSync(join(folder, file), 'utf8'));
      expect(reading, file).toMatchObject({ messages: [{ kind }], refusals: [], ignored: [] });
    }
  });

  testRecorded(
    'of the sessions of April 2026 are all read',
    recording('raw-frames-2026-04'),
    () => {
      const kinds: Record<string, number> = {};
      for (const { source, text } of recordedFrames() ?? []) {
        if (source !== 'polymarket_clob') continue;
        const { messages, ...rest } = readMarketFrame(text);
        expect(rest, text.slice(0, 200)).toEqual({ ...nothing([]), messages: undefined });
        for (const { kind } of messages) kinds[kind] = (kinds[kind] ?? 0) + 1;
      }
      expect(kinds).toEqual({ BookSnapshot: 870, LevelsChanged: 85, MarketListed: 48 });
    },
  );

  testRecorded(
    'of other channels are never taken for market data',
    recordedFixture('polymarket/nautilus'),
    (folder) => {
      const others = readdirSync(folder).filter((file) => !(`nautilus/${file}` in expected));
      expect(others.length).toBeGreaterThan(30);
      for (const file of others) {
        const reading = readMarketFrame(readFileSync(join(folder, file), 'utf8'));
        expect(reading.messages, file).toEqual([]);
      }
    },
  );
});
