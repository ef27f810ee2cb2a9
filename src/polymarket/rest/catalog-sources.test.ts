import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json, RestBench } from '../../../test/support/rest-bench.ts';
import type { ConditionId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { clobSource, gammaSource } from './catalog-sources.ts';
import { ClobClient } from './clob-client.ts';
import { GammaClient } from './gamma-client.ts';
import type { HeardAnswer } from './heard-answer.ts';

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

describe('what the venue answers about one market', () => {
  const heard: HeardAnswer[] = [];
  const listening = () =>
    gammaSource(new GammaClient(bench.server.base, bench.options), (one) => heard.push(one));
  beforeEach(() => {
    heard.length = 0;
  });
  const ask = async (body: string) => {
    bench.answer = () => ({ status: 200, body });
    await listening().marketBySlug('m');
    return heard.at(-1)?.substance;
  };

  test('is heard as it came, with who said it and of what', async () => {
    const body = '{"id": "7",  "slug": "m"}';
    await ask(body);
    bench.answer = () => ({ status: 404, body: '{}' });
    await listening().eventBySlug('g');
    bench.answer = () => json({ id: '1', slug: 'g' });
    await listening().eventBySlug('g');
    expect(heard).toMatchObject([
      { source: 'gamma/market', about: 'm', text: body },
      { source: 'gamma/event', about: 'g' },
    ]);
  });

  test('is the same in substance while only trading goes on', async () => {
    const row = { id: '7', slug: 'm', outcomes: '["Yes", "No"]', closed: false };
    const said = await ask(JSON.stringify({ ...row, outcomePrices: '["0.4", "0.6"]' }));
    const traded = { ...row, outcomePrices: '["0.5", "0.5"]', volume: 9, updatedAt: '2026-11-20' };
    expect(await ask(JSON.stringify(traded))).toBe(said);
    // Where it is closed, its prices say who won.
    const closed = await ask(JSON.stringify({ ...traded, closed: true }));
    expect(closed).not.toBe(said);
    const paid = { ...traded, closed: true, outcomePrices: '["1", "0"]' };
    expect(await ask(JSON.stringify(paid))).not.toBe(closed);
  });

  test('is heard also when it cannot be read, and that is its substance', async () => {
    const first = await ask('{"slug": "m", "at": 1}');
    expect(heard).toHaveLength(1);
    expect(await ask('{"slug": "m", "at": 2}')).toBe(first);
    expect(heard).toHaveLength(2);
  });
});
