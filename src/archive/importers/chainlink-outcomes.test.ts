import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder, query } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

const START = 1_780_876_800;
const e18 = (dollars: number) => `${dollars}${'0'.repeat(18)}`;
const print = (seconds: number, dollars: number, received = seconds) =>
  `${(START + seconds) * 1_000},${dollars},${e18(dollars)},0,${(START + received) * 1_000 + 900}`;
const market = (changes: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    slug: `btc-updown-5m-${START}`,
    asset: 'btc',
    condition_id: `0x${'ab'.repeat(32)}`,
    token_ids: ['11', '22'],
    start_sec: START,
    end_sec: START + 300,
    resolved: true,
    outcome_prices: ['1', '0'],
    strike_value: e18(100),
    raw: {
      question: 'Bitcoin Up or Down',
      outcomes: '["Up", "Down"]',
      feeSchedule: { rate: 0.07, exponent: 1, takerOnly: true, rebateRate: 0.2 },
      orderMinSize: 5,
      closedTime: '2026-06-08 00:05:25+00',
    },
    ...changes,
  });

function importDay(markets: readonly string[], prints: readonly string[]) {
  const header = 'feed_ts_ms,value,full_accuracy_value,server_ts_ms,recv_ms';
  return importFiles({
    'markets.jsonl.gz': gzipSync(markets.join('\n')),
    'prices.csv.gz': gzipSync([header, ...prints].join('\n')),
  });
}
const prints = [print(0, 100), print(300, 101)];

describe('oracle prints and outcomes', () => {
  test('are kept with two clocks and the recorded fee', async () => {
    const { manifest, rows } = await importDay([market()], prints);
    expect(manifest.rows).toMatchObject({ references: 2, markets: 1, resolutions: 1, events: 0 });
    expect(manifest.defects).toEqual({ outcome_agrees_with_prints: 1, strike_equals_print: 1 });
    const [first] = await rows(`SELECT feed, ts_event::BIGINT AS made, ts_init::BIGINT AS received,
      price::INTEGER AS price FROM {references} ORDER BY seq LIMIT 1`);
    expect(first).toEqual({
      feed: 'chainlink/btcusd',
      made: BigInt(START) * 1_000_000n,
      received: BigInt(START) * 1_000_000n + 900_000n,
      price: 100_000_000,
    });
    const [resolution] = await rows(
      'SELECT payout::INTEGER AS payout, source, "at"::BIGINT AS at FROM {resolutions}',
    );
    const closed = BigInt(Date.UTC(2026, 5, 8, 0, 5, 25)) * 1_000n;
    expect(resolution).toEqual({ payout: 1_000_000, source: 'venue', at: closed });
  });

  test.each([
    [
      'agree on a tie, which is Up',
      market(),
      [print(0, 100), print(300, 100)],
      'outcome_agrees_with_prints',
    ],
    [
      'contradict, which is said',
      market(),
      [print(0, 100), print(300, 99)],
      'outcome_contradicts_prints',
    ],
    ['lack the last second', market(), [print(0, 100), print(299, 101)], 'outcome_without_prints'],
    ['lack a strike', market({ strike_value: null }), prints, 'market_without_strike'],
    [
      'differ from the strike',
      market({ strike_value: e18(90) }),
      prints,
      'strike_differs_from_print',
    ],
    ['were corrected', market(), [...prints, print(300, 102, 301)], 'second_corrected'],
    ['came twice', market(), [...prints, print(300, 101, 301)], 'second_printed_twice'],
    ['came before the one before', market(), [...prints].reverse(), 'receive_clock_went_back'],
  ])('may %s', async (_name, line, day, defect) => {
    const { manifest } = await importDay([line], day);
    expect(manifest.defects).toHaveProperty([defect], 1);
    expect(manifest.rows.resolutions).toBe(1);
  });

  test.each([
    ['not resolved', { resolved: false }],
    ['prices in between', { outcome_prices: ['0.99', '0.01'] }],
    ['no prices', { outcome_prices: null }],
  ])('without a strict winner (%s) nothing is settled', async (_name, changes) => {
    const { manifest } = await importDay([market(changes)], prints);
    expect(manifest.rows.resolutions).toBe(0);
    expect(manifest.defects).toMatchObject({ market_without_outcome: 1 });
  });

  test.each([
    ['no JSON', '{"slug":"a","strike_value":', 'malformed_row'],
    ['another window than its slug', market({ end_sec: START + 900 }), 'malformed_row'],
    ['a token id that is none', market({ token_ids: ['x', '2'] }), 'malformed_row'],
    ['the same market again', market(), 'duplicate'],
  ])('a market with %s goes to quarantine with its line', async (_name, bad, code) => {
    const { manifest, rows } = await importDay([market(), bad], prints);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(await rows('SELECT file, row::INTEGER AS row FROM {quarantine}')).toEqual([
      { file: 'markets.jsonl.gz', row: 2 },
    ]);
  });

  test.each([
    ['a cut row', '1780876800000,1', 'malformed_row'],
    ['no number', print(5, 100).replace(',100,', ',NaN,'), 'not_a_decimal'],
    ['two values that differ', print(5, 100).replace(',100,', ',101,'), 'values_disagree'],
  ])('a print with %s goes to quarantine with its line', async (_name, bad, code) => {
    const { manifest, rows } = await importDay([market()], [...prints, bad]);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(await rows('SELECT file, row::INTEGER AS row FROM {quarantine}')).toEqual([
      { file: 'prices.csv.gz', row: 4 },
    ]);
    expect(manifest.rows.references).toBe(2);
  });

  testRecorded(
    'as recorded agree with each other',
    recording('btc-5m-chainlink-outcomes-2026-06'),
    async (folder) => {
      const { manifest, rows } = await importFolder(folder);
      const [counted] = await query(`WITH p AS (SELECT feed_ts_ms / 1000 AS s, value
          FROM read_csv('${folder}/*prices*.csv.gz')),
        m AS (SELECT * FROM read_json('${folder}/*markets*.jsonl.gz'))
        SELECT (SELECT count(*) FROM p)::INTEGER AS prints, count(*)::INTEGER AS markets,
          count(*) FILTER (strike_value IS NULL)::INTEGER AS without,
          count(*) FILTER ((c.value >= coalesce(strike_value::DOUBLE / 1e18, o.value))
            = (outcome_prices[1] = '1'))::INTEGER AS agree
        FROM m LEFT JOIN p o ON o.s = start_sec LEFT JOIN p c ON c.s = end_sec`);
      expect(counted).toEqual({ prints: 84_558, markets: 292, without: 4, agree: 280 });
      expect(manifest.rows).toMatchObject({ references: 84_558, markets: 292, resolutions: 292 });
      expect(manifest.quarantine).toEqual({});
      expect(manifest.defects).toEqual({
        market_without_strike: 4,
        outcome_agrees_with_prints: 280,
        outcome_without_prints: 12,
        receive_clock_went_back: 20,
        strike_equals_print: 284,
      });
      const sources = await rows('SELECT DISTINCT source FROM {resolutions}');
      expect(sources).toEqual([{ source: 'venue' }]);
    },
    60_000,
  );
});
