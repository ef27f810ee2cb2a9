import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importFolder, query, temporaryFolder } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

const START = 1_771_634_700;
const CONDITION = `0x${'ab'.repeat(32)}`;

/** Every level column of the recorder: three levels a side, the others empty. */
function levels(upBid: string): string {
  const columns: string[] = [];
  for (const token of ['up', 'down']) {
    for (const side of ['bid', 'ask']) {
      for (let i = 1; i <= 5; i++) {
        const best =
          token === 'up' ? (side === 'bid' ? upBid : '0.52') : side === 'bid' ? '0.48' : '0.50';
        const price = `${best}::DOUBLE ${side === 'bid' ? '-' : '+'} ${(i - 1) / 100}`;
        const shown = i <= 3 ? `round(${price}, 2)` : 'NULL::DOUBLE';
        columns.push(`${shown} AS ${side}_px_${token}_${i}`);
        columns.push(`${i <= 3 ? '10.5' : 'NULL'}::DOUBLE AS ${side}_sz_${token}_${i}`);
      }
    }
  }
  return columns.join(', ');
}

type Row = { seconds: number; price?: number; open?: number; upBid?: string; slug?: string };

const sqlRow = ({ seconds, price, open, upBid = '0.50', slug }: Row) => `SELECT
  ${(START + seconds) * 1000}::BIGINT AS ts_ms,
  '${slug ?? `btc-updown-15m-${START}`}' AS market_slug,
  '${CONDITION}' AS condition_id, '11' AS token_id_up, '22' AS token_id_down,
  ${price ?? 'NULL'}::DOUBLE AS chainlink_btc, ${open ?? 'NULL'}::DOUBLE AS window_start_price,
  ${levels(upBid)}, 0.5 AS last_trade_px_up`;

async function importRows(rows: readonly Row[]) {
  const folder = temporaryFolder();
  const file = join(folder, 'window.parquet');
  await query(`COPY (${rows.map(sqlRow).join(' UNION ALL ')}) TO '${file}' (FORMAT parquet)`);
  return importFolder(folder);
}

describe('top five levels', () => {
  test('of both tokens become books, once however often they were written', async () => {
    const row = { seconds: 8, price: 67_818.78597721562, open: 67_818.78597721562 };
    const { manifest, rows } = await importRows([row, row, row]);
    expect(manifest.counts).toMatchObject({ books: 2, trades: 0, tokenSeries: 2 });
    expect(manifest.defects).toMatchObject({ row_repeated: 2 });
    expect(manifest.rows).toMatchObject({ references: 1, quarantine: 0 });
    const up = await rows(`SELECT price::INTEGER AS price, size::INTEGER AS size FROM {events}
      WHERE token = 0 AND kind = 1 AND side = 0 ORDER BY price DESC`);
    expect(up).toEqual([
      { price: 500_000, size: 10_500_000 },
      { price: 490_000, size: 10_500_000 },
      { price: 480_000, size: 10_500_000 },
    ]);
    expect(await rows('SELECT feed, price::BIGINT AS price, text FROM {references}')).toEqual([
      { feed: 'chainlink/btcusd', price: 67_818_785_977n, text: '67818.78597721562' },
    ]);
  });

  test('settle by Chainlink where its values leave no doubt', async () => {
    const { rows } = await importRows([
      { seconds: 8, price: 100, open: 100 },
      { seconds: 901, price: 101, open: 100 },
    ]);
    const settled = await rows('SELECT payout::INTEGER AS payout, source FROM {resolutions}');
    expect(settled).toEqual([{ payout: 1_000_000, source: 'reference' }]);
  });

  test('recorded from the middle stay undecided', async () => {
    const { manifest } = await importRows([
      { seconds: 299, price: 100, open: 100 },
      { seconds: 901, price: 101, open: 100 },
    ]);
    expect(manifest.rows.resolutions).toBe(0);
    expect(manifest.defects).toMatchObject({ 'window_undecided: no_opening_price': 1 });
  });

  test.each([
    ['crossed', '0.55', 'crossed_book'],
    ['with a NaN price', "'NaN'", 'not_a_decimal'],
    ['with a price above one', '1.55', 'price_out_of_range'],
  ])('%s go to quarantine with their row; the other token stays', async (_name, upBid, code) => {
    const rows: Row[] = [{ seconds: 7 }, { seconds: 8, upBid }, { seconds: 9 }];
    const imported = await importRows(rows);
    expect(imported.manifest.quarantine).toEqual({ [code]: 1 });
    expect(imported.manifest.counts.books).toBe(5);
    expect(await imported.rows('SELECT file, row::INTEGER AS row FROM {quarantine}')).toEqual([
      { file: 'window.parquet', row: 2 },
    ]);
  });

  test('of an unknown market go to quarantine', async () => {
    const { manifest } = await importRows([{ seconds: 7 }, { seconds: 8, slug: 'other' }]);
    expect(manifest.quarantine).toEqual({ unknown_market: 1 });
  });

  test('out of order are put in order', async () => {
    const { manifest } = await importRows([{ seconds: 9 }, { seconds: 8, upBid: '0.51' }]);
    expect(manifest.counts.books).toBe(4);
    expect(manifest.quarantine).toEqual({});
  });

  test('beside a file that cannot be read are an error that names it', async () => {
    const folder = temporaryFolder();
    await query(`COPY (${sqlRow({ seconds: 1 })}) TO '${folder}/a.parquet' (FORMAT parquet)`);
    writeFileSync(join(folder, 'b.parquet'), 'PAR1 cut off');
    await expect(importFolder(folder)).rejects.toMatchObject({
      code: 'damaged_file',
      message: expect.stringContaining('b.parquet'),
    });
  });

  testRecorded(
    'as recorded give what a query over the files gives',
    recording('btc-15m-top5-chainlink-2026-02'),
    async (folder) => {
      const { manifest, rows } = await importFolder(folder);
      const [counted] = await query(`WITH d AS (SELECT DISTINCT * FROM '${folder}/*.parquet')
        SELECT (SELECT count(*) FROM '${folder}/*.parquet')::INTEGER AS written,
          count(*)::INTEGER AS seconds,
          count(chainlink_btc)::INTEGER AS prices,
          count(*) FILTER (bid_px_down_1 >= ask_px_down_1)::INTEGER AS crossed,
          count(DISTINCT market_slug)::INTEGER AS markets FROM d`);
      expect(counted).toEqual({
        written: 25_636,
        seconds: 3_413,
        prices: 3_412,
        crossed: 1,
        markets: 5,
      });
      expect(manifest.counts).toMatchObject({
        books: 2 * 3_413 - 1,
        crossed: 1,
        completeSeries: 6,
      });
      expect(manifest.rows).toMatchObject({ references: 3_412, markets: 5, resolutions: 3 });
      expect(manifest.defects).toEqual({
        row_repeated: 25_636 - 3_413,
        'window_undecided: no_closing_price': 1,
        'window_undecided: no_opening_price': 1,
      });
      const winners = await rows(`SELECT m.slug, r.payout::INTEGER AS payout FROM {resolutions} r
        JOIN {markets} m ON m.market = r.market ORDER BY m.slug`);
      expect(winners).toEqual([
        { slug: 'btc-updown-15m-1771633800', payout: 0 },
        { slug: 'btc-updown-15m-1771634700', payout: 0 },
        { slug: 'btc-updown-15m-1771635600', payout: 1_000_000 },
      ]);
    },
    60_000,
  );
});
