import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gammaMarkets, gammaMarketsOfLines, marketOf } from '../../../test/support/gamma-rows.ts';
import { upDownRow } from '../../../test/support/gamma-world.ts';
import { recordedFixture, recording, testRecorded } from '../../../test/support/recorded.ts';
import { readGammaEvents } from '../wire/gamma/answers.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import { listedMarket } from './market-facts.ts';

/** How many rows tell each fact, and how many cannot be taken. */
function tally(rows: readonly GammaMarket[]): Record<string, number> {
  const found: Record<string, number> = { rows: rows.length };
  const count = (name: string, value: unknown) => {
    if (value !== undefined) found[name] = (found[name] ?? 0) + 1;
  };
  for (const row of rows) {
    const listed = listedMarket(row);
    if (!listed.ok) {
      count(listed.code, listed);
      continue;
    }
    const { facts, tick, window, payout } = listed.value;
    const { fee, rule, takerDelayMs, minimumSize, category, tokens, opensAt } = facts;
    count('window', window);
    count('tick', tick);
    count('payout', payout);
    count('tokens', tokens[0] && tokens[1]);
    count('fee', fee);
    count('takerDelay', takerDelayMs);
    count('minimumSize', minimumSize);
    count('opensAt', opensAt);
    count(`rule ${rule?.value.kind}`, true);
    count(`category ${category}`, true);
  }
  return found;
}

const factsOf = (more: object) => {
  const listed = listedMarket(marketOf({ ...upDownRow(), ...more }));
  if (!listed.ok) throw new Error(listed.message);
  return listed.value.facts;
};

describe('what resting earns', () => {
  const band = { rewardsMinSize: 50, rewardsMaxSpread: 4.5 };

  test('is the rates of all programmes within one band', () => {
    const clobRewards = [{ rewardsDailyRate: 50 }, { rewardsDailyRate: 0.5 }];
    expect(factsOf({ ...band, clobRewards }).rewards).toEqual({
      value: { perDay: 50_500_000, minimumSize: 50_000_000, mostSpread: 45_000 },
      source: 'Gamma clobRewards',
    });
  });

  test.each([
    ['a band without a rate', band],
    ['a rate without a band', { clobRewards: [{ rewardsDailyRate: 50 }] }],
    ['a row that says nothing', {}],
  ])('is unknown, not nothing, of %s', (_name, row) => {
    const silent = { rewardsMinSize: undefined, rewardsMaxSpread: undefined };
    expect(factsOf({ ...silent, ...row }).rewards).toBeUndefined();
  });

  test('is known to be nothing where there is no band, or no programme', () => {
    const none = factsOf({ rewardsMinSize: 0, rewardsMaxSpread: 0 }).rewards;
    expect(none?.value.perDay).toBe(0);
    expect(factsOf({ ...band, clobRewards: [] }).rewards?.value.perDay).toBe(0);
  });

  test('counts those programmes that are on when the row was changed last', () => {
    const clobRewards = [
      { rewardsDailyRate: 1, startDate: '2026-01-01', endDate: '2026-06-22' },
      { rewardsDailyRate: 2, startDate: '2026-01-01', endDate: '2026-06-23' },
      { rewardsDailyRate: 4, startDate: '2026-06-23', endDate: '2500-12-31' },
      { rewardsDailyRate: 8, startDate: '2026-06-24', endDate: '2500-12-31' },
    ];
    const updatedAt = '2026-06-23T07:56:15.831887Z';
    expect(factsOf({ ...band, clobRewards, updatedAt }).rewards?.value.perDay).toBe(6_000_000);
  });

  test('and when the market was made is told', () => {
    const createdAt = '2026-01-22T00:00:11.064526Z';
    expect(factsOf({ createdAt }).createdAt).toBe(1_769_040_011_064_526);
  });
});

