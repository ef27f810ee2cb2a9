import { afterEach, beforeEach, expect, test } from 'vitest';
import { STANDARD } from '../../src/exchange/limits/signer-limits.ts';
import { readCanceled } from '../../src/polymarket/wire/clob/canceled.ts';
import { ExchangeBench } from '../support/exchange-bench.ts';
import { DOWN, MARKET, UP } from '../support/wire-samples/ids.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open({ tier: { ...STANDARD, cancels: { perSecond: 1, burst: 3 } } });
});
afterEach(() => bench.close());

/** Orders of Ann's, by their names. */
function resting(count: number, outcome: 0 | 1 = 0): string[] {
  const { local } = bench;
  const wish = { side: 'buy', price: 0.4, size: 10, outcome } as const;
  return Array.from({ length: count }, () => local.send(local.ann, wish).facts.id);
}

test('an order is canceled once, by its owner alone', async () => {
  const { ann, bob } = bench.local;
  const [orderID = ''] = resting(1);
  const stolen = await bench.own(bob, 'DELETE', '/order', { orderID });
  expect(stolen.json).toEqual({
    canceled: [],
    not_canceled: { [orderID]: "the order can't be found" },
  });
  const first = await bench.own(ann, 'DELETE', '/order', { orderID });
  expect(first.json).toEqual({ canceled: [orderID], not_canceled: {} });
  const second = await bench.own(ann, 'DELETE', '/order', { orderID });
  expect(second.json).toEqual({
    canceled: [],
    not_canceled: { [orderID]: 'already canceled or matched' },
  });
  expect(readCanceled(second.text)).toMatchObject({ ok: true, wrongFields: [] });
});

test('several are canceled at once', async () => {
  const ids = resting(2);
  const { json } = await bench.own(bench.local.ann, 'DELETE', '/orders', [...ids, '0xab']);
  expect(json).toMatchObject({ canceled: ids, not_canceled: { '0xab': expect.any(String) } });
});

test('all of a key, or of a market, or of a token', async () => {
  const { ann } = bench.local;
  const remove = async (path: string, body?: unknown) => {
    bench.local.clock.advance(60_000);
    return (await bench.own(ann, 'DELETE', path, body)).json;
  };
  const up = resting(2);
  const down = resting(1, 1);
  const which = '/cancel-market-orders';
  expect(await remove(which, { market: '0xab' })).toEqual({ canceled: [], not_canceled: {} });
  expect(await remove(which, { asset_id: DOWN })).toMatchObject({ canceled: down });
  expect(await remove(which, { market: MARKET, asset_id: UP })).toMatchObject({ canceled: up });
  const all = resting(3);
  expect(await remove('/cancel-all')).toEqual({ canceled: all, not_canceled: {} });
  const shouted = `0x${MARKET.slice(2).toUpperCase()}`;
  for (const sent of [
    { market: '', asset_id: UP },
    { market: shouted, asset_id: '' },
  ]) {
    const rested = resting(2);
    expect(await remove(which, sent)).toMatchObject({ canceled: rested });
  }
  expect(await remove(which, { market: '', asset_id: '' })).toEqual({
    error: 'Invalid order payload',
  });
  expect(await remove(which, {})).toEqual({ error: 'Invalid order payload' });
});

test.each([
  ['/order', {}],
  ['/order', undefined],
  ['/orders', {}],
  ['/orders', [5]],
  ['/cancel-market-orders', []],
  ['/cancel-market-orders', { market: 5 }],
])('%s needs to say which: not %j', async (path, body) => {
  const { status, json } = await bench.own(bench.local.ann, 'DELETE', path, body);
  expect([status, json]).toEqual([400, { error: 'Invalid order payload' }]);
});

test('cancels have limits of their own; those of all orders are paid for afterwards', async () => {
  const { ann, clock } = bench.local;
  resting(5);
  const all = await bench.own(ann, 'DELETE', '/cancel-all');
  expect(all.headers.get('Poly-RateLimit-Remaining')).toBe('-3');
  const next = await bench.own(ann, 'DELETE', '/cancel-all');
  expect([next.status, next.headers.get('Retry-After')]).toEqual([429, '4']);
  clock.advance(4_000);
  expect((await bench.own(ann, 'DELETE', '/cancel-all')).status).toBe(200);
});

test('cancels pass while only cancels are taken, and not while the exchange restarts', async () => {
  const { ann } = bench.local;
  const { outage } = bench.server.desk.faults;
  const [orderID = '', other = ''] = resting(2);
  outage.begin('cancel_only');
  const passed = await bench.own(ann, 'DELETE', '/order', { orderID });
  expect(passed.json).toMatchObject({ canceled: [orderID] });
  outage.begin('restarting', 10);
  expect((await bench.own(ann, 'DELETE', '/order', { orderID: other })).status).toBe(425);
});
