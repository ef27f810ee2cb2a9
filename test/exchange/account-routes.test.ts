import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Usd } from '../../src/domain/units.ts';
import {
  readBalanceAllowance,
  readOrderScoring,
  readOrdersScoring,
} from '../../src/polymarket/wire/clob/account.ts';
import { readNotifications } from '../../src/polymarket/wire/clob/notifications.ts';
import { readRebates, readRewardedMarkets } from '../../src/polymarket/wire/clob/rewards.ts';
import { readOrderVersion, readServerTime } from '../../src/polymarket/wire/clob/server.ts';
import { ExchangeBench } from '../support/exchange-bench.ts';
import { DOWN, MARKET, UP } from '../support/wire-samples/ids.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open();
});
afterEach(() => bench.close());

const PROXY = `0x${'9f'.repeat(20)}`;

async function balance(query: string) {
  const { text } = await bench.own(bench.local.ann, 'GET', `/balance-allowance?${query}`);
  const answer = readBalanceAllowance(text);
  return answer.ok ? answer.value.balance : answer.code;
}

describe('a balance', () => {
  test('is in dollars, reserved ones too; contracts may move all of it', async () => {
    const { local } = bench;
    local.mint(10);
    local.send(local.ann, { side: 'buy', price: 0.4, size: 10 });
    expect(await balance('asset_type=COLLATERAL&signature_type=0')).toBe(995_000_000);
    const { json } = await bench.own(local.ann, 'GET', '/balance-allowance?asset_type=COLLATERAL');
    expect(json).toMatchObject({
      balance: '995000000',
      allowances: { '0xE111180000d2663C0091e4f400237545B87B996B': String(2n ** 256n - 1n) },
    });
  });

  test('of shares counts those that are settled', async () => {
    const query = `asset_type=CONDITIONAL&token_id=${UP}`;
    bench.local.mint(10);
    expect(await balance(query)).toBe(0);
    bench.local.clock.advance(3_000);
    expect(await balance(query)).toBe(10_000_000);
    expect(await balance(`asset_type=CONDITIONAL&token_id=${DOWN}`)).toBe(0);
  });

  test('of a wallet that a signer acts for is its own', async () => {
    const { local } = bench;
    const query = 'asset_type=COLLATERAL&signature_type=1';
    // Nobody has named it yet: it will open with what every wallet begins with.
    expect(await balance(query)).toBe(1_000_000_000);
    const { key } = local.ann;
    const wallet = local.venue.wallet(PROXY, key.signer, { signatureType: 1 });
    const proxy = { wallet, key };
    local.send(proxy, { side: 'buy', price: 0.4, size: 10 });
    local.send(local.bob, { side: 'buy', price: 0.6, size: 10, outcome: 1 });
    expect(await balance(query)).toBe(996_000_000);
    expect(await balance('asset_type=COLLATERAL&signature_type=0')).toBe(1_000_000_000);
    // A proxy is neither a Safe nor a deposit wallet.
    for (const type of [2, 3]) {
      expect(await balance(`asset_type=COLLATERAL&signature_type=${type}`)).toBe(1_000_000_000);
    }
  });

  test('is never below nothing, though the last of it paid for odd parts', async () => {
    const { local } = bench;
    const { key } = local.ann;
    const wallet = local.venue.wallet(PROXY, key.signer, {
      signatureType: 1,
      cash: 4_900_000 as Usd,
    });
    const buy = { side: 'buy', price: 0.49, size: 10, postOnly: true } as const;
    local.send({ wallet, key }, buy);
    // Each part is rounded up by itself.
    const takes = { side: 'buy', outcome: 1, price: 0.51, timeInForce: 'FAK' } as const;
    local.send(local.bob, { ...takes, size: 5.999999, spend: 3.06 });
    local.send(local.bob, { ...takes, size: 4.000001, spend: 2.05 });
    expect(wallet.account.cash).toBe(-1);
    expect(await balance('asset_type=COLLATERAL&signature_type=1')).toBe(0);
  });

  test('opens no wallet by being looked at', async () => {
    const { venue } = bench.local;
    const address = `0x${'7a'.repeat(20)}`;
    const key = venue.keys.create(address, '0');
    const path = '/balance-allowance?asset_type=COLLATERAL&signature_type=0';
    const { json } = await bench.own({ key }, 'GET', path);
    expect(json).toMatchObject({ balance: '1000000000' });
    expect(venue.wallets.has(address)).toBe(false);
  });

  test('is of something', async () => {
    const ask = (query: string) =>
      bench.own(bench.local.ann, 'GET', `/balance-allowance?asset_type=${query}`);
    expect((await ask('GOLD')).json).toEqual({ error: 'Invalid asset type' });
    expect((await ask('COLLATERAL&signature_type=4')).json).toEqual({
      error: 'Invalid signature type',
    });
    expect((await ask('CONDITIONAL&token_id=5')).json).toEqual({ error: 'Invalid token id' });
    const update = await bench.own(bench.local.ann, 'GET', '/balance-allowance/update?x=1');
    expect(update.status).toBe(200);
  });
});

