import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aPostOrder } from '../../../test/support/a-post-order.ts';
import { ANVIL_ADDRESS } from '../../../test/support/anvil.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { ScriptedAnswer } from '../../../test/support/http-server.ts';
import { recordedFixture, testRecorded } from '../../../test/support/recorded.ts';
import { CREDENTIALS, fileAnswer, json, RestBench } from '../../../test/support/rest-bench.ts';
import type { ConditionId, VenueOrderId } from '../../domain/ids.ts';
import { verifyL2 } from '../signing/l2-auth.ts';
import { whetherDone } from './outcome.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open({ timeoutMs: 3_000 });
});
afterEach(() => bench.close());

const id = (digit: string) => `0x${digit.repeat(64)}` as VenueOrderId;
const taken = (order: VenueOrderId, more: object = {}) => ({
  success: true,
  errorMsg: '',
  orderID: order,
  status: 'live',
  ...more,
});
const refusedLeg = (errorMsg: string) => ({ success: true, orderID: '', errorMsg });
const error = (text: string, status = 400): ScriptedAnswer => json({ error: text }, status);

async function post(answer: ScriptedAnswer) {
  bench.answer = () => answer;
  const { orders } = await bench.desk();
  return orders.post(aPostOrder(1));
}

describe('an order', () => {
  test('goes out as it was signed, with headers that hold for those bytes', async () => {
    bench.answer = () => json(taken(id('a')));
    const { orders } = await bench.desk();
    expect(await orders.post(aPostOrder(1))).toMatchObject({
      kind: 'ok',
      value: { outcome: 'accepted', order: id('a') },
    });
    const [sent] = bench.received;
    expect(sent).toMatchObject({ method: 'POST', path: '/order' });
    expect(JSON.parse(sent?.body ?? '')).toEqual(aPostOrder(1));
    const header = (name: string) => String(sent?.headers[name.toLowerCase()]);
    const headers = {
      POLY_ADDRESS: header('POLY_ADDRESS'),
      POLY_SIGNATURE: header('POLY_SIGNATURE'),
      POLY_TIMESTAMP: header('POLY_TIMESTAMP'),
      POLY_API_KEY: header('POLY_API_KEY'),
      POLY_PASSPHRASE: header('POLY_PASSPHRASE'),
    };
    const signed = { method: 'POST', path: '/order', body: sent?.body } as const;
    expect(verifyL2(headers, ANVIL_ADDRESS, CREDENTIALS, signed)).toBe(true);
  });

  test.each<[string, ScriptedAnswer, object]>([
    [
      'killed because it could not be filled',
      json(
        taken(id('a'), {
          errorMsg: "order couldn't be fully filled. FOK orders are fully filled or killed.",
        }),
      ),
      { kind: 'ok', value: { outcome: 'killed', order: id('a') } },
    ],
    [
      'rejected in an answer that says 200',
      json({ success: false, errorMsg: 'not enough balance / allowance', orderID: '' }),
      { kind: 'refused', status: 200, error: { code: 'not_enough_balance' } },
    ],
    [
      'rejected for a tick that changed after it was signed',
      error('order 0xabc is invalid. Price (0.555) breaks minimum tick size rule: 0.01'),
      { kind: 'refused', error: { code: 'price_off_tick' } },
    ],
    ['neither taken nor refused', json({ success: true }), { kind: 'unknown', cause: 'unclear' }],
    ['met by a restart', { status: 425 }, { kind: 'restarting' }],
    [
      'met by post-only mode',
      json({ error: 'post-only mode', code: 'post_only_mode' }, 503),
      { kind: 'unavailable', mode: 'postOnly' },
    ],
    ['met by a fault', error('could not insert order', 500), { kind: 'unknown', status: 500 }],
    ['cut off', 'cut', { kind: 'unknown', cause: 'transport' }],
  ])('%s', async (_name, answer, outcome) => {
    expect(await post(answer)).toMatchObject(outcome);
  });

  test.each<[string, ScriptedAnswer]>([
    ['a restart', { status: 425 }],
    ['a fault', { status: 500 }],
    ['a page', { status: 200, body: '<html>' }],
    ['a limit that is not the venue’s', { status: 429 }],
    ['a cut', 'cut'],
  ])('is not sent again after %s', async (_name, answer) => {
    bench = await reopened({ retry: { attemptsMost: 5 } });
    expect(whetherDone(await post(answer))).toBe('unknown');
    await bench.clock.pass(60_000);
    expect(bench.received).toHaveLength(1);
  });

  test('that was taken, but whose answer does not come, is unknown', async () => {
    bench.answer = () => 'hang';
    const { orders } = await bench.desk();
    const posting = orders.post(aPostOrder(1));
    await eventually(() => bench.received.length === 1);
    await bench.clock.pass(3_000);
    expect(await posting).toMatchObject({ kind: 'unknown', cause: 'timeout' });
  });

  testRecorded(
    'is taken in the words that were recorded',
    recordedFixture('polymarket/nautilus'),
    async (folder) => {
      // The recorded id has 66 digits: invented, and no order's.
      expect(await post(fileAnswer(folder, 'http_order_response_ok.json'))).toMatchObject({
        kind: 'unknown',
        cause: 'unclear',
      });
      expect(await post(fileAnswer(folder, 'http_order_response_failed.json'))).toMatchObject({
        kind: 'refused',
        error: { code: 'not_enough_balance' },
      });
    },
  );
});

