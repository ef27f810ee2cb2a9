import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { recordedFixture, recording, testRecorded } from '../../../../test/support/recorded.ts';
import { gammaMarket } from '../../../../test/support/wire-samples/gamma.ts';
import { DOWN, MARKET, QUESTION, UP } from '../../../../test/support/wire-samples/ids.ts';
import { FREE } from '../../../domain/fee.ts';
import { readGammaMarket, readGammaMarkets } from './answers.ts';
import type { GammaMarket } from './market.ts';
import { upDownTokens } from './outcomes.ts';

const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };
const read = (value: unknown) => readGammaMarket(JSON.stringify(value));
const market = (changes: Record<string, unknown>): GammaMarket => {
  const answer = read({ ...gammaMarket, ...changes });
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
};
const at = (iso: string) => Date.parse(iso) * 1_000;

describe('a market of Gamma', () => {
  test('is read from texts, numbers and lists in texts', () => {
    expect(read(gammaMarket)).toEqual({
      ...clean,
      value: {
        id: '2649639',
        slug: 'btc-updown-5m-1782287400',
        question: 'Bitcoin Up or Down - June 24, 3:50AM-3:55AM ET',
        description: 'Prose.',
        conditionId: MARKET,
        questionId: QUESTION,
        outcomes: [
          { label: 'Up', token: UP, price: 1_000_000 },
          { label: 'Down', token: DOWN, price: 0 },
        ],
        payout: 1_000_000,
        resolutionSource: 'https://data.chain.link/streams/btc-usd',
        resolutionStatus: 'resolved',
        closed: true,
        // Not startDate, which is when the row was made, a day before.
        opensAt: at('2026-06-24T07:50:00Z'),
        endsAt: at('2026-06-24T07:55:00Z'),
        closedAt: at('2026-06-24T07:55:16Z'),
        gameStartsAt: undefined,
        acceptsOrdersSince: at('2026-06-23T07:56:46Z'),
        active: true,
        archived: false,
        acceptsOrders: true,
        hasOrderBook: true,
        tick: 10_000,
        minimumSize: 5_000_000,
        fee: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 },
        feeType: 'crypto_fees_v2',
        delaySeconds: 3,
        negativeRisk: false,
        negativeRiskMarket: undefined,
        category: undefined,
        groupItem: undefined,
        sportsType: undefined,
        crypto: { configuration: 'btc-5m-twap-60', averaged: true, lookbackSeconds: 60 },
        rewards: { minimumSize: 50e6, mostSpread: 4_500_000, perDay: 1_000, holding: false },
        events: [
          { id: '625005', slug: 'btc-updown-5m-1782287400', title: 'Bitcoin', seriesSlug: 's' },
        ],
        quote: {
          bestBid: 970_000,
          bestAsk: 1_000_000,
          lastPrice: 950_000,
          volume: 30_335_869_375,
          volume24h: 30_335_869_375,
          liquidity: 1_654_530_000,
        },
      },
    });
  });

  test('is unknown in all but its number', () => {
    expect(read({ id: 7 })).toMatchObject({
      ...clean,
      value: { id: '7', conditionId: undefined, outcomes: [], payout: undefined, fee: undefined },
    });
    expect(read({})).toMatchObject({ ok: false, code: 'bad_id' });
  });

  test('takes the number where the text is missing', () => {
    expect(market({ volume: undefined }).quote.volume).toBe(30_335_869_375);
    expect(market({ liquidity: null, liquidityNum: 5 }).quote.liquidity).toBe(5_000_000);
  });

  test('has a fee only in a form that we charge, and none only where it says so', () => {
    expect(market({ feesEnabled: false, feeSchedule: undefined }).fee).toEqual(FREE);
    expect(market({ feeSchedule: undefined }).fee).toBeUndefined();
    const odd = { ...gammaMarket, feeSchedule: { ...gammaMarket.feeSchedule, exponent: 3 } };
    expect(read(odd)).toMatchObject({
      value: { fee: undefined },
      wrongFields: [
        { code: 'unknown_exponent', message: expect.stringContaining('answer.feeSchedule') },
      ],
    });
  });

  test('lines up labels, tokens and prices, or does not', () => {
    expect(market({ clobTokenIds: [UP, DOWN], outcomes: ['Up', 'Down'] }).outcomes).toMatchObject([
      { label: 'Up', token: UP },
      { label: 'Down', token: DOWN },
    ]);
    expect(market({ clobTokenIds: `["", "${DOWN}"]` }).outcomes).toMatchObject([
      { label: 'Up', token: undefined },
      { label: 'Down', token: DOWN },
    ]);
    const short = read({ ...gammaMarket, clobTokenIds: `["${UP}"]`, outcomePrices: '["1","x"]' });
    expect(short).toMatchObject({
      value: { outcomes: [{ token: undefined, price: 1_000_000 }, { price: undefined }] },
      wrongFields: [{ code: 'not_a_decimal' }, { code: 'lists_differ' }],
    });
    expect(read({ ...gammaMarket, outcomes: '["Up",' })).toMatchObject({
      value: { outcomes: [] },
      wrongFields: [{ code: 'not_json' }, { code: 'lists_differ' }],
    });
  });

  test('says which token is Up by its label, wherever it stands', () => {
    expect(upDownTokens(market({}).outcomes)).toEqual({ up: UP, down: DOWN });
    const turned = market({ outcomes: '["Down", "Up"]' });
    expect(upDownTokens(turned.outcomes)).toEqual({ up: DOWN, down: UP });
    expect(upDownTokens(market({ outcomes: '["Yes", "No"]' }).outcomes)).toBeUndefined();
    expect(upDownTokens(market({ clobTokenIds: undefined }).outcomes)).toBeUndefined();
    expect(upDownTokens([...turned.outcomes, ...turned.outcomes])).toBeUndefined();
  });
});

