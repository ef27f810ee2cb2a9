import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder, query } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

const HEADER =
  'timestamp,timestamp_ms,call_bid,call_ask,call_mid,put_bid,put_ask,put_mid,seconds_to_expiry';
const START = 1_770_030_000;

/** A row so many seconds after the opening: bid and ask of Up, then of Down. */
const row = (seconds: number, call: string, put: string) => {
  const [callBid, callAsk] = call.split(' ');
  const [putBid, putAsk] = put.split(' ');
  const ms = (START + seconds) * 1_000;
  return `x,${ms},${callBid},${callAsk},0,${putBid},${putAsk},0,${(900 - seconds).toFixed(1)}`;
};
const even = (seconds: number) => row(seconds, '0.50 0.51', '0.49 0.50');
const importWindow = (rows: readonly string[]) =>
  importFiles({ 'prices_1.csv.gz': gzipSync(`${[HEADER, ...rows].join('\n')}\n`) });

describe('best prices once a second', () => {
  test('become quotes of unknown size, by the clock of the recorder', async () => {
    const { manifest, rows } = await importWindow([
      even(20),
      row(21, '0.50 1.000000', '0.000000 0.5'),
    ]);
    expect(manifest.counts).toMatchObject({ books: 4, trades: 0 });
    expect(manifest.replayClock).toBe('init');
    // Unknown is stored as NULL; a level that went away has size 0.
    const sizes = await rows(`SELECT DISTINCT size::INTEGER AS size FROM {events} WHERE kind = 1
      ORDER BY size NULLS LAST`);
    expect(sizes).toEqual([{ size: 0 }, { size: null }]);
    expect(await rows('SELECT DISTINCT ts_event FROM {events}')).toEqual([{ ts_event: null }]);
  });

  test('lose what is left of the market before', async () => {
    const { manifest } = await importWindow([
      row(0, '0.00 0.01', '0.99 1.00'),
      row(1, '0.50 0.51', '0.99 1.00'),
      even(2),
      row(3, '0.05 0.06', '0.94 0.95'),
    ]);
    expect(manifest.defects).toMatchObject({
      first_row_of_the_market_before_dropped: 1,
      quote_of_the_market_before_dropped: 1,
    });
    expect(manifest.counts.books).toBe(5);
  });

  test('recorded from the middle keep their first row', async () => {
    const { manifest } = await importWindow([even(235), even(236)]);
    expect(manifest.defects).not.toHaveProperty('first_row_of_the_market_before_dropped');
    expect(manifest.counts.books).toBe(4);
  });

  test.each([
    ['up', '0.990000 1.000000', '0.000000 0.010000', [1_000_000]],
    ['down', '0.00 0.01', '0.99 1.00', [0]],
    ['undecided in between', '0.79 0.82', '0.17 0.51', []],
    ['undecided when the tokens contradict', '0.99 1.00', '0.98 0.99', []],
  ])('settle %s by the last mid', async (_name, call, put, payouts) => {
    const { manifest, rows } = await importWindow([even(20), row(899, call, put)]);
    const settled = await rows('SELECT payout::INTEGER AS payout, source FROM {resolutions}');
    expect(settled).toEqual(payouts.map((payout) => ({ payout, source: 'final_price' })));
    expect(manifest.defects.window_undecided ?? 0).toBe(1 - payouts.length);
  });

  test.each([
    ['crossed quote', row(21, '0.55 0.54', '0.49 0.50'), 'crossed_book', 5],
    ['NaN', row(21, 'NaN 0.54', '0.49 0.50'), 'not_a_decimal', 5],
    ['negative price', row(21, '-0.1 0.54', '0.49 0.50'), 'price_out_of_range', 5],
    ['cut row', 'x,17700', 'malformed_row', 4],
    ['strange expiry', even(21).replace('879.0', '871.0'), 'unknown_market', 4],
    ['earlier row', even(19), 'out_of_order', 4],
  ])('a %s goes to quarantine with its row, the rest stays', async (_name, bad, code, books) => {
    const { manifest, rows } = await importWindow([even(20), bad, even(22)]);
    expect(Object.keys(manifest.quarantine)).toEqual([code]);
    const [first] = await rows('SELECT file, row::INTEGER AS row FROM {quarantine} LIMIT 1');
    expect(first).toEqual({ file: 'prices_1.csv.gz', row: 3 });
    expect(manifest.counts.books).toBe(books);
  });

  test('cut off are an error that names the file', async () => {
    const many = Array.from({ length: 400 }, (_, i) => even(20 + i));
    const whole = gzipSync([HEADER, ...many].join('\n'));
    await expect(importFiles({ 'cut.csv.gz': whole.subarray(0, -40) })).rejects.toMatchObject({
      code: 'damaged_file',
      message: expect.stringContaining('cut.csv.gz'),
    });
  });

  testRecorded(
    'as recorded give what a query over the files gives',
    recording('btc-15m-bbo-1s-2026-02'),
    async (folder) => {
      const { manifest } = await importFolder(folder);
      const [counted] = await query(`WITH r AS (
          SELECT *, row_number() OVER (PARTITION BY filename ORDER BY timestamp_ms) AS n
          FROM read_csv('${folder}/*.csv.gz', filename = true)),
        kept AS (SELECT * FROM r WHERE n > 1 OR seconds_to_expiry < 890)
        SELECT (SELECT count(*) FROM r)::INTEGER AS seconds, count(*)::INTEGER AS kept,
          (count(*) FILTER (call_bid >= call_ask) +
            count(*) FILTER (put_bid >= put_ask))::INTEGER AS crossed FROM kept`);
      expect(counted).toEqual({ seconds: 16_842, kept: 16_824, crossed: 711 });
      const [torn] = await query(`SELECT count(*)::INTEGER AS torn FROM (
          SELECT *, row_number() OVER (PARTITION BY filename ORDER BY timestamp_ms) AS n
          FROM read_csv('${folder}/*.csv.gz', filename = true))
        WHERE (n > 1 OR seconds_to_expiry < 890)
          AND (round(call_bid + put_ask, 6) <> 1 OR round(call_ask + put_bid, 6) <> 1)`);
      expect(torn).toEqual({ torn: 2_906 });
      expect(manifest.quarantine).toEqual({ crossed_book: 711 });
      expect(manifest.counts).toMatchObject({ books: 2 * 16_824 - 711 - 2, tokenSeries: 38 });
      expect(manifest.rows).toMatchObject({ markets: 19, resolutions: 18 });
      expect(manifest.defects).toEqual({
        first_row_of_the_market_before_dropped: 18,
        quote_of_the_market_before_dropped: 2,
        views_of_the_tokens_disagree: 2_906,
        window_undecided: 1,
      });
    },
    60_000,
  );
});
