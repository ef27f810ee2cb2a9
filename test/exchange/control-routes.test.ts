import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../src/domain/result.ts';
import { readVenueError } from '../../src/polymarket/wire/venue-error.ts';
import { ExchangeBench } from '../support/exchange-bench.ts';
import { UP } from '../support/wire-samples/ids.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open();
});
afterEach(() => bench.close());

const bid = { side: 'buy', price: 0.4, size: 10 } as const;

async function control(path: string, body: unknown) {
  const { status, json } = await bench.post(`/local/${path}`, body);
  return status === 200 ? 'done' : json;
}

const order = () => bench.order(bench.local.ann, bid);
const openOrders = () => bench.local.venue.orders.openOf(bench.local.ann.key).length;

test('its time and its speed are told', async () => {
  const { status, json } = await bench.get('/local/clock');
  const told = { now_us: bench.local.venue.now(), speed: bench.local.venue.time.speed };
  expect([status, json]).toEqual([200, told]);
});

describe('a request', () => {
  test.each([
    ['drop', 0],
    ['lost_answer', 1],
  ])('whose connection breaks: %s', async (fault, open) => {
    expect(await control('faults', { where: 'orders', fault })).toBe('done');
    await expect(order()).rejects.toThrow();
    expect(openOrders()).toBe(open);
    expect((await order()).status).toBe(200);
  });

  test('that stalls is never answered, and nothing is done', async () => {
    await control('faults', { where: 'orders', fault: 'stall' });
    const stalled = order();
    let isOver = false;
    stalled.then(
      () => {
        isOver = true;
      },
      () => {
        isOver = true;
      },
    );
    expect((await order()).status).toBe(200);
    expect([isOver, openOrders()]).toEqual([false, 1]);
    await bench.close();
    await expect(stalled).rejects.toThrow();
  });

  test('that is late is done in the end', async () => {
    await control('faults', { where: 'POST /order', fault: 'delay', ms: 500 });
    const late = order();
    await expect.poll(() => bench.local.clock.waiting).toBe(1);
    bench.local.clock.advance(499);
    expect(openOrders()).toBe(0);
    bench.local.clock.advance(1);
    expect((await late).status).toBe(200);
  });

  test('whose answer alone is late is done at once', async () => {
    await control('faults', { where: 'orders', fault: 'late_answer', ms: 31_000 });
    const late = order();
    await expect.poll(() => bench.local.clock.waiting).toBe(1);
    expect(openOrders()).toBe(1);
    let isOver = false;
    const answered = late.finally(() => {
      isOver = true;
    });
    bench.local.clock.advance(30_999);
    expect((await bench.get('/time')).status).toBe(200);
    expect(isOver).toBe(false);
    bench.local.clock.advance(1);
    expect((await answered).status).toBe(200);
  });

  test.each([
    [425, 'not_ready'],
    [503, 'trading_disabled'],
    [500, 'could_not_insert'],
  ])('that is refused with %i', async (status, code) => {
    await control('faults', { where: 'orders', fault: 'status', status });
    const heard = await order();
    expect([heard.status, readVenueError(heard.text).code]).toEqual([status, code]);
    expect(openOrders()).toBe(0);
  });

  test('that is refused with 429, by the limiter or by somebody else', async () => {
    const fault = { where: 'cancels', fault: 'status', status: 429 };
    await control('faults', fault);
    await control('faults', { ...fault, limiter: true });
    const remaining = async () => {
      const { headers } = await bench.own(bench.local.ann, 'DELETE', '/cancel-all');
      return headers.get('Poly-RateLimit-Remaining');
    };
    expect([await remaining(), await remaining()]).toEqual([null, '0']);
  });

  test('of a batch of which only a part comes through', async () => {
    const fault = { where: 'orders', fault: 'partial_batch', refused: 1, nameless: 1 };
    await control('faults', fault);
    const { ann } = bench.local;
    const bodies = [bid, bid, bid].map((wish) => bench.orderBody(ann, wish));
    const { json } = await bench.own(ann, 'POST', '/orders', bodies);
    expect(json).toMatchObject([
      { orderID: '', errorMsg: 'could not insert order' },
      { orderID: '', errorMsg: '' },
      { orderID: expect.stringMatching(/^0x/), errorMsg: '' },
    ]);
    expect(openOrders()).toBe(2);
  });

  test('of a batch is not spent on an order that comes alone', async () => {
    await control('faults', { where: 'orders', fault: 'partial_batch' });
    expect((await order()).json).toMatchObject({ status: 'live' });
    const { ann } = bench.local;
    const bodies = [bid, bid].map((wish) => bench.orderBody(ann, wish));
    const { json } = await bench.own(ann, 'POST', '/orders', bodies);
    expect(json).toMatchObject([{ orderID: '' }, { orderID: expect.stringMatching(/^0x/) }]);
  });

  test('with an order of the wrong version, for once', async () => {
    await control('faults', { where: 'orders', fault: 'version_mismatch' });
    expect((await order()).json).toEqual({ error: 'order_version_mismatch' });
    expect((await order()).status).toBe(200);
  });

  test('suffers as often as it was ordered, where it was ordered', async () => {
    const fault = { where: 'reads', fault: 'status', status: 500, error: 'words', count: 2 };
    await control('faults', fault);
    const listed = await bench.get('/local/faults');
    expect(listed.json).toEqual({
      faults: [fault].map((one) => ({ ...one, limiter: false })),
      settlements: [],
      mode: 'normal',
    });
    expect((await order()).status).toBe(200);
    expect((await bench.get('/time')).json).toEqual({ error: 'words' });
    expect((await bench.get(`/book?token_id=${UP}`)).status).toBe(500);
    expect((await bench.get('/time')).status).toBe(200);
  });

  test('suffers nothing once all is cleared', async () => {
    await control('faults', { where: 'reads', fault: 'drop' });
    await control('mode', { mode: 'disabled' });
    await bench.request('DELETE', '/local/faults');
    expect([(await bench.get('/time')).status, (await order()).status]).toEqual([200, 200]);
  });
});