describe('what a market pays', () => {
  test.each([
    ['["1", "0"]', 1_000_000],
    ['["0", "1"]', 0],
    ['["0.5", "0.5"]', 500_000],
    [[1, 0], 1_000_000],
    ['["1.0", "0.000000"]', 1_000_000],
  ])('is %j', (outcomePrices, payout) => {
    expect(market({ outcomePrices }).payout).toBe(payout);
  });

  test.each([
    ['a price that only rounds to 1', { outcomePrices: '["0.9999999446889", "0.0000000553110"]' }],
    ['a last price', { outcomePrices: '["0.9995", "0.0005"]' }],
    ['an old zero and zero', { outcomePrices: '["0", "0"]' }],
    ['two winners', { outcomePrices: '["1", "1"]' }],
    ['three outcomes', { outcomePrices: '["1", "0", "0"]', outcomes: '["a","b","c"]' }],
    ['an open market', { closed: false }],
    ['a market of which nobody knows', { closed: undefined }],
    ['a resolution that is proposed', { umaResolutionStatus: 'proposed' }],
    ['no resolution', { umaResolutionStatus: undefined }],
    ['no prices', { outcomePrices: undefined }],
    ['prices that cannot be read', { outcomePrices: '["1", "x"]' }],
  ])('is not known of %s', (_name, changes) => {
    expect(market(changes).payout).toBeUndefined();
  });
});

