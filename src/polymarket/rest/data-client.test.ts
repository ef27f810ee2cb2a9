import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../test/support/recorded.ts';
import { fileAnswer, json, RestBench } from '../../../test/support/rest-bench.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Address } from '../wire/values.ts';
import { DataClient } from './data-client.ts';
import { askGeoblock } from './geoblock.ts';
import { gather } from './pages.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open();
});
afterEach(() => bench.close());

const data = () => new DataClient(bench.server.base, bench.options);
const user: Address = `0x${'1'.repeat(40)}`;
const market = `0x${'c'.repeat(64)}` as ConditionId;
const none = { data: [], pagination: { limit: 1_000, offset: 0, has_more: false } };
const paths = () => bench.received.map(({ path }) => path);

describe('what happened on chain', () => {
  testRecorded('comes page by page', recordedFixture('polymarket/rest'), async (folder) => {
    const { body } = fileAnswer(folder, 'data_trades.json') as { body: string };
    const rows = JSON.parse(body) as object[];
    bench.answer = ({ path }) => {
      const next_cursor = path.includes('cursor=two') ? null : 'two';
      return json({ data: rows, pagination: { has_more: next_cursor !== null, next_cursor } });
    };
    const from = 1_782_000_000_000_000 as Timestamp;
    const filter = { user, markets: [market, market], takerOnly: false, from };
    const found = await gather(data().trades(filter));
    expect(found).toMatchObject({ failure: undefined });
    expect(found.rows.length + found.refused).toBe(2 * rows.length);
    const [first, second] = paths();
    expect(first).toBe(
      `/v2/trades?start=1782000000&user=${user}&condition=${market}%2C${market}` +
        '&taker_only=false&limit=1000',
    );
    expect(second).toBe(`${first}&cursor=two`);
  });

  test('is asked for by wallet, by market and by token', async () => {
    bench.answer = () => json(none);
    const client = data();
    await gather(client.activity({ user, types: ['SPLIT', 'MERGE'] }));
    await gather(client.positions({ user, statuses: ['OPEN'] }));
    await gather(client.holders(market));
    await gather(client.pricesHistory('7' as TokenId, {}));
    bench.answer = () => json({ data: [{ condition_id: market, status: 'posed' }] });
    expect(await client.resolutions([market])).toMatchObject({ value: [{ status: 'posed' }] });
    bench.answer = () => json({ data: { user, value: 12.5 } });
    expect(await client.value(user)).toMatchObject({ value: { value: 12_500_000 } });
    expect(paths().map((path) => path.replace(/0x[0-9c]+/g, '0x'))).toEqual([
      '/v2/activity?user=0x&type=SPLIT%2CMERGE&limit=1000',
      '/v2/positions?user=0x&status=OPEN&limit=1000',
      '/v2/holders?condition=0x&limit=1000',
      '/v2/prices-history?token_id=7&bucket_seconds=60&limit=1000',
      '/v2/resolutions?condition=0x',
      '/v2/value?user=0x',
    ]);
  });

  test('is asked for again after as long as the service says', async () => {
    await bench.close();
    bench = await RestBench.open({ retry: { attemptsMost: 3 } });
    let asked = 0;
    bench.answer = () =>
      asked++ === 0
        ? { status: 429, headers: { 'retry-after': '2' } }
        : json({ data: { user, value: 1 } });
    expect(await bench.settled(data().value(user))).toMatchObject({ kind: 'ok' });
    expect(asked).toBe(2);
    expect(bench.clock.monotonic()).toBeGreaterThanOrEqual(2_000_000);
  });
});

test('whether the venue takes orders from here', async () => {
  bench.answer = () => json({ blocked: true, ip: '203.0.113.7', country: 'US', region: 'NY' });
  const outcome = await askGeoblock(`${bench.server.base}/api/geoblock`, bench.options);
  expect(outcome).toMatchObject({ kind: 'ok', value: { blocked: true, country: 'US' } });
  expect(JSON.stringify(outcome)).not.toContain('203.0.113.7');
  expect(paths()).toEqual(['/api/geoblock']);
});
