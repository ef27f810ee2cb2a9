import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordedFixture, testRecorded } from '../../../test/support/recorded.ts';
import { fileAnswer, json, RestBench } from '../../../test/support/rest-bench.ts';
import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { gather } from './pages.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open();
});
afterEach(() => bench.close());

const token = '7' as TokenId;
const market = `0x${'c'.repeat(64)}` as ConditionId;

describe('a book', () => {
  testRecorded('is read as it was recorded', recordedFixture('polymarket/rest'), async (folder) => {
    bench.answer = () => fileAnswer(folder, 'clob_book.json');
    const outcome = await bench.clob().markets.book(token);
    expect(outcome).toMatchObject({ kind: 'ok', value: { tsEvent: 1_782_201_457_021_000 } });
    expect(bench.received[0]).toMatchObject({ method: 'GET', path: '/book?token_id=7' });
  });

  test('that is not there is refused in so many words', async () => {
    bench.answer = () => json({ error: 'No orderbook exists for the requested token id' }, 404);
    const outcome = await bench.clob().markets.book(token);
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'no_book' } });
  });

  testRecorded(
    'of several has the bad one left out',
    recordedFixture('polymarket/rest'),
    async (folder) => {
      const { body } = fileAnswer(folder, 'clob_book.json') as { body: string };
      bench.answer = () => ({ status: 200, body: `[${body},{"asset_id":"x"}]` });
      const outcome = await bench.clob().markets.books([token, token]);
      expect(outcome).toMatchObject({ kind: 'ok', value: [{}], remarks: { refusals: [{}] } });
      expect(bench.received[0]).toMatchObject({
        method: 'POST',
        path: '/books',
        body: '[{"token_id":"7"},{"token_id":"7"}]',
      });
    },
  );

  test('is asked for with at most 500 others', async () => {
    const many = Array.from({ length: 501 }, () => token);
    const refusal = { code: 'bad_batch' };
    const { markets } = bench.clob();
    expect(await markets.books(many)).toMatchObject({ kind: 'notSent', refusal });
    expect(await markets.books([])).toMatchObject({ kind: 'notSent', refusal });
    expect(bench.received).toHaveLength(0);
  });
});

test('prices of one token', async () => {
  const answers: Record<string, unknown> = {
    '/price': { price: '0.48' },
    '/midpoint': { mid: '0.485' },
    '/spread': { spread: '0.01' },
    '/last-trade-price': { price: '0.5', side: '' },
    '/tick-size': { minimum_tick_size: 0.01 },
    '/neg-risk': { neg_risk: false },
  };
  bench.answer = ({ path }) => json(answers[path.split('?')[0] ?? '']);
  const { markets } = bench.clob();
  expect(await markets.price(token, 'buy')).toMatchObject({ value: 480_000 });
  expect(bench.received[0]?.path).toBe('/price?token_id=7&side=BUY');
  expect(await markets.midpoint(token)).toMatchObject({ value: 485_000 });
  expect(await markets.spread(token)).toMatchObject({ value: 10_000 });
  expect(await markets.lastTrade(token)).toMatchObject({ kind: 'ok', value: undefined });
  expect(await markets.tickSize(token)).toMatchObject({ kind: 'ok', value: 10_000 });
  expect(await markets.negativeRisk(token)).toMatchObject({ value: false });
});

test('prices of many tokens', async () => {
  const answers: Record<string, unknown> = {
    '/prices': { 7: { BUY: '0.48', SELL: '0.49' } },
    '/midpoints': { 7: '0.485' },
    '/spreads': { 7: '0.01' },
    '/last-trades-prices': [{ token_id: '7', price: '0.49', side: 'BUY' }],
  };
  bench.answer = ({ path }) => json(answers[path]);
  const { markets } = bench.clob();
  expect(await markets.prices([token])).toMatchObject({
    value: new Map([[token, { bestBid: 480_000, bestAsk: 490_000 }]]),
  });
  expect(bench.received[0]?.body).toBe(
    '[{"token_id":"7","side":"BUY"},{"token_id":"7","side":"SELL"}]',
  );
  expect(await markets.midpoints([token])).toMatchObject({ value: new Map([[token, 485_000]]) });
  expect(await markets.spreads([token])).toMatchObject({ value: new Map([[token, 10_000]]) });
  expect(await markets.lastTrades([token])).toMatchObject({
    value: new Map([[token, { price: 490_000, side: 'buy' }]]),
  });
});

