import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../test/support/recorded.ts';
import { fileAnswer, json, RestBench } from '../../../test/support/rest-bench.ts';
import type { ConditionId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { GammaClient } from './gamma-client.ts';
import { gather } from './pages.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open();
});
afterEach(() => bench.close());

const gamma = () => new GammaClient(bench.server.base, bench.options);
const condition = (digit: string) => `0x${digit.repeat(64)}` as ConditionId;
const market = (digit: string) => ({
  id: digit,
  slug: `m-${digit}`,
  conditionId: condition(digit),
});
const paths = () => bench.received.map(({ path }) => path);

describe('markets', () => {
  test('come page by page, with the parameter that the venue listens to', async () => {
    bench.answer = ({ path }) =>
      path.includes('after_cursor=two')
        ? json({ markets: [market('2')] })
        : json({ markets: [market('1')], next_cursor: 'two' });
    const found = await gather(gamma().markets({ closed: true }));
    expect(found).toMatchObject({ rows: [{ slug: 'm-1' }, { slug: 'm-2' }], failure: undefined });
    expect(paths()).toEqual([
      '/markets/keyset?limit=100&closed=true',
      '/markets/keyset?limit=100&after_cursor=two&closed=true',
    ]);
  });

  test('go on from a cursor, and stop when enough are read', async () => {
    bench.answer = () => json({ markets: [market('1')], next_cursor: 'three' });
    const found = await gather(gamma().markets({}, 'two'), 1);
    expect(found).toMatchObject({ rows: [{}], nextCursor: 'three' });
    expect(paths()).toEqual(['/markets/keyset?limit=100&after_cursor=two']);
  });

  test('that cannot be read are counted, and hide no others', async () => {
    bench.answer = () => json({ markets: [market('1'), { slug: 'without a number' }, 7] });
    expect(await gather(gamma().markets({}))).toMatchObject({ rows: [{}], refused: 2 });
  });

  test('by condition are looked for among the settled ones too', async () => {
    bench.answer = ({ path }) =>
      json({ markets: [market(path.includes('closed=true') ? '2' : '1')] });
    const outcome = await gamma().marketsOf([condition('1'), condition('2')]);
    expect(outcome).toMatchObject({ kind: 'ok', value: [{ slug: 'm-1' }, { slug: 'm-2' }] });
    expect(paths()).toEqual([
      `/markets/keyset?limit=100&closed=false&condition_ids=${condition('1')}` +
        `&condition_ids=${condition('2')}`,
      `/markets/keyset?limit=100&closed=true&condition_ids=${condition('2')}`,
    ]);
    const many = Array.from({ length: 51 }, () => condition('1'));
    const refusal = { code: 'bad_batch' };
    expect(await gamma().marketsOf(many)).toMatchObject({ kind: 'notSent', refusal });
  });

  testRecorded('are read as recorded', recordedFixture('polymarket/rest'), async (folder) => {
    bench.answer = () => fileAnswer(folder, 'gamma_market_updown.json');
    const slug = 'hype-updown-5m-1782287400';
    expect(await gamma().market(slug)).toMatchObject({ kind: 'ok', value: { slug } });
    expect(paths()).toEqual([`/markets/slug/${slug}`]);
  });
});

describe('events', () => {
  test('of up/down markets are asked for by their end', async () => {
    bench.answer = () => json({ events: [] });
    const window = {
      endsFrom: 1_782_287_400_000_000 as Timestamp,
      endsTo: 1_782_291_000_000_000 as Timestamp,
    };
    await gather(gamma().upDownEvents(window));
    const query = new URLSearchParams(paths()[0]?.split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({
      limit: '100',
      closed: 'false',
      tag_slug: 'up-or-down',
      end_date_min: '2026-06-24T07:50:00.000Z',
      end_date_max: '2026-06-24T08:50:00.000Z',
    });
  });

  testRecorded(
    'keep every digit of a price',
    recordedFixture('polymarket/rest'),
    async (folder) => {
      const { body } = fileAnswer(folder, 'gamma_event_crypto_updown.json') as { body: string };
      const [event] = JSON.parse(body) as [object];
      const text = JSON.stringify({ ...event, eventMetadata: { priceToBeat: 1 } });
      const exact = text.replace('"priceToBeat":1', '"priceToBeat":84123.45678901234567');
      bench.answer = () => ({ status: 200, body: exact });
      expect(await gamma().event('hype-updown-5m-1782287400')).toMatchObject({
        kind: 'ok',
        value: { priceToBeat: { text: '84123.45678901234567' } },
      });
    },
  );
});

test('tags and words find something', async () => {
  bench.answer = () => json([{ id: '1', label: 'Crypto', slug: 'crypto' }]);
  expect(await gamma().tags(100)).toMatchObject({ value: [{ slug: 'crypto' }] });
  bench.answer = () => json({ events: [], pagination: { hasMore: false, totalResults: 0 } });
  expect(await gamma().search('up & down')).toMatchObject({ value: { hasMore: false } });
  expect(paths()).toEqual([
    '/tags?limit=100&offset=100',
    '/public-search?q=up+%26+down&page=1&search_tags=true',
  ]);
});
