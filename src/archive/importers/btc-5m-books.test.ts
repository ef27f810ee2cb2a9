import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importFolder, query, temporaryFolder } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

/** 2026-04-13 12:00:00 UTC. */
const OPEN = 1_776_081_600;
const SLUG = `btc-updown-5m-${OPEN}`;
const CONDITION = `0x${'a'.repeat(64)}`;

type Row = readonly [recorder: number, slug: string, token: string, raw: string];
type Side = readonly (readonly [price: string, size: string])[];

function frame(token: string, ms: number, bids: Side, asks: Side): string {
  const levels = (side: Side) => side.map(([price, size]) => ({ price, size }));
  const timestamp = String(OPEN * 1_000 + ms);
  return JSON.stringify({
    market: CONDITION,
    asset_id: token,
    bids: levels(bids),
    asks: levels(asks),
    hash: `h${ms}`,
    timestamp,
    event_type: 'book',
  });
}

/** A plain book of a token, `ms` after the opening. */
function book(ms: number, bid = '0.40', ask = '0.45', token = '7', size = '10'): Row {
  return [OPEN + ms / 1_000, SLUG, token, frame(token, ms, [[bid, size]], [[ask, '5']])];
}

async function parquet(path: string, rows: readonly Row[]): Promise<void> {
  const values = rows.map(
    ([at, slug, token, raw]) => `('${at}'::DOUBLE, '${slug}', '${token}', '${raw}')`,
  );
  await query(`COPY (SELECT * FROM (VALUES ${values.join(', ')})
    AS rows (timestamp, slug, asset_id, raw_data)) TO '${path}' (FORMAT parquet)`);
}

async function importRows(rows: readonly Row[]) {
  const folder = temporaryFolder();
  const path = join(folder, 'books.parquet');
  await parquet(
    path,
    rows.map(([at, ...rest]) => [Number(at.toFixed(6)), ...rest] as const),
  );
  // DuckDB reads 1.5 as a decimal; recordings hold doubles.
  await query(`COPY (SELECT timestamp::DOUBLE AS timestamp, slug, asset_id, raw_data
    FROM read_parquet('${path}')) TO '${path}.tmp' (FORMAT parquet)`);
  writeFileSync(path, readFileSync(`${path}.tmp`));
  writeFileSync(`${path}.tmp`, '');
  return importFolder(path);
}

describe('whole-book frames', () => {
  test('follow the clock of the venue whatever the order of the file', async () => {
    const { manifest, rows } = await importRows([book(2_000, '0.41'), book(1_000), book(3_000)]);
    expect(manifest).toMatchObject({ dataset: 'btc-5m-books-2026-04', replayClock: 'event' });
    expect(manifest.counts).toMatchObject({ books: 3, crossed: 0, tokenSeries: 1 });
    expect(manifest.defects).toMatchObject({ file_not_in_venue_order: 1 });
    const times = await rows('SELECT DISTINCT ts_event FROM {events} ORDER BY 1');
    expect(times.map((row) => Number(row.ts_event) / 1_000 - OPEN * 1_000)).toEqual([
      1_000, 2_000, 3_000,
    ]);
  });

  test('give the facts that a slug and a date tell, and no others', async () => {
    const { rows } = await importRows([book(1_000)]);
    const [market] = await rows('SELECT * FROM {markets}');
    expect(market).toMatchObject({
      slug: SLUG,
      condition_id: CONDITION,
      token_0: '7',
      token_1: null,
      label_0: null,
      asset: 'btc',
      taker_delay_ms: 250n,
      provenance: 'recorded',
    });
    expect(market?.rule).toContain('spot_close_vs_open');
    expect(market?.fee).toContain('70000');
  });

  test('of two tokens are both kept; outcome 0 is the one heard more often', async () => {
    const { manifest, rows } = await importRows([
      book(1_000, '0.55', '0.60', '5'),
      book(1_000),
      book(2_000),
    ]);
    expect(manifest.counts.tokenSeries).toBe(2);
    const [market] = await rows('SELECT token_0, token_1 FROM {markets}');
    expect(market).toEqual({ token_0: '7', token_1: '5' });
  });
});

