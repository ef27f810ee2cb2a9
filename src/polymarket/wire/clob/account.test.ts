import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../../test/support/recorded.ts';
import { clobAnswers } from '../../../../test/support/wire-samples/clob.ts';
import {
  MARKET,
  ORDER,
  OTHER_ORDER,
  OWNER,
  TRADE,
  UP,
  WALLET,
} from '../../../../test/support/wire-samples/ids.ts';
import {
  readApiCredentials,
  readApiKeys,
  readBalanceAllowance,
  readClosedOnly,
  readOrderScoring,
  readOrdersScoring,
} from './account.ts';
import { readHeartbeat } from './heartbeat.ts';
import { readNotifications } from './notifications.ts';
import { readOrder, readOrders, readTrades } from './own-orders.ts';

const text = JSON.stringify;

describe('an account', () => {
  test('has a balance in units, and allowances that fit no number', () => {
    expect(readBalanceAllowance(text(clobAnswers.balance))).toMatchObject({
      value: { balance: 1_000_000_000, allowances: new Map([[WALLET, 2n ** 256n - 1n]]) },
    });
    const bad = { balance: '1', allowances: { x: '1', [WALLET]: '-1' } };
    expect(readBalanceAllowance(text(bad))).toMatchObject({
      value: { allowances: new Map() },
      refusals: [{ code: 'bad_address' }, { code: 'not_chain_units' }],
    });
  });

  test('never shows a secret in a refusal', () => {
    expect(readApiCredentials(text(clobAnswers.credentials))).toMatchObject({
      value: { key: OWNER, secret: 'c2VjcmV0', passphrase: 'words' },
    });
    for (const broken of [
      { ...clobAnswers.credentials, apiKey: undefined },
      { ...clobAnswers.credentials, passphrase: ['words'] },
      'c2VjcmV0',
    ]) {
      const answer = readApiCredentials(text(broken));
      expect(answer.ok).toBe(false);
      expect(text(answer)).not.toMatch(/c2VjcmV0|words/);
    }
    expect(text(readApiCredentials('{"secret":"c2VjcmV0'))).not.toContain('c2VjcmV0');
  });

  test('has keys, may be closed only, and knows which orders earn', () => {
    expect(readApiKeys(text(clobAnswers.apiKeys))).toMatchObject({ value: [OWNER] });
    expect(readClosedOnly('{"closed_only":true}')).toMatchObject({ value: true });
    expect(readOrderScoring('{"scoring":false}')).toMatchObject({ value: false });
    expect(readOrdersScoring(text(clobAnswers.scorings))).toMatchObject({
      value: new Map([
        [ORDER, true],
        [OTHER_ORDER, false],
      ]),
    });
  });

  test.each([
    [
      { heartbeat_id: 'h-2', error_msg: '' },
      { next: 'h-2', error: undefined },
    ],
    [
      { heartbeat_id: 'h-2', error_msg: 'wrong id' },
      { next: 'h-2', error: { text: 'wrong id' } },
    ],
    [{ status: 'ok' }, { next: undefined, error: undefined }],
  ])('hears of its heartbeat: %j', (body, value) => {
    expect(readHeartbeat(text(body))).toMatchObject({ ok: true, value, unknownFields: new Map() });
  });

  test('is told things by number', () => {
    const list = [
      {
        id: 7,
        type: 2,
        owner: OWNER,
        payload: { order_id: ORDER, trade_id: TRADE, market: MARKET, asset_id: UP, x: 1 },
      },
      { id: 'n-8', type: 99, timestamp: 1_777_366_994 },
      { id: 9 },
    ];
    expect(readNotifications(text(list))).toMatchObject({
      value: [
        {
          id: '7',
          kind: 'order_filled',
          number: 2,
          at: undefined,
          about: { order: ORDER, trade: TRADE, market: MARKET, token: UP },
        },
        { id: 'n-8', kind: 'unknown', number: 99, at: 1_777_366_994_000_000, about: undefined },
      ],
      refusals: [{ code: 'not_a_count', message: expect.stringContaining('answer[2].type') }],
      unknownFields: new Map(),
    });
  });
});

describe('our orders and matches', () => {
  test('are those of the user channel, from the other door', () => {
    expect(readOrder(text(clobAnswers.order))).toMatchObject({
      value: { order: ORDER, status: { code: 'live' }, sizeMatched: 25_500_000 },
      unknownFields: new Map(),
    });
    expect(readOrders(text(clobAnswers.orders))).toMatchObject({
      value: { rows: [{ order: ORDER }], nextCursor: undefined },
    });
    expect(readTrades(text(clobAnswers.trades))).toMatchObject({
      value: { rows: [{ trade: TRADE, makers: [{ order: OTHER_ORDER }, { order: OTHER_ORDER }] }] },
      unknownFields: new Map(),
    });
  });

  test.each(['', ' ', 'null', '""'])(
    'an order that the venue does not know is undefined: %j',
    (body) => {
      expect(readOrder(body)).toMatchObject({ ok: true, value: undefined });
    },
  );
});

describe('recorded answers', () => {
  const folder = recordedFixture('polymarket/nautilus');
  const read = (path: string, file: string) => readFileSync(join(path, file), 'utf8');

  testRecorded('with orders', folder, (path) => {
    expect(readOrder(read(path, 'http_open_order_sell_fok.json'))).toMatchObject({
      value: { side: 'sell', status: { code: 'matched' }, sizeMatched: 50_000_000, trades: [] },
      wrongFields: [],
      unknownFields: new Map(),
    });
    const page = readOrders(read(path, 'http_open_orders_page.json'));
    expect(page).toMatchObject({ refusals: [], wrongFields: [], unknownFields: new Map() });
    expect(page.ok && page.value.rows.map(({ sizeMatched }) => sizeMatched)).toEqual([
      0, 50_000_000,
    ]);
    // Made up with ids of too many digits.
    expect(readOrder(read(path, 'http_open_order.json'))).toMatchObject({ code: 'bad_order_id' });
    expect(readTrades(read(path, 'http_trades_page.json'))).toMatchObject({
      value: { rows: [], nextCursor: undefined },
      refusals: [{ code: 'bad_order_id' }],
    });
    expect(readTrades(`[${read(path, 'http_trade_report.json')}]`)).toMatchObject({
      value: { rows: [] },
      refusals: [{ code: 'bad_order_id' }, { code: 'bad_order_id' }, { code: 'bad_order_id' }],
    });
  });

  testRecorded('with a match', recordedFixture('polymarket/nautilus-ws_messages'), (path) => {
    expect(readTrades(`[${read(path, 'trades.json')}]`)).toMatchObject({
      refusals: [],
      wrongFields: [],
      unknownFields: new Map(),
      value: {
        rows: [
          {
            status: { code: 'confirmed' },
            matchedAt: 1_726_043_102_000_000,
            taker: { side: 'buy', price: 489_000, size: 5_000_000 },
            makers: [{ side: 'sell', price: 489_000, size: 5_000_000 }],
          },
        ],
      },
    });
  });

  testRecorded('with a balance', folder, (path) => {
    const name = 'http_balance_allowance_collateral.json';
    expect(readBalanceAllowance(read(path, name))).toMatchObject({ value: { balance: 1e9 } });
    // Made up: amounts on chain have no decimal point, and nobody knows what this one means.
    const odd = readBalanceAllowance(read(path, 'http_balance_allowance_no_allowance.json'));
    expect(odd).toMatchObject({ ok: false, code: 'not_chain_units' });
  });
});