describe('facts of a market', () => {
  test('map Up and Down by label, whatever the order', () => {
    const [usual, turned] = [upDownRow(), upDownRow({ turned: true })].map((row) => {
      const listed = listedMarket(marketOf(row));
      if (!listed.ok) throw new Error(listed.message);
      return listed.value;
    });
    expect(turned?.facts.tokens).toEqual(usual?.facts.tokens);
    expect(turned?.facts.labels).toEqual(['Up', 'Down']);
  });

  test('turn the payout with the labels', () => {
    const listed = [false, true].map((turned) =>
      listedMarket(marketOf(upDownRow({ turned, winner: 'Down' }))),
    );
    expect(listed.map((one) => one.ok && one.value.payout)).toEqual([0, 0]);
    const half = listedMarket(marketOf(upDownRow({ turned: true, winner: 'half' })));
    expect(half.ok && half.value.payout).toBe(500_000);
  });

  test.each([
    ['a feed of another asset', { resolutionSource: 'https://data.chain.link/streams/eth-usd' }],
    [
      'an exchange instead of the stream',
      { resolutionSource: 'https://www.binance.com/en/trade/BTC_USDT' },
    ],
    [
      'the spot stream instead of averages',
      { resolutionSource: 'https://data.chain.link/streams/btc-usd' },
    ],
    ['another look-back', { cryptoMarketConfigId: 'btc-5m-twap-30' }],
    ['no average', { cryptoMarketConfig: { twapEnabled: false } }],
    ['another look-back in full', { cryptoMarketConfig: { twapLookbackSeconds: 30 } }],
  ])('have no rule when the market tells of %s', (_name, told) => {
    const listed = listedMarket(marketOf({ ...upDownRow(), ...told }));
    expect(listed.ok && listed.value.facts.rule).toBeUndefined();
  });

  test('have the rule of their date when the market tells the same', () => {
    const told = {
      resolutionSource: 'https://data.chain.link/streams/btc-usd-twap-60s-streams',
      cryptoMarketConfigId: 'btc-5m-twap-60',
      cryptoMarketConfig: { twapEnabled: true, twapLookbackSeconds: 60 },
    };
    const listed = listedMarket(marketOf({ ...upDownRow(), ...told }));
    expect(listed.ok && listed.value.facts.rule?.value).toMatchObject({ lookbackSeconds: 60 });
  });

  test('never take a fee from the calendar', () => {
    const makersPay = { feeSchedule: { rate: 0.07, exponent: 1, takerOnly: false, rebateRate: 0 } };
    const listed = listedMarket(marketOf({ ...upDownRow(), ...makersPay }));
    expect(listed.ok && [listed.value.facts.fee, listed.value.facts.category]).toEqual([
      undefined,
      'crypto',
    ]);
  });

  test.each([
    ['window_differs', { eventStartTime: '2026-10-01T12:05:00Z' }],
    ['window_differs', { outcomes: '["Yes", "No"]' }],
    ['not_binary', { outcomes: '["Up", "Down", "Same"]' }],
    ['no_slug', { slug: '' }],
  ])('are refused as %s', (code, told) => {
    expect(listedMarket(marketOf({ ...upDownRow(), ...told }))).toMatchObject({ ok: false, code });
  });

  test('leave unknown what is not there', () => {
    const bare = listedMarket(marketOf({ id: '1', slug: 'some-game', outcomes: '["A", "B"]' }));
    expect(bare.ok && bare.value.facts).toMatchObject({
      tokens: [undefined, undefined],
      labels: ['A', 'B'],
      conditionId: undefined,
      fee: undefined,
      minimumSize: undefined,
      takerDelayMs: undefined,
      category: undefined,
      opensAt: undefined,
    });
  });

  const catalogue = recording('gamma-and-clob-catalogues-2026-02');
  testRecorded('of 600 rows of February 2026', catalogue, (folder) => {
    expect(tally(gammaMarkets(folder, 'gamma-markets-600.json.gz'))).toEqual({
      rows: 600,
      tokens: 600,
      tick: 592,
      minimumSize: 592,
      // Twelve charge a fee and do not say which.
      fee: 588,
      payout: 290,
      window: 64,
      opensAt: 84,
      takerDelay: 223,
      'rule spot_close_vs_open': 64,
      'rule oracle': 534,
      // A share of a company, and its earnings.
      'rule undefined': 2,
      'category crypto': 64,
      'category sports': 187,
      'category undefined': 349,
    });
  });

  testRecorded('of 500 rows of 2020 and 2021', catalogue, (folder) => {
    expect(tally(gammaMarkets(folder, 'gamma-closed-500-old.json.gz'))).toEqual({
      rows: 500,
      not_binary: 28,
      tokens: 469,
      fee: 472,
      'rule oracle': 472,
      'category crypto': 64,
      'category culture': 23,
      'category sports': 91,
      'category tech': 4,
      'category undefined': 290,
    });
  });

  const outcomes = recording('btc-5m-chainlink-outcomes-2026-06');
  testRecorded('of a day of five-minute windows', outcomes, (folder) => {
    const rows = gammaMarketsOfLines(folder, 'BTC-5m-markets-2026-06-08.jsonl.gz');
    expect(tally(rows)).toEqual({
      rows: 292,
      window: 292,
      tokens: 292,
      tick: 292,
      minimumSize: 292,
      fee: 292,
      takerDelay: 292,
      opensAt: 292,
      payout: 292,
      'rule spot_close_vs_open': 292,
      'category crypto': 292,
    });
  });

  testRecorded('of single recorded answers', recordedFixture('polymarket'), (folder) => {
    const files = ['nautilus', 'rest'].flatMap((part) =>
      readdirSync(join(folder, part))
        .filter((name) => /^gamma_market(_|\.)/.test(name))
        .map((name) => join(folder, part, name)),
    );
    const rows = files.map((path) => marketOf(JSON.parse(readFileSync(path, 'utf8'))));
    expect(tally(rows)).toEqual({
      rows: 8,
      window: 2,
      tokens: 8,
      tick: 6,
      minimumSize: 6,
      fee: 7,
      takerDelay: 3,
      opensAt: 4,
      payout: 3,
      'rule spot_close_vs_open': 2,
      'rule oracle': 6,
      'category crypto': 3,
      'category sports': 2,
      'category undefined': 3,
    });
  });

  testRecorded('in its group, with the tags of that', recordedFixture('polymarket'), (folder) => {
    const text = readFileSync(join(folder, 'rest', 'gamma_event_crypto_updown.json'), 'utf8');
    const groups = readGammaEvents(text);
    const group = groups.ok ? groups.value[0] : undefined;
    if (group === undefined) throw new Error('no group');
    const [market] = group.markets;
    const listed = market && listedMarket(market, group);
    expect(listed?.ok && listed.value.facts).toMatchObject({
      asset: 'hype',
      category: 'crypto',
      fee: { value: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 } },
      rule: { value: { kind: 'spot_close_vs_open', feed: 'chainlink/hypeusd' } },
      takerDelayMs: { value: 250 },
      minimumSize: { value: 5_000_000, source: 'Gamma orderMinSize' },
    });
  });
});
