import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json, RestBench } from '../../../test/support/rest-bench.ts';
import type { ConditionId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { clobSource, gammaSource } from './catalog-sources.ts';
import { ClobClient } from './clob-client.ts';
import { GammaClient } from './gamma-client.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open();
});
afterEach(() => bench.close());

const gamma = () => gammaSource(new GammaClient(bench.server.base, bench.options));
const second = (seconds: number) => ((1_790_000_000 + seconds) * 1_000_000) as Timestamp;

describe('the catalogue’s questions', () => {
  test('about a group that is not there yet are answered by nothing, not by an error', async () => {
    bench.answer = () => ({ status: 404, body: '{"error":"not found"}' });
    expect(await gamma().eventBySlug('btc-updown-5m-1')).toEqual({ ok: true, value: undefined });
    const clob = clobSource(new ClobClient(bench.server.base, bench.options));
    const condition = `0x${'ab'.repeat(32)}` as ConditionId;
    expect(await clob.marketInfo(condition)).toEqual({ ok: true, value: undefined });
  });

  test('ask for one page each, from the cursor of the one before', async () => {
    bench.answer = () => json({ events: [], next_cursor: 'two' });
    const query = { endsFrom: second(0), endsTo: second(1), after: 'one' };
    expect(await gamma().upDownEvents(query)).toMatchObject({
      ok: true,
      value: { nextCursor: 'two' },
    });
    expect(bench.received.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/events\/keyset\?.*after_cursor=one.*tag_slug=up-or-down/),
    ]);
  });

  test.each([
    ['row', '/markets/keyset?limit=100&closed=false'],
    ['latestChange', '/markets/keyset?limit=100&closed=false&order=updatedAt&ascending=false'],
    ['volume24h', '/markets/keyset?limit=100&closed=false&order=volume24hr&ascending=false'],
  ] as const)('name the order %s in Gamma’s words', async (order, path) => {
    bench.answer = () => json({ markets: [] });
    await gamma().marketPage({ closed: false, order, after: undefined });
    expect(bench.received.map((one) => one.path)).toEqual([path]);
  });

  test('tell a cursor that is refused from a question that is', async () => {
    bench.answer = () => json({ error: 'what is this?' }, 422);
    const query = { closed: false, order: 'row' } as const;
    const later = await gamma().marketPage({ ...query, after: 'two' });
    expect(later).toMatchObject({ ok: false, code: 'cursor_refused', message: 'what is this?' });
    const first = await gamma().marketPage({ ...query, after: undefined });
    expect(first).toMatchObject({ ok: false, code: 'unknown' });
    bench.answer = () => json({ error: 'down' }, 500);
    const down = await gamma().marketPage({ ...query, after: 'two' });
    expect(down).toMatchObject({ ok: false, code: 'no_answer' });
  });

  test.each([
    [{ status: 451, body: '' }, 'geoblocked'],
    [{ status: 429, body: '' }, 'rate_limited'],
    [{ status: 500, body: '<html>' }, 'no_answer'],
    ['cut', 'no_answer'],
  ] as const)('an answer of %j is a refusal: %s', async (answer, code) => {
    bench.answer = () => answer;
    expect(await gamma().eventBySlug('x')).toMatchObject({ ok: false, code });
  });
});
