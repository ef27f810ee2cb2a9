import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { STANDARD } from '../../src/exchange/limits/signer-limits.ts';
import { readPostedOrder, readPostedOrders } from '../../src/polymarket/wire/clob/posted-order.ts';
import { ExchangeBench } from '../support/exchange-bench.ts';
import { aListing } from '../support/local-venue.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open();
});
afterEach(() => bench.close());

const bid = { side: 'buy', price: 0.4, size: 10 } as const;

describe('an order', () => {
  test('rests, and says so in every field', async () => {
    const { status, json, text } = await bench.order(bench.local.ann, bid);
    expect([status, json]).toEqual([
      200,
      {
        success: true,
        errorMsg: '',
        orderID: expect.stringMatching(/^0x[0-9a-f]{64}$/),
        status: 'live',
        makingAmount: '',
        takingAmount: '',
        tradeIDs: [],
      },
    ]);
    expect(readPostedOrder(text)).toMatchObject({ ok: true, value: { outcome: 'accepted' } });
  });

  test('that trades at once tells dollars and shares, and its trades', async () => {
    const { ann, bob } = bench.local;
    await bench.order(ann, bid);
    const other = { side: 'buy', price: 0.6, size: 5, outcome: 1 } as const;
    const { json } = await bench.order(bob, other);
    expect(json).toMatchObject({ status: 'matched', makingAmount: '3', takingAmount: '5' });
    const [trade] = [...bench.local.venue.trades.all.values()].map(({ id }) => id);
    expect(json).toMatchObject({ tradeIDs: [trade] });
    expect(json).not.toHaveProperty('transactionsHashes');
  });

  test.each([
    ['one that came before', {}, { salt: 1 }, 'Duplicated.'],
    ['a signature that does not hold', {}, { signature: '0x00' }, 'Invalid order payload'],
    ['another signer', {}, { signer: `0x${'12'.repeat(20)}` }, 'address of the API KEY'],
    ['a price between ticks', { price: 0.405 }, {}, 'Price (0.405) breaks minimum tick size rule'],
    ['a small size', { size: 4 }, {}, 'Size (4) lower than the minimum: 5'],
    ['more than there is', { size: 5_000 }, {}, 'not enough balance / allowance'],
    ['nobody to meet', { timeInForce: 'FAK' as const }, {}, 'no orders found to match with FAK'],
    ['half of what it wants', { timeInForce: 'FOK' as const }, {}, "couldn't be fully filled"],
  ])('is refused in the words of the venue: %s', async (_name, wish, changes, words) => {
    const { ann } = bench.local;
    await bench.order(ann, bid, { salt: 1 });
    const { status, json } = await bench.order(ann, { ...bid, ...wish }, changes);
    expect(status).toBe(400);
    expect(json).toEqual({ error: expect.stringContaining(words) });
  });

  test('of another key, or without any sense, is refused', async () => {
    const { ann, bob } = bench.local;
    const stolen = await bench.own(bob, 'POST', '/order', bench.orderBody(ann, bid));
    expect(stolen.json).toEqual({ error: expect.stringContaining('owner of the API KEY') });
    const headers = bench.headers(ann.key, 'POST', '/order', '{');
    const broken = await bench.request('POST', '/order', headers, '{');
    expect([broken.status, broken.json]).toEqual([400, { error: 'Invalid order payload' }]);
    const empty = await bench.own(ann, 'POST', '/order');
    expect([empty.status, empty.json]).toEqual([400, { error: 'Invalid order payload' }]);
  });

  test('that is held back is answered when it is decided', async () => {
    const listing = aListing();
    const market = { ...listing.market, slug: 'held', takerDelayMs: 150 };
    const conditionId = `0x${'77'.repeat(32)}` as typeof market.conditionId;
    const tokens = ['71', '72'] as unknown as typeof market.tokens;
    const { venue, ann, bob, clock } = bench.local;
    venue.list({ ...listing, market: { ...market, conditionId, tokens } });
    await bench.order(ann, bid, { tokenId: '71' });
    const sent = bench.order(bob, { ...bid, price: 0.6, outcome: 1 }, { tokenId: '72' });
    await expect.poll(() => clock.waiting).toBeGreaterThan(0);
    clock.advance(150);
    expect((await sent).json).toMatchObject({ status: 'matched', makingAmount: '6' });
  });
});

describe('a batch', () => {
  test('has an answer for each leg, in order', async () => {
    const { ann } = bench.local;
    const bodies = [bid, { ...bid, size: 1 }, { ...bid, price: 0.3 }].map((wish) =>
      bench.orderBody(ann, wish),
    );
    const { text, json } = await bench.own(ann, 'POST', '/orders', bodies);
    const answer = readPostedOrders(text);
    expect(answer).toMatchObject({ ok: true, wrongFields: [] });
    expect(answer.ok && answer.value.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'rejected',
      'accepted',
    ]);
    expect(json).toMatchObject([{}, { success: true, orderID: '', status: '' }, {}]);
  });

  test('of more than 15 is refused, and so is one of nothing', async () => {
    const { ann } = bench.local;
    const bodies = Array.from({ length: 16 }, () => bench.orderBody(ann, bid));
    expect((await bench.own(ann, 'POST', '/orders', bodies)).json).toEqual({
      error: 'Too many orders in payload: 16, max allowed: 15',
    });
    expect((await bench.own(ann, 'POST', '/orders', [])).status).toBe(400);
  });

  test('is refused whole where the exchange takes cancels only', async () => {
    bench.server.desk.faults.outage.begin('cancel_only');
    const { ann } = bench.local;
    const heard = await bench.own(ann, 'POST', '/orders', [bench.orderBody(ann, bid)]);
    expect([heard.status, heard.json]).toEqual([
      503,
      { error: expect.stringContaining('cancel-only') },
    ]);
  });
});

describe('the limiter', () => {
  test('counts orders of a signer, and says when to come again', async () => {
    await bench.close();
    const tier = { ...STANDARD, orders: { perSecond: 1, burst: 2 } };
    bench = await ExchangeBench.open({ tier });
    const { ann, bob, clock } = bench.local;
    const limits = async (trader: typeof ann) => {
      const { status, headers } = await bench.order(trader, bid);
      return [status, headers.get('Poly-RateLimit-Remaining'), headers.get('Retry-After')];
    };
    expect(await limits(ann)).toEqual([200, '1', null]);
    expect(await limits(ann)).toEqual([200, '0', null]);
    expect(await limits(ann)).toEqual([429, '0', '1']);
    expect(await limits(bob)).toEqual([200, '1', null]);
    clock.advance(1_000);
    const { headers } = await bench.order(ann, bid);
    expect(headers.get('Poly-RateLimit-Tier')).toBe('Standard');
    expect(Number(headers.get('Poly-RateLimit-Reset')) * 1e6).toBeGreaterThanOrEqual(clock.now());
  });
});