describe('a price history', () => {
  testRecorded('is read as it was recorded', recordedFixture('polymarket/rest'), async (folder) => {
    bench.answer = () => fileAnswer(folder, 'clob_prices_history.json');
    const { markets } = bench.clob();
    const outcome = await markets.pricesHistory(token, { interval: '1d', minutes: 1 });
    expect(outcome.kind === 'ok' && outcome.value.length).toBeGreaterThan(0);
    expect(bench.received[0]?.path).toBe('/prices-history?market=7&interval=1d&fidelity=1');
  });

  test('is asked for in seconds', async () => {
    bench.answer = () => json({ history: [] });
    const stretch = { from: 60_000_000 as Timestamp, to: 120_500_000 as Timestamp };
    await bench.clob().markets.pricesHistory(token, stretch);
    expect(bench.received[0]?.path).toBe('/prices-history?market=7&startTs=60&endTs=120');
  });
});

describe('markets', () => {
  const row = { condition_id: market, tokens: [{ token_id: '7', outcome: 'Up' }] };

  test('are listed from page to page, and from where a list broke off', async () => {
    let isBroken = true;
    bench.answer = ({ path }) => {
      if (path.endsWith('MA%3D%3D')) return json({ data: [row], next_cursor: 'NTAw' });
      return isBroken ? { status: 500 } : json({ data: [row, row], next_cursor: 'LTE=' });
    };
    const { markets } = bench.clob();
    const first = await gather(markets.list('markets'));
    expect(first).toMatchObject({ rows: [{ market }], failure: { kind: 'unknown', status: 500 } });
    isBroken = false;
    const rest = await gather(markets.list('markets', first.nextCursor));
    expect(rest).toMatchObject({ rows: [{}, {}], failure: undefined, nextCursor: undefined });
  });

  test('by a cursor that leads back to itself end as unreadable', async () => {
    bench.answer = () => json({ data: [row], next_cursor: 'MA==' });
    const found = await gather(bench.clob().markets.list('simplified-markets'));
    expect(found).toMatchObject({ failure: { kind: 'unknown', cause: 'unreadable' } });
    expect(bench.received).toHaveLength(1);
  });

  test('are asked for by condition, by token and in short', async () => {
    const { markets } = bench.clob();
    bench.answer = () => json(row);
    expect(await markets.market(market)).toMatchObject({ value: { market } });
    expect(await markets.marketByToken(token)).toMatchObject({ value: { market } });
    const t = ['7', '8'].map((id) => ({ t: id, o: 'Up' }));
    bench.answer = () => json({ c: market, t, mts: 0.01, fd: { r: 0.07, e: 1, to: true } });
    expect(await markets.marketInfo(market)).toMatchObject({ value: { fee: { ratePpm: 70_000 } } });
    expect(bench.received.map(({ path }) => path)).toEqual([
      `/markets/${market}`,
      '/markets-by-token/7',
      `/clob-markets/${market}`,
    ]);
  });

  test('that earn rewards, and what was paid back', async () => {
    const { programs } = bench.clob();
    const rewards_config = [{ rate_per_day: 40 }];
    bench.answer = () =>
      json({ data: [{ condition_id: market, rewards_config }], next_cursor: 'LTE=' });
    expect(await gather(programs.rewarded())).toMatchObject({ rows: [{ perDay: [40_000_000] }] });
    bench.answer = () => json([{ condition_id: market, rebated_fees_usdc: '1.25' }]);
    const rebates = await programs.rebates(`0x${'1'.repeat(40)}`, '2026-11-21');
    expect(rebates).toMatchObject({ kind: 'ok', value: [{ paid: 1_250_000 }] });
  });
});

test('the venue tells whether it is there and what time it has', async () => {
  bench.venueAheadMs = 2_000;
  bench.answer = () => json('OK');
  const { state } = bench.clob();
  expect(await state.ok()).toMatchObject({ kind: 'ok' });
  expect(await state.time()).toMatchObject({ kind: 'ok' });
  expect(bench.options.venueClock.skew()?.ms).toBeLessThan(-1_000);
});
