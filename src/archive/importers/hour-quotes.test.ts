import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder, query } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

const OPENS = Date.parse('2025-07-22T13:00:00Z');
const HEADER =
  'id,timestamp,market_name,token_id,best_bid,best_ask,btc_usdt_spot,ofi,p_up_prediction,outcome';
const NAME = 'Bitcoin Up or Down - July 22, 9AM ET';

/** A row so many seconds after the opening, with its bid and ask. */
function row(seconds: number, prices: string, spot = '118000.5', name = NAME): string {
  const [bid, ask] = prices.split(' ');
  const written = new Date(OPENS + seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  return `1,${written},"${name}",80059,${bid},${ask},${spot},0.25,0.9,UP`;
}

const packed = (lines: readonly string[]) => gzipSync(`${lines.join('\n')}\n`);

function importHours(rows: readonly string[], openings?: readonly string[]) {
  const opens = openings?.map((price, i) => `2025-07-22 ${13 + i},${price}`) ?? [];
  return importFiles({
    'btc_polydata.csv.gz': packed([HEADER, ...rows]),
    ...(openings && { 'btc_p_start_cache.csv.gz': packed(['hour_key,p_start_price', ...opens]) }),
  });
}

describe('quotes of an hour', () => {
  test('are best prices of Up of unknown size, with the spot as the feed of the rule', async () => {
    const { manifest, rows } = await importHours([row(2, '0.49 0.53'), row(62, '0.5 0.525', '')]);
    expect(manifest).toMatchObject({ replayClock: 'init', quarantine: {} });
    expect(manifest.counts).toMatchObject({ books: 2, trades: 0, tokenSeries: 1 });
    expect(manifest.feeds).toEqual(['binance/btcusdt']);
    expect(manifest.defects).toMatchObject({ row_without_spot: 1 });
    const [market] = await rows(`SELECT slug, token_0, token_1,
      (opens_at / 1000)::DOUBLE AS opens FROM {markets}`);
    expect(market).toEqual({
      slug: 'bitcoin-up-or-down-july-22-9am-et',
      token_0: '80059',
      token_1: null,
      opens: OPENS,
    });
    const [spot] = await rows(`SELECT price::DOUBLE AS price, ts_event,
      (ts_init / 1000)::DOUBLE AS at FROM {references}`);
    expect(spot).toEqual({ price: 118_000.5e6, ts_event: null, at: OPENS + 2_000 });
    const sizes = await rows('SELECT DISTINCT size FROM {events} WHERE kind = 1 AND size > 0');
    expect(sizes).toEqual([]);
  });

  test('where nobody asks are a bid alone', async () => {
    const { manifest, rows } = await importHours([row(2, '0.99 9999.99')]);
    expect(manifest.quarantine).toEqual({});
    const levels = await rows('SELECT side::INTEGER AS side, price FROM {events} WHERE kind = 1');
    expect(levels).toEqual([{ side: 0, price: 990_000 }]);
  });

  test.each([
    ['up', ['100000', '100005'], [1_000_000]],
    ['down', ['100000', '99995'], [0]],
    ['undecided by a move below 0.005 %', ['100000', '100004.9'], []],
    ['undecided without the next opening', ['100000'], []],
    ['undecided without openings', undefined, []],
  ])('settle %s by the openings of two hours, not by the bot', async (_name, opens, payouts) => {
    const { manifest, rows } = await importHours([row(2, '0.49 0.53')], opens);
    const settled = await rows(`SELECT payout::INTEGER AS payout, source,
      ("at" / 1000)::DOUBLE AS "at" FROM {resolutions}`);
    const at = OPENS + 3_600_000;
    expect(settled).toEqual(payouts.map((payout) => ({ payout, source: 'reference', at })));
    const undecided = Object.keys(manifest.defects).filter((name) => name.includes('undecided'));
    expect(undecided.length).toBe(1 - payouts.length);
  });

  test('have a gap where a minute is missing', async () => {
    const { rows } = await importHours([
      row(2, '0.4 0.5'),
      row(62, '0.4 0.5'),
      row(182, '0.4 0.5'),
    ]);
    const gaps = await rows(`SELECT ("from" / 1000)::DOUBLE AS since,
      ("to" / 1000)::DOUBLE AS until, reason FROM {gaps}`);
    const [since, until] = [OPENS + 167_000, OPENS + 182_000];
    expect(gaps).toEqual([{ since, until, reason: 'recording_gap' }]);
  });

  test.each([
    ['decided book', row(62, '1.0 1.0'), 'price_out_of_range'],
    ['book of nothing', row(62, '0.0 0.0'), 'price_out_of_range'],
    ['crossed quote', row(62, '0.55 0.54'), 'crossed_book'],
    ['bid that is none', row(62, 'x 0.54'), 'not_a_decimal'],
  ])('with a %s are not trusted until the next one', async (_name, bad, code) => {
    const { manifest, rows } = await importHours([row(2, '0.4 0.5'), bad, row(122, '0.4 0.5')]);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(manifest.counts.books).toBe(2);
    const gaps = await rows(`SELECT ("from" / 1000)::DOUBLE AS since,
      ("to" / 1000)::DOUBLE AS until FROM {gaps}`);
    expect(gaps).toMatchObject([{ since: OPENS + 62_000, until: OPENS + 122_000 }]);
  });

  test.each([
    ['time that is none', row(62, '0.4 0.5').replace('2025-07', '2025-77'), 'malformed_row'],
    ['cut row', '1,2025-07-22 13:01', 'malformed_row'],
    ['spot that is none', row(62, '0.4 0.5', 'x'), 'bad_reference'],
    [
      'name of another asset',
      row(62, '0.4 0.5', '1', NAME.replace('Bitcoin', 'Ethereum')),
      'unknown_market',
    ],
    ['name of nothing', row(62, '0.4 0.5', '1', 'Will it rain?'), 'unknown_market'],
    ['earlier row', row(1, '0.4 0.5'), 'out_of_order'],
  ])('with a %s keep the rest', async (_name, bad, code) => {
    const { manifest, rows } = await importHours([row(2, '0.4 0.5'), bad, row(122, '0.4 0.5')]);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    const [first] = await rows('SELECT file, row::INTEGER AS row FROM {quarantine} LIMIT 1');
    expect(first).toEqual({ file: 'btc_polydata.csv.gz', row: 3 });
    expect(manifest.counts.books).toBeGreaterThanOrEqual(2);
  });

  test('of which a late one cannot be read say nothing of the book that is known', async () => {
    const known = [row(2, '0.4 0.5'), row(62, '0.4 0.5'), row(122, '0.41 0.5')];
    const { manifest, rows } = await importHours([...known, row(32, 'x 0.5')]);
    expect(manifest.quarantine).toEqual({ not_a_decimal: 1 });
    expect(await rows('SELECT * FROM {gaps}')).toEqual([]);
  });

  test('with an opening that is no price keep the others', async () => {
    const { manifest } = await importHours([row(2, '0.4 0.5')], ['100000', '101000', 'x']);
    expect(manifest.quarantine).toEqual({ malformed_row: 1 });
    expect(manifest.rows.resolutions).toBe(1);
  });

  testRecorded(
    'as recorded give what a query over the files gives',
    recording('four-asset-1h-quotes-2025-07'),
    async (folder) => {
      const { manifest } = await importFolder(folder);
      const [counted] = await query(`SELECT count(*)::INTEGER AS rows,
          count(*) FILTER (best_bid = best_ask)::INTEGER AS decided
        FROM read_csv('${folder}/*_polydata.csv.gz', union_by_name = true)`);
      expect(counted).toEqual({ rows: 17_082, decided: 1_247 });
      expect(manifest.quarantine).toEqual({ out_of_order: 1, price_out_of_range: 1_247 });
      expect(manifest.counts).toMatchObject({ books: 17_082 - 1_248, tokenSeries: 290 });
      const rows = { markets: 290, resolutions: 278, references: 17_082 - 18 };
      expect(manifest.rows).toMatchObject(rows);
      expect(manifest.defects).toEqual({
        row_without_spot: 18,
        'window_undecided: no_price_at_both_ends': 9,
        'window_undecided: too_small_a_move': 3,
      });
    },
    60_000,
  );
});