test('what pays nothing here says so in the shapes of the venue', async () => {
  const { ann } = bench.local;
  const own = async (path: string) => (await bench.own(ann, 'GET', path)).text;
  const open = async (path: string) => (await bench.get(path)).text;
  expect(readOrderScoring(await own('/order-scoring?order_id=0x1'))).toMatchObject({
    value: false,
  });
  const id = `0x${'1f'.repeat(32)}`;
  const scorings = await bench.own(ann, 'POST', '/orders-scoring', [id]);
  expect(readOrdersScoring(scorings.text)).toMatchObject({ value: new Map([[id, false]]) });
  expect(readNotifications(await own('/notifications?signature_type=0'))).toMatchObject({
    value: [],
  });
  expect((await bench.own(ann, 'DELETE', '/notifications?ids=1')).status).toBe(200);
  for (const path of ['/rewards/markets/current', `/rewards/markets/${MARKET}`]) {
    expect(readRewardedMarkets(await open(path))).toMatchObject({ value: { rows: [] } });
  }
  expect(readRebates(await open('/rebates/current'))).toMatchObject({ ok: true, value: [] });
  for (const path of ['/rewards/user', '/rewards/user/markets', '/data/pre-migration-orders']) {
    expect(JSON.parse(await own(path)), path).toMatchObject({ data: [], next_cursor: 'LTE=' });
  }
  expect(await own('/rewards/user/total')).toBe('[]');
  expect(await own('/rewards/user/percentages')).toBe('{}');
  expect((await bench.get('/fees/builder-fees/x')).status).toBe(404);
  // The official clients ask for it without a key.
  expect((await bench.get('/builder/trades?builder_code=0x1')).json).toMatchObject({ data: [] });
});

test('the state of the server', async () => {
  expect((await bench.get('/ok')).json).toBe('OK');
  expect(readOrderVersion((await bench.get('/version')).text)).toMatchObject({ value: 2 });
  bench.local.clock.advance(1_500);
  const { text } = await bench.request('GET', '/time', { 'Content-Type': 'none' });
  expect(text).toBe('1776081601');
  expect(readServerTime(text)).toMatchObject({ ok: true });
});

test('what is not there, or too large, is refused as JSON', async () => {
  const none = await bench.get('/nowhere?x=1');
  expect([none.status, none.json]).toEqual([404, { error: 'not found: GET /nowhere' }]);
  const large = await bench.post('/books', 'x'.repeat(1_100_000));
  expect([large.status, large.json]).toEqual([413, { error: 'Payload exceeds the limit' }]);
});

test('an error of its own is told to the exchange, and hardly to the client', async () => {
  const errors: string[] = [];
  await bench.close();
  bench = await ExchangeBench.open({
    onError: ({ message }) => errors.push(message),
    installers: [
      (app) => {
        app.get('/broken', () => {
          throw new Error('a bug');
        });
      },
    ],
  });
  const heard = await bench.get('/broken');
  expect([heard.status, heard.json, errors]).toEqual([
    500,
    { error: 'Internal server error' },
    ['a bug'],
  ]);
});