describe('nothing is sent', () => {
  test('before the venue said which orders it takes', async () => {
    const clob = bench.clob();
    const { orders } = clob.desk(ANVIL_ADDRESS, CREDENTIALS);
    const refusal = { code: 'version_unknown' };
    expect(await orders.post(aPostOrder(1))).toMatchObject({ kind: 'notSent', refusal });
    expect(bench.received).toHaveLength(0);
  });

  test.each([1, 3])('when it takes orders of version %i', async (version) => {
    bench.version = version;
    const { orders } = await bench.desk();
    const refusal = { code: 'order_version_mismatch' };
    expect(await orders.post(aPostOrder(1))).toMatchObject({ kind: 'notSent', refusal });
    expect(await orders.postMany([aPostOrder(1)])).toMatchObject([{ kind: 'notSent', refusal }]);
    expect(bench.received).toHaveLength(0);
  });

  test('after it refused an order for its version, until it was asked again', async () => {
    bench.answer = () => error('order_version_mismatch');
    const { clob, orders } = await bench.desk();
    expect(await orders.post(aPostOrder(1))).toMatchObject({ kind: 'refused' });
    expect(clob.state.maySign()).toMatchObject({ code: 'version_unknown' });
    await clob.state.version();
    expect(clob.state.maySign().ok).toBe(true);
  });

  test('by a machine whose clock is off', async () => {
    bench.venueAheadMs = 60_000;
    const { orders } = await bench.desk();
    const refusal = { code: 'clock_skew' };
    expect(await orders.post(aPostOrder(1))).toMatchObject({ kind: 'notSent', refusal });
    expect(await orders.cancel(id('a'))).toMatchObject({ kind: 'notSent', refusal });
    expect(bench.received).toHaveLength(0);
  });

  test('without the venue’s time, which all that wait for it ask for once', async () => {
    bench.timeAnswer = () => ({ status: 500 });
    const { orders } = await bench.desk();
    const refusal = { code: 'clock_unmeasured' };
    const both = await Promise.all([orders.cancelAll(), orders.cancelAll()]);
    expect(both).toMatchObject([
      { kind: 'notSent', refusal },
      { kind: 'notSent', refusal },
    ]);
    expect(bench.server.received.filter(({ path }) => path === '/time')).toHaveLength(1);
    expect(bench.received).toHaveLength(0);
  });

  test('that was wanted too long ago once the venue’s time was known', async () => {
    const { orders } = await bench.desk();
    bench.timeAnswer = () => {
      bench.clock.advance(501);
      return json(bench.venueSeconds());
    };
    const refusal = { code: 'stale' };
    expect(await orders.post(aPostOrder(1))).toMatchObject({ kind: 'notSent', refusal });
    expect(bench.received).toHaveLength(0);
  });

  test('that waited too long for the limits', async () => {
    const { orders } = await bench.desk();
    bench.options.limiter.heard(
      { limits: ['clob'], signer: { share: 'orders', cost: 1 }, priority: 1, ageMsMost: 1 },
      {
        limiter: { remaining: -40, resetAtS: undefined, tier: undefined, warned: false },
        retryAfterMs: undefined,
        refused: false,
        venueNow: bench.clock.now(),
      },
    );
    const posting = orders.post(aPostOrder(1));
    await bench.clock.pass(500);
    expect(await posting).toMatchObject({ kind: 'notSent', refusal: { code: 'stale' } });
    expect(bench.received).toHaveLength(0);
  });
});

test('an order after one that was too many waits as long as the venue says', async () => {
  const headers = { 'poly-ratelimit-remaining': '0', 'retry-after': '0.3' };
  bench.answer = () => ({ status: 429, headers });
  const { orders } = await bench.desk();
  expect(await orders.post(aPostOrder(1))).toMatchObject({ kind: 'rateLimited', sure: true });
  bench.answer = () => json(taken(id('a')));
  const next = orders.post(aPostOrder(2));
  await bench.clock.pass(299);
  expect(bench.received).toHaveLength(1);
  expect(await bench.settled(next)).toMatchObject({ kind: 'ok' });
});