describe('the winner', () => {
  const last = async (ms: number, bid: string, ask: string) => {
    const { manifest, rows } = await importRows([book(1_000), book(ms, bid, ask)]);
    const [row] = await rows('SELECT payout::INTEGER AS payout, "at", source FROM {resolutions}');
    return { row, defects: manifest.defects };
  };

  test('is the token whose last mid is above 0.90, once the market has closed', async () => {
    const { row } = await last(299_000, '0.93', '0.95');
    expect(row).toEqual({
      payout: 1_000_000,
      at: BigInt(OPEN + 300) * 1_000_000n,
      source: 'final_price',
    });
  });

  test('is the other one when it is below 0.10, also by a book after the close', async () => {
    const { row } = await last(302_000, '0.01', '0.03');
    expect(row).toMatchObject({ payout: 0, at: BigInt(OPEN + 302) * 1_000_000n });
  });

  test.each([
    ['in between', 299_000, '0.88', '0.90'],
    ['too early', 289_000, '0.97', '0.99'],
  ])('is not known when the last book is %s', async (_, ms, bid, ask) => {
    const { row, defects } = await last(ms, bid, ask);
    expect(row).toBeUndefined();
    expect(defects).toMatchObject({ undecided_window: 1 });
  });
});

describe('bad rows', () => {
  test('leave the book untrusted until the next whole one', async () => {
    const negative = frame('7', 2_000, [['0.40', '-3']], [['0.45', '5']]);
    const { manifest, rows } = await importRows([
      book(1_000),
      [OPEN + 2, SLUG, '7', negative],
      book(3_000),
    ]);
    expect(manifest.quarantine).toEqual({ negative_size: 1 });
    const gaps = await rows('SELECT ("from" / 1e6)::DOUBLE AS gap, reason FROM {gaps}');
    expect(gaps).toEqual([{ gap: OPEN + 2, reason: 'bad_rows' }]);
  });

  test('that are no frames at all leave the book unknown from the one before on', async () => {
    const { manifest, rows } = await importRows([
      book(1_000),
      [OPEN + 2, SLUG, '7', '{"event_type":"book"'],
      book(3_000, '0.42'),
    ]);
    expect(manifest.quarantine).toEqual({ not_json: 1 });
    const gaps = await rows(
      'SELECT ("from" / 1e6)::DOUBLE AS gap, "to" / 1e6 AS until FROM {gaps}',
    );
    expect(gaps).toEqual([{ gap: OPEN + 1, until: OPEN + 3 }]);
  });

  test('without the recorder’s time are counted, and those of a rare second token', async () => {
    const unknown: Row = [
      Number.NaN,
      ...(book(2_000, '0.41').slice(1) as [string, string, string]),
    ];
    const many = Array.from({ length: 101 }, (_, i) => book(3_000 + i, `0.${20 + (i % 9)}`));
    const stray = book(9_000, '0.40', '0.45', '8');
    const { manifest } = await importRows([book(1_000), unknown, ...many, stray]);
    expect(manifest.defects).toMatchObject({
      recorder_time_unknown: 1,
      second_token_in_few_rows: 1,
    });
  });

  test('go to quarantine with file and row, and nothing else is lost', async () => {
    const at = (ms: number, raw: string): Row => [OPEN + ms / 1_000, SLUG, '7', raw];
    const good = [book(1_000), book(9_000, '0.42'), book(9_500, '0.42')];
    const { manifest, rows } = await importRows([
      good[0]!,
      at(2_000, frame('7', 2_000, [['0.40', '-3']], [['0.45', '5']])),
      at(3_000, frame('7', 3_000, [['NaN', '3']], [['0.45', '5']])),
      at(4_000, frame('7', 4_000, [['0.46', '3']], [['0.45', '5']])),
      at(5_000, frame('9', 5_000, [['0.40', '3']], [['0.45', '5']])),
      at(6_000, frame('7', 6_000, [['0.40001', '3']], [['0.45', '5']])),
      at(7_000, '{"event_type":"book"'),
      good[1]!,
      good[1]!,
      good[2]!,
    ]);
    expect(manifest.quarantine).toEqual({
      crossed_book: 1,
      duplicate: 1,
      negative_size: 1,
      not_a_decimal: 1,
      not_json: 1,
      off_tick: 1,
      unknown_token: 1,
    });
    expect(manifest.counts).toMatchObject({ books: 3, crossed: 1 });
    const kept = await rows(
      'SELECT file, row::INTEGER AS row, code, raw FROM {quarantine} ORDER BY row',
    );
    expect(kept.map(({ row, code }) => [row, code])).toEqual([
      [2, 'negative_size'],
      [3, 'not_a_decimal'],
      [4, 'crossed_book'],
      [5, 'unknown_token'],
      [6, 'off_tick'],
      [7, 'not_json'],
      [9, 'duplicate'],
    ]);
    expect(kept[0]).toMatchObject({ file: 'books.parquet' });
    expect(kept[0]?.raw).toContain('"size":"-3"');
    expect(manifest.rows.gaps).toBe(1);
  });

  test('a truncated file is named, with what to do', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'books.parquet');
    await parquet(path, [book(1_000)]);
    writeFileSync(path, readFileSync(path).subarray(0, 300));
    await expect(importFolder(path)).rejects.toMatchObject({
      name: 'ArchiveError',
      code: 'damaged_file',
      exitCode: 3,
      message: expect.stringMatching(/books\.parquet cannot be read.*again/),
    });
  });

  test('an unknown layout is refused with the columns that were seen', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'strange.parquet');
    await query(`COPY (SELECT 1 AS moon, 'x' AS cheese) TO '${path}' (FORMAT parquet)`);
    await expect(importFolder(path)).rejects.toMatchObject({
      code: 'unknown_format',
      message: expect.stringMatching(/moon INTEGER, cheese VARCHAR.*btc-5m-books/),
    });
  });
});

