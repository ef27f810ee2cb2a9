import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { recordedFixture, recording, testRecorded } from '../../../../test/support/recorded.ts';
import { clobMarket, marketInfo } from '../../../../test/support/wire-samples/clob.ts';
import { DOWN, MARKET, QUESTION, UP } from '../../../../test/support/wire-samples/ids.ts';
import { readClobMarket, readClobMarkets } from './market.ts';
import { readMarketInfo } from './market-info.ts';
import { FIRST_CURSOR } from './page.ts';

const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };

describe('a market of the CLOB', () => {
  test('in the long form', () => {
    expect(readClobMarket(JSON.stringify(clobMarket))).toEqual({
      ...clean,
      value: {
        market: MARKET,
        question: 'Up or down?',
        questionId: QUESTION,
        slug: 'btc-updown-15m-1777452900',
        tokens: [
          { token: UP, label: 'Up', price: 125_000, winner: false },
          { token: DOWN, label: 'Down', price: 875_000, winner: false },
        ],
        tick: 10_000,
        minimumSize: 5_000_000,
        negativeRisk: false,
        active: true,
        closed: false,
        archived: false,
        acceptsOrders: true,
        hasOrderBook: true,
        endsAt: Date.UTC(2026, 3, 29, 9) * 1_000,
        gameStartsAt: undefined,
        delaySeconds: 0,
      },
    });
  });

  test('in short keys', () => {
    expect(readMarketInfo(JSON.stringify(marketInfo))).toEqual({
      ...clean,
      value: {
        market: MARKET,
        tokens: [
          { token: UP, label: 'Up' },
          { token: DOWN, label: 'Down' },
        ],
        tick: 10_000,
        minimumSize: 5_000_000,
        negativeRisk: false,
        fee: { ratePpm: 70_000, exponent: 1, takerOnly: true },
        acceptsOrders: true,
        acceptsOrdersSince: Date.UTC(2026, 5, 23, 7, 56, 46) * 1_000,
        delaySeconds: 0,
        takerDelay: true,
        rewards: { minimumSize: 50_000_000, mostSpread: 4_500_000, restSeconds: 3.5 },
      },
    });
  });

  test('that the CLOB does not have yet is refused: blank tokens, no tick', () => {
    const blank = [
      { t: '', o: 'Up' },
      { t: '', o: 'Down' },
    ];
    expect(readMarketInfo(JSON.stringify({ ...marketInfo, t: blank }))).toMatchObject({
      ok: false,
      code: 'bad_token_id',
    });
    expect(readMarketInfo(JSON.stringify({ ...marketInfo, mts: 0.04 }))).toMatchObject({
      code: 'unknown_tick_size',
    });
    expect(readMarketInfo(JSON.stringify({ ...marketInfo, r: { moas: -1 } }))).toMatchObject({
      wrongFields: [{ code: 'not_seconds' }],
    });
  });
});

describe('a page of the CLOB', () => {
  const page = (next_cursor: unknown) =>
    readClobMarkets(JSON.stringify({ data: [clobMarket], next_cursor, limit: 1, count: 1 }));

  test('says how to ask for the next one, until there is none', () => {
    expect(page('MTAwMA==')).toMatchObject({ value: { nextCursor: 'MTAwMA==' } });
    expect(page('LTE=')).toMatchObject({ value: { nextCursor: undefined } });
    expect(page('')).toMatchObject({ value: { nextCursor: undefined } });
    expect(atob('LTE=')).toBe('-1');
    expect(atob(FIRST_CURSOR)).toBe('0');
  });

  test('can be a bare list', () => {
    expect(readClobMarkets(JSON.stringify([clobMarket]))).toMatchObject({
      value: { rows: [{ market: MARKET }], nextCursor: undefined },
    });
    expect(readClobMarkets('{"data":5}')).toMatchObject({ ok: false, code: 'not_a_list' });
    expect(page(5)).toMatchObject({ ok: false, code: 'not_a_text' });
  });
});

describe('recorded markets', () => {
  const catalogue = (name: string) =>
    recording(`gamma-and-clob-catalogues-2026-02/${name}.json.gz`);
  const readPage = (path: string) => readClobMarkets(gunzipSync(readFileSync(path)).toString());

  testRecorded('of a thousand are all read', catalogue('clob-markets-1000'), (path) => {
    const answer = readPage(path);
    const { nextCursor, rows } = answer.ok ? answer.value : { nextCursor: '', rows: [] };
    expect(nextCursor).toBe('MTAwMA==');
    expect(rows).toHaveLength(1_000);
    expect(rows.filter(({ tokens }) => tokens.some((token) => token.winner))).toHaveLength(579);
    // Never had a book.
    expect(
      rows.filter(({ tokens }) => tokens.every(({ token }) => token === undefined)),
    ).toHaveLength(55);
    expect([answer.refusals, [...answer.unknownFields]]).toEqual([[], []]);
    // A tick that the venue lists no more.
    expect(answer.wrongFields).toMatchObject([
      {
        code: 'unknown_tick_size',
        message: expect.stringContaining('data[960].minimum_tick_size'),
      },
    ]);
  });

  testRecorded('that earn rewards are all read', catalogue('clob-sampling-1000'), (path) => {
    const answer = readPage(path);
    expect(answer).toMatchObject(clean);
    const { rows } = answer.ok ? answer.value : { rows: [] };
    expect(rows).toHaveLength(1_000);
    expect(rows.filter(({ tick }) => Number(tick) === 1_000)).toHaveLength(280);
    expect(rows.every(({ minimumSize }) => Number(minimumSize) === 5_000_000)).toBe(true);
  });

  testRecorded('of other recordings are all read', recordedFixture('polymarket'), (folder) => {
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    for (const file of [
      'nautilus/clob_market_closed_binary_accepting_false.json',
      'nautilus/clob_market_closed_binary_accepting_true.json',
      'nautilus-http_responses/market.json',
    ]) {
      expect(readClobMarket(read(file)), file).toMatchObject({
        ...clean,
        value: { tokens: [{}, {}] },
      });
    }
    const list = readClobMarkets(read('nautilus-http_responses/markets.json'));
    expect(list).toMatchObject(clean);
    expect(list.ok && list.value.rows.length).toBe(100);
  });
});