describe('a batch', () => {
  const three = [aPostOrder(1), aPostOrder(2), aPostOrder(3)];

  async function postThree(answer: ScriptedAnswer) {
    bench.answer = () => answer;
    const { orders } = await bench.desk();
    return orders.postMany(three);
  }

  test('has an outcome for each leg, in the order of the request', async () => {
    const answer = [taken(id('a')), refusedLeg('invalid post-only order: order crosses book'), {}];
    expect(await postThree(json(answer))).toMatchObject([
      { kind: 'ok', value: { order: id('a') } },
      { kind: 'refused', error: { code: 'post_only_would_cross' } },
      { kind: 'unknown', cause: 'unclear' },
    ]);
  });

  test.each<[string, ScriptedAnswer, object]>([
    ['fails', { status: 500 }, { kind: 'unknown' }],
    ['is cut off', 'cut', { kind: 'unknown' }],
    ['meets a restart', { status: 425 }, { kind: 'restarting' }],
    ['is refused for one of its legs', error('not enough balance'), { kind: 'unknown' }],
    ['has fewer answers than legs', json([taken(id('a'))]), { kind: 'unknown' }],
    ['is refused before any leg', error('Invalid order payload'), { kind: 'refused' }],
  ])('that %s has the same outcome for all of them', async (_name, answer, outcome) => {
    expect(await postThree(answer)).toMatchObject([outcome, outcome, outcome]);
    expect(bench.received).toHaveLength(1);
  });

  test('has 1 to 15 legs', async () => {
    const { orders } = await bench.desk();
    expect(await orders.postMany([])).toEqual([]);
    const refusal = { code: 'bad_batch' };
    const sixteen = Array.from({ length: 16 }, (_, i) => aPostOrder(i));
    const outcomes = await orders.postMany(sixteen);
    expect(outcomes).toHaveLength(16);
    expect(outcomes[0]).toMatchObject({ kind: 'notSent', refusal });
    expect(bench.received).toHaveLength(0);
  });
});

describe('a cancel', () => {
  const some = { canceled: [id('a')], not_canceled: { [id('b')]: 'already canceled or matched' } };

  test.each<
    [string, (orders: Awaited<ReturnType<RestBench['desk']>>['orders']) => unknown, object]
  >([
    [
      'of one',
      (orders) => orders.cancel(id('a')),
      { path: '/order', body: `{"orderID":"${id('a')}"}` },
    ],
    [
      'of many',
      (orders) => orders.cancelMany([id('a')]),
      { path: '/orders', body: `["${id('a')}"]` },
    ],
    ['of all', (orders) => orders.cancelAll(), { path: '/cancel-all', body: '' }],
    [
      'of a market',
      (orders) => orders.cancelMarket({ market: id('c') as string as ConditionId }),
      { path: '/cancel-market-orders', body: `{"market":"${id('c')}"}` },
    ],
  ])('%s says which are out and which were over', async (_name, cancel, request) => {
    bench.answer = () => json(some);
    const { orders } = await bench.desk();
    expect(await cancel(orders)).toMatchObject({
      kind: 'ok',
      value: {
        canceled: [id('a')],
        notCanceled: new Map([[id('b'), expect.objectContaining({ code: 'already_closed' })]]),
      },
    });
    expect(bench.received[0]).toMatchObject({ method: 'DELETE', ...request });
  });

  test('goes out while orders wait for their limit', async () => {
    bench.answer = ({ method, body }) =>
      json(method === 'DELETE' ? some : JSON.parse(body).map(() => taken(id('a'))));
    const { orders } = await bench.desk();
    const posting = Array.from({ length: 5 }, () =>
      orders.postMany(Array.from({ length: 15 }, (_, i) => aPostOrder(i))),
    );
    expect(await orders.cancel(id('a'))).toMatchObject({ kind: 'ok' });
    expect(bench.options.limiter.waiting).toBe(1);
    await bench.clock.pass(1_000);
    expect((await Promise.all(posting)).flat().filter(({ kind }) => kind === 'ok')).toHaveLength(
      75,
    );
  });

  test('of more than the signer’s burst is not sent', async () => {
    const { orders } = await bench.desk();
    const many = Array.from({ length: 121 }, () => id('a'));
    const refusal = { code: 'never_fits' };
    expect(await orders.cancelMany(many)).toMatchObject({ kind: 'notSent', refusal });
  });
});

async function reopened(changes: object): Promise<RestBench> {
  await bench.close();
  return RestBench.open(changes);
}