testRecorded(
  'a recorded day: every frame becomes a book, none is crossed or quarantined',
  recording('btc-5m-books-2026-04'),
  async (folder) => {
    const file = join(folder, 'btc5m_book_2026-04-14.parquet');
    const { manifest, rows } = await importFolder(file);
    expect(manifest.counts).toMatchObject({ books: 71_400, crossed: 0, trades: 0 });
    expect(manifest.quarantine).toEqual({});
    // Independently: by JSON functions over the file, the number of series and the last mids.
    const [told] = await query(`
      WITH frames AS (
        SELECT slug, asset_id, (raw_data ->> '$.timestamp')::BIGINT AS ms,
          (coalesce((raw_data ->> '$.bids[-1].price')::DOUBLE, 0) +
           coalesce((raw_data ->> '$.asks[-1].price')::DOUBLE, 1)) / 2 AS mid,
          right(slug, 10)::BIGINT * 1000 AS opens
        FROM read_parquet('${file}')
      ), finals AS (
        SELECT slug, asset_id, count(*) AS books, min(ms - opens) AS first, max(ms - opens) AS last,
          arg_max(mid, ms) AS mid
        FROM frames GROUP BY ALL
      )
      SELECT count(*)::INTEGER AS series,
        (count(*) FILTER (first < 15000 AND last > 290000 AND books > 1000))::INTEGER AS complete,
        (count(DISTINCT slug) FILTER (last > 290000 AND (mid > 0.9 OR mid < 0.1)))::INTEGER
          AS decided
      FROM finals`);
    expect(told).toEqual({
      series: manifest.counts.tokenSeries,
      complete: manifest.counts.completeSeries,
      decided: manifest.rows.resolutions,
    });
    const [levels] = await rows('SELECT count(*)::INTEGER AS n FROM {events} WHERE kind = 1');
    expect(levels?.n).toBe(manifest.counts.levels);
  },
  120_000,
);