describe('recorded markets', () => {
  const catalogue = (name: string) =>
    recording(`gamma-and-clob-catalogues-2026-02/${name}.json.gz`);
  const all = (text: string) => {
    const answer = readGammaMarkets(text);
    // Nothing refused, nothing wrong, and no field that is not known.
    expect(answer).toMatchObject(clean);
    return answer.ok ? answer.value : [];
  };
  const unzipped = (path: string) => gunzipSync(readFileSync(path)).toString();
  const countBy = (markets: readonly GammaMarket[], key: (one: GammaMarket) => unknown) => {
    const counts: Record<string, number> = {};
    for (const one of markets) counts[String(key(one))] = (counts[String(key(one))] ?? 0) + 1;
    return counts;
  };

  testRecorded('of 2022 to 2026 are all read', catalogue('gamma-markets-600'), (path) => {
    const markets = all(unzipped(path));
    expect(markets).toHaveLength(600);
    // Four resolved ones of 2022 paid 0.99999... and have no payout by the strict rule.
    expect(countBy(markets, ({ payout }) => payout)).toEqual({
      '0': 180,
      '500000': 1,
      '1000000': 109,
      undefined: 310,
    });
    expect(countBy(markets, ({ resolutionStatus }) => resolutionStatus)).toEqual({
      resolved: 294,
      proposed: 12,
      disputed: 1,
      undefined: 293,
    });
    expect(countBy(markets, ({ tick }) => tick)).toEqual({
      '1000': 416,
      '10000': 176,
      undefined: 8,
    });
    expect(markets.every(({ outcomes }) => outcomes.length === 2)).toBe(true);
    expect(markets.every(({ conditionId }) => conditionId !== undefined)).toBe(true);
  });

  testRecorded('of 2020 and 2021 are all read', catalogue('gamma-closed-500-old'), (path) => {
    const markets = all(unzipped(path));
    expect(countBy(markets, ({ outcomes }) => outcomes.length)).toEqual({
      '2': 472,
      '3': 5,
      '4': 4,
      '5': 8,
      '6': 9,
      '7': 2,
    });
    expect(markets.every(({ payout, closed }) => payout === undefined && closed)).toBe(true);
  });

  testRecorded('cut to five fields are all read', catalogue('gamma-2575'), (path) => {
    const markets = all(unzipped(path));
    expect(markets).toHaveLength(2_575);
    expect(
      countBy(markets, ({ closed, quote }) => `${closed} ${quote.volume !== undefined}`),
    ).toEqual({
      'true true': 2_557,
      'true false': 18,
    });
  });

  testRecorded(
    'of a day of five-minute windows pay what was recorded',
    recording('btc-5m-chainlink-outcomes-2026-06/BTC-5m-markets-2026-06-08.jsonl.gz'),
    (path) => {
      const lines = unzipped(path).trim().split('\n');
      const rows = lines.map((line) => JSON.parse(line) as Record<string, never>);
      const markets = all(JSON.stringify(rows.map((row) => row.raw)));
      expect(countBy(markets, ({ payout }) => payout)).toEqual({ '0': 155, '1000000': 137 });
      for (const [i, one] of markets.entries()) {
        const row = rows[i] as Record<string, unknown>;
        const [first] = row.outcome_prices as string[];
        expect(one.payout).toBe(first === '1' ? 1_000_000 : 0);
        expect([one.opensAt, one.endsAt]).toEqual([
          Number(row.start_sec) * 1e6,
          Number(row.end_sec) * 1e6,
        ]);
        expect(Object.values(upDownTokens(one.outcomes) ?? {})).toEqual(row.token_ids);
        expect(one.fee).toEqual({ ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 });
      }
    },
  );

  testRecorded('of other recordings are all read', recordedFixture('polymarket'), (folder) => {
    const payouts = [
      'gamma_market',
      'gamma_market_closed_binary_accepting_false',
      'gamma_market_closed_binary_accepting_true',
      'gamma_market_closed_nonbinary_legacy',
      'gamma_market_closed_zero_zero_legacy',
      'gamma_market_sports_market_map_handicap',
      'gamma_market_sports_market_money_line',
    ].map((name) => {
      const answer = readGammaMarket(readFileSync(join(folder, `nautilus/${name}.json`), 'utf8'));
      expect(answer, name).toMatchObject(clean);
      return answer.ok && answer.value.payout;
    });
    // The third is closed with prices of 1 and 0 and no word of the oracle.
    const none = undefined;
    expect(payouts).toEqual([none, 0, none, none, none, 1_000_000, 1_000_000]);
    const rest = (name: string) => readFileSync(join(folder, `rest/${name}.json`), 'utf8');
    expect(all(rest('gamma_markets'))).toHaveLength(2);
    expect(readGammaMarket(rest('gamma_market_updown'))).toMatchObject({
      ...clean,
      value: { id: '2649639' },
    });
  });

  // Cut short by others: a market without its number, and one whose labels are missing.
  testRecorded(
    'that were cut say what is missing',
    recordedFixture('polymarket/nautilus-http_responses'),
    (path) => {
      const list = readGammaMarkets(readFileSync(join(path, 'markets_list.json'), 'utf8'));
      expect(list).toMatchObject({
        ok: true,
        value: [],
        unknownFields: new Map([['market.questionId', 3]]),
      });
      expect(list.refusals.map((refusal) => refusal.code)).toEqual(['bad_id', 'bad_id', 'bad_id']);
      const one = readGammaMarket(readFileSync(join(path, 'market_slug.json'), 'utf8'));
      expect(one).toMatchObject({
        value: { outcomes: [] },
        wrongFields: [{ code: 'lists_differ' }],
      });
    },
  );
});