describe('a mode', () => {
  test('a restart ends in two minutes of post-only orders', async () => {
    const { clock, ann } = bench.local;
    await control('mode', { mode: 'restarting', seconds: 30 });
    expect((await order()).status).toBe(425);
    clock.advance(30_000);
    const taking = await order();
    expect([taking.status, taking.json, taking.headers.get('Retry-After')]).toEqual([
      503,
      {
        error: 'post-only mode: only post-only orders and cancels are allowed',
        code: 'post_only_mode',
        retry_after_seconds: 120,
      },
      '120',
    ]);
    const resting = await bench.order(ann, { ...bid, postOnly: true });
    expect(resting.json).toMatchObject({ status: 'live' });
    clock.advance(120_000);
    expect((await order()).status).toBe(200);
  });

  test.each([
    ['disabled', 'trading_disabled'],
    ['cancel_only', 'cancel_only'],
    ['post_only', 'post_only_mode'],
  ])('%s holds until another is set', async (mode, code) => {
    expect(await control('mode', { mode })).toBe('done');
    bench.local.clock.advance(600_000);
    const heard = await order();
    expect([heard.status, readVenueError(heard.text).code]).toEqual([503, code]);
    await control('mode', { mode: 'normal' });
    expect((await order()).status).toBe(200);
  });
});

describe('the chain and the grid', () => {
  test('trades fail or are tried again, as ordered', async () => {
    await control('settlement', { fate: 'failed' });
    bench.local.mint(5);
    bench.local.mint(5);
    bench.local.clock.advance(10_000);
    const trades = [...bench.local.venue.trades.all.values()];
    expect(trades.map(({ status }) => status)).toEqual(['failed', 'confirmed']);
  });

  test('what was ordered of trades is listed, and forgotten with all the rest', async () => {
    await control('settlement', { fate: 'failed', count: 2 });
    await control('settlement', { fate: 'retried' });
    const { json } = await bench.get('/local/faults');
    expect(json).toMatchObject({ settlements: ['failed', 'failed', 'retried'] });
    await bench.request('DELETE', '/local/faults');
    expect((await bench.get('/local/faults')).json).toMatchObject({ settlements: [] });
    bench.local.mint(5);
    bench.local.clock.advance(10_000);
    const trades = [...bench.local.venue.trades.all.values()];
    expect(trades.map(({ status }) => status)).toEqual(['confirmed']);
  });

  test('transactions are told later', async () => {
    await control('timing', { transaction_after_ms: 29_000 });
    bench.local.mint(5);
    const [trade] = bench.local.venue.trades.all.values();
    expect(Number(trade?.transactionAt) - Number(trade?.matchedAt)).toBe(29_000_000);
  });

  test('a market gets another tick', async () => {
    const { market } = bench.local;
    expect(await control('tick', { market: market.slug, tick: '0.001' })).toBe('done');
    const { json } = await bench.get(`/tick-size?token_id=${UP}`);
    expect(json).toEqual({ minimum_tick_size: 0.001 });
  });
});

test('faults of sockets go to whoever serves them', async () => {
  const wish = { where: 'sockets', fault: 'drop', channel: 'user' };
  expect(await control('faults', wish)).toEqual({ error: 'no sockets are served here' });
  const heard: unknown[] = [];
  bench.server.desk.faults.onSocket = (told) => {
    heard.push(told);
    return ok(undefined);
  };
  expect([await control('faults', wish), heard]).toEqual(['done', [wish]]);
});

test.each([
  ['faults', { where: 'everywhere', fault: 'drop' }],
  ['faults', { where: 'reads', fault: 'partial_batch' }],
  ['faults', { where: 'POST /order', fault: 'partial_batch' }],
  ['faults', { where: 'cancels', fault: 'version_mismatch' }],
  ['faults', { where: 'orders', fault: 'fire' }],
  ['faults', { where: 'orders', fault: 'drop', count: 0 }],
  ['faults', { where: 'orders', fault: 'delay' }],
  ['faults', { where: 'orders', fault: 'status', status: 200 }],
  ['faults', { where: 'orders', fault: 'status', status: 500, error: 5 }],
  ['faults', { where: 'orders', fault: 'status', status: 429, limiter: 'yes' }],
  ['faults', { where: 'orders', fault: 'partial_batch', refused: -1 }],
  ['faults', []],
  ['mode', { mode: 'happy' }],
  ['mode', { mode: 'restarting', seconds: -1 }],
  ['settlement', { fate: 'lost' }],
  ['settlement', { fate: 'failed', count: 1e6 }],
  ['timing', {}],
  ['tick', { market: 'none', tick: '0.01' }],
  ['tick', { market: 'btc-updown-5m-1776081600', tick: '0.3' }],
])('/local/%s refuses %j', async (path, body) => {
  expect(await control(path, body)).toEqual({ error: expect.any(String) });
});
