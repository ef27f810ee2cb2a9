import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../test/support/recorded.ts';
import { fileAnswer, json, RestBench } from '../../../test/support/rest-bench.ts';
import type { TokenId, VenueOrderId } from '../../domain/ids.ts';
import { gather } from './pages.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open();
});
afterEach(() => bench.close());

const id = `0x${'a'.repeat(64)}` as VenueOrderId;
const recorded = recordedFixture('polymarket/nautilus');

describe('our own orders and matches', () => {
  testRecorded('are read page by page, bad rows counted', recorded, async (folder) => {
    bench.answer = () => fileAnswer(folder, 'http_open_orders_page.json');
    const { account } = await bench.desk();
    const found = await gather(account.openOrders());
    expect(found).toMatchObject({ failure: undefined, nextCursor: undefined });
    expect(found.rows.length).toBeGreaterThan(0);
    expect(bench.received[0]?.path).toBe('/data/orders');
  });

  testRecorded('are asked for with the filter on every page', recorded, async (folder) => {
    let asked = 0;
    bench.answer = () => {
      const next_cursor = asked++ === 0 ? 'MTAw' : 'LTE=';
      const page = fileAnswer(folder, 'http_trades_page.json') as { body: string };
      return json({ ...JSON.parse(page.body), next_cursor });
    };
    const { account } = await bench.desk();
    const found = await gather(account.trades({ token: '7' as TokenId }));
    expect(found.failure).toBeUndefined();
    expect(bench.received.map(({ path }) => path)).toEqual([
      '/data/trades?asset_id=7',
      '/data/trades?asset_id=7&next_cursor=MTAw',
    ]);
  });

  test('that the venue does not know are undefined, not absent by mistake', async () => {
    const { account } = await bench.desk();
    bench.answer = () => ({ status: 200 });
    expect(await account.order(id)).toMatchObject({ kind: 'ok', value: undefined });
    bench.answer = () => json({ id: 'x' });
    expect(await account.order(id)).toMatchObject({ kind: 'unknown', cause: 'unreadable' });
  });

  test('that the venue says in words that it does not know are undefined, too', async () => {
    const { account } = await bench.desk();
    bench.answer = () => json({ error: "the order can't be found" }, 404);
    expect(await account.order(id)).toMatchObject({ kind: 'ok', value: undefined });
    // A page that is missing is none of the venue's words about an order.
    bench.answer = () => json({ error: 'not found' }, 404);
    expect(await account.order(id)).toMatchObject({ kind: 'refused', status: 404 });
  });
});

describe('a balance', () => {
  testRecorded('is in units of 1e-6', recorded, async (folder) => {
    bench.answer = () => fileAnswer(folder, 'http_balance_allowance_collateral.json');
    const { account } = await bench.desk();
    const outcome = await account.balance('collateral', 0);
    expect(outcome.kind === 'ok' && outcome.value.balance).toBeGreaterThan(0);
    expect(bench.received[0]?.path).toBe(
      '/balance-allowance?asset_type=COLLATERAL&signature_type=0',
    );
  });

  test('of a token is asked for and refreshed by the same words', async () => {
    const { account } = await bench.desk();
    await account.updateBalance({ token: '7' as TokenId }, 3);
    expect(bench.received[0]?.path).toBe(
      '/balance-allowance/update?asset_type=CONDITIONAL&token_id=7&signature_type=3',
    );
  });
});

test('rewards, notifications and the state of the account are asked for', async () => {
  const { account } = await bench.desk();
  const answers: Record<string, unknown> = {
    '/order-scoring': { scoring: true },
    '/orders-scoring': { [id]: false },
    '/notifications': [{ id: 7, type: 2, timestamp: 1_789_000_000, payload: { order_id: id } }],
    '/auth/ban-status/closed-only': { closed_only: false },
    '/auth/api-keys': { apiKeys: ['one'] },
  };
  bench.answer = ({ path }) => json(answers[path.split('?')[0] ?? '']);
  expect(await account.isScoring(id)).toMatchObject({ kind: 'ok', value: true });
  expect(await account.areScoring([id])).toMatchObject({ value: new Map([[id, false]]) });
  expect(await account.notifications(0)).toMatchObject({ value: [{ kind: 'order_filled' }] });
  expect(await account.isClosedOnly()).toMatchObject({ value: false });
  expect(await account.apiKeys()).toMatchObject({ value: ['one'] });
  expect(await account.dropNotifications(['7', '8'])).toMatchObject({ kind: 'ok' });
  expect(bench.received.at(-1)).toMatchObject({
    method: 'DELETE',
    path: '/notifications?ids=7%2C8',
  });
});
