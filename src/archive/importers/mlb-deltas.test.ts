import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder, query } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

const HEADER = 'market_slug,asset_id,market_id,event_type,price,side,size,hash,timestamp';
const T = 1_750_216_815_000;

/** A row of the usual layout: token 1 or 2, time in ms after T. */
const row = (token: number, type: string, price: string, side: string, size: string, at: number) =>
  `mlb-a-b,${token},9,${type},${price},${side},${size},h${token}${type}${at},${T + at}`;
const book = (token: number, at: number) => [
  row(token, 'book', '0.99', 'ask', '7.0', at),
  row(token, 'book', '0.60', 'ask', '5', at),
  row(token, 'book', '0.01', 'bid', '9', at),
  row(token, 'book', '0.55', 'bid', '3.5', at),
];
const delta = (token: number, price: string, side: string, size: string, at: number) =>
  row(token, 'price_change', price, side, size, at);

const game = (rows: readonly string[], header = HEADER) =>
  gzipSync(`${[header, ...rows].join('\n')}\n`);
const importGame = (rows: readonly string[]) => importFiles({ 'game.csv.gz': game(rows) });

describe('baseball deltas', () => {
  test('become books and deltas of the two tokens, by the clock of the venue', async () => {
    const { manifest, rows } = await importGame([
      ...book(1, 0),
      ...book(2, 0),
      delta(1, '0.56', 'bid', '2', 10),
      delta(1, '0.55', 'bid', '0', 10),
    ]);
    expect(manifest.counts).toMatchObject({ books: 2, deltas: 1, trades: 0, tokenSeries: 2 });
    expect(manifest).toMatchObject({ replayClock: 'event', quarantine: {}, defects: {} });
    const last = await rows(`SELECT price::INTEGER AS price, size::INTEGER AS size, ts_init
      FROM {events} WHERE ts_event = ${T + 10}000 ORDER BY seq`);
    expect(last).toEqual([
      { price: 560_000, size: 2_000_000, ts_init: null },
      { price: 550_000, size: 0, ts_init: null },
    ]);
    expect(await rows('SELECT count(*)::INTEGER AS n FROM {resolutions}')).toEqual([{ n: 0 }]);
    expect(JSON.stringify(await rows('SELECT * FROM {markets}'), big)).toContain('oracle');
  });

  test('are of a game: 5 shares at least, and takers are held back for 3 s', async () => {
    const { rows } = await importGame(book(1, 0));
    const [told] = await rows(`SELECT minimum_size::INTEGER AS least, taker_delay_ms::INTEGER AS ms,
      minimum_size_source, taker_delay_source, fee FROM {markets}`);
    expect(told).toMatchObject({ least: 5_000_000, ms: 3_000, fee: null });
    expect(told?.minimum_size_source).toContain('Gamma orderMinSize');
    expect(told?.taker_delay_source).toContain('Gamma secondsDelay');
  });

  test('are read by their header, which may have another order and the team', async () => {
    const header =
      'market_slug,market_id,asset_id,outcome_name,event_type,price,side,size,hash,timestamp';
    const moved = book(1, 0).map((line) => {
      const [slug, token, id, ...rest] = line.split(',');
      return [slug, id, token, 'Reds', ...rest].join(',');
    });
    const { manifest, rows } = await importFiles({ 'game.csv.gz': game(moved, header) });
    expect(manifest.counts.books).toBe(1);
    expect(JSON.stringify(await rows('SELECT * FROM {markets}'), big)).toContain('Reds');
  });

  test('before the first book change nothing and are counted', async () => {
    const { manifest } = await importGame([delta(1, '0.5', 'bid', '1', 0), ...book(1, 5)]);
    expect(manifest.quarantine).toEqual({ delta_before_snapshot: 1 });
    expect(manifest.counts).toMatchObject({ books: 1, deltas: 0 });
  });

  test('that cross the book leave it untrusted until the next one', async () => {
    const { manifest, rows } = await importGame([
      ...book(1, 0),
      delta(1, '0.60', 'bid', '2', 10),
      ...book(1, 20),
    ]);
    expect(manifest.defects).toEqual({ book_crossed_by_deltas: 1 });
    expect(await rows('SELECT reason FROM {gaps}')).toEqual([{ reason: 'crossed' }]);
  });

  test('of one message are one message though rows of the other token stand between', async () => {
    const { manifest } = await importGame([
      ...book(1, 0),
      ...book(2, 0),
      delta(1, '0.52', 'bid', '2', 10),
      delta(2, '0.48', 'bid', '2', 10),
      delta(1, '0.53', 'bid', '2', 10),
    ]);
    expect(manifest.counts.deltas).toBe(2);
  });

  test('out of order are put in the order of the venue, repeats to quarantine', async () => {
    const late = delta(1, '0.52', 'bid', '2', 10);
    const { manifest } = await importGame([
      ...book(1, 0),
      delta(1, '0.53', 'bid', '2', 20),
      late,
      late,
    ]);
    expect(manifest.defects).toEqual({ message_moved_to_its_time: 1 });
    expect(manifest.quarantine).toEqual({ duplicate: 1 });
    expect(manifest.counts.deltas).toBe(2);
  });

  test.each([
    ['a negative size', delta(1, '0.5', 'bid', '-1', 10), 'negative_size'],
    ['a NaN price', delta(1, 'NaN', 'bid', '1', 10), 'not_a_decimal'],
    ['a price above one', delta(1, '1.5', 'bid', '1', 10), 'price_out_of_range'],
    ['a strange side', delta(1, '0.5', 'up', '1', 10), 'malformed_row'],
    ['a field missing', 'mlb-a-b,1,9,price_change,0.5', 'malformed_row'],
    ['an unknown event', row(1, 'trade', '0.5', 'bid', '1', 10), 'malformed_row'],
    ['a time that is none', `${delta(1, '0.5', 'bid', '1', 10)}x`, 'malformed_row'],
    ['a third token', delta(3, '0.5', 'bid', '1', 10), 'unknown_token'],
  ])('with %s go to quarantine with file and row, the rest stays', async (_name, bad, code) => {
    const { manifest, rows } = await importGame([
      ...book(1, 0),
      ...book(2, 0),
      bad,
      ...book(1, 30),
    ]);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(await rows('SELECT file, row::INTEGER AS row FROM {quarantine}')).toEqual([
      { file: 'game.csv.gz', row: 10 },
    ]);
    expect(manifest.counts.books).toBe(3);
  });

  test('that cannot be read leave unknown what they may have been about', async () => {
    const { manifest, rows } = await importGame([
      ...book(1, 0),
      ...book(2, 0),
      'mlb-a-b,1,9,price_ch',
      delta(1, '0.56', 'bid', '2', 20),
      row(2, 'price_change', '0.5', 'bid', '1', 30).replace(String(T + 30), 'soon'),
      ...book(1, 40),
    ]);
    expect(manifest.quarantine).toEqual({ malformed_row: 2 });
    const gaps = await rows(`SELECT outcome::INTEGER AS token,
      (("from" / 1e3) - ${T})::INTEGER AS ms FROM {gaps} ORDER BY ms, token`);
    // The first one was cut off before its token could be believed.
    expect(gaps).toEqual([
      { token: 0, ms: 0 },
      { token: 1, ms: 0 },
    ]);
  });

  test('that stand behind a later message of their token are counted', async () => {
    const { manifest } = await importGame([
      ...book(1, 0),
      delta(1, '0.56', 'bid', '2', 10),
      delta(1, '0.56', 'bid', '3', 20),
      delta(1, '0.54', 'bid', '1', 10),
    ]);
    expect(manifest.defects).toEqual({ row_moved_to_its_message: 1 });
    expect(manifest.counts.deltas).toBe(2);
  });

  test('with a bad level in a book lose the book, not half of it', async () => {
    const bad = book(1, 20).with(1, row(1, 'book', '0.60', 'ask', '-5', 20));
    const { manifest, rows } = await importGame([...book(1, 0), ...bad]);
    expect(manifest.quarantine).toEqual({ negative_size: 1 });
    expect(manifest.counts.books).toBe(1);
    expect(await rows('SELECT reason FROM {gaps}')).toEqual([{ reason: 'bad_rows' }]);
  });

  test('with a crossed book send it to quarantine', async () => {
    const crossed = book(1, 20).with(1, row(1, 'book', '0.55', 'ask', '5', 20));
    const { manifest } = await importGame([...book(1, 0), ...crossed]);
    expect(manifest.quarantine).toEqual({ crossed_book: 1 });
  });

  test('of one pair of tokens under two names are one game, with a gap between', async () => {
    const unnamed = book(1, 0).map((line) => line.replace('mlb-a-b,1,9,', 'mlb-c-d,1,,'));
    const { manifest, rows } = await importFiles({
      '1.csv.gz': game([...book(1, 60_000)]),
      '2.csv.gz': game(unnamed),
    });
    expect(manifest.series.map((series) => series.slug)).toEqual(['mlb-a-b']);
    expect(manifest.defects).toEqual({ file_named_after_another_game: 4 });
    expect(await rows('SELECT DISTINCT reason FROM {gaps}')).toEqual([{ reason: 'recording_gap' }]);
  });

  test('cut off are an error that names the file', async () => {
    const whole = game([
      ...book(1, 0),
      ...Array.from({ length: 500 }, (_, i) => delta(1, '0.5', 'bid', String(i), i)),
    ]);
    const files = { 'good.csv.gz': game(book(1, 0)), 'cut.csv.gz': whole.subarray(0, 900) };
    await expect(importFiles(files)).rejects.toMatchObject({
      code: 'damaged_file',
      message: expect.stringContaining('cut.csv.gz'),
    });
  });

  testRecorded(
    'as recorded keep every message',
    recording('mlb-deltas-2025-06'),
    async (folder) => {
      const { manifest } = await importFolder(folder);
      // Counted apart from the importer: messages are equal type, token, hash and time in a file.
      const [counted] = await query(`WITH m AS (
          SELECT event_type, count(*) AS rows FROM read_csv('${folder}/*.csv.gz',
            all_varchar = true, filename = true, union_by_name = true)
          GROUP BY filename, event_type, asset_id, hash, timestamp)
        SELECT count(*) FILTER (event_type = 'book')::INTEGER AS books,
          count(*) FILTER (event_type = 'price_change')::INTEGER AS deltas,
          sum(rows)::INTEGER AS rows FROM m`);
      expect(counted).toEqual({ books: 2_121, deltas: 62_646, rows: linesOf(folder) });
      expect(manifest.counts).toMatchObject({ books: 2_121, deltas: 62_646, tokenSeries: 36 });
      expect(manifest.quarantine).toEqual({});
      expect(manifest.defects).toEqual({
        book_crossed_by_deltas: 17,
        // hou-bal 2025-06-19 holds the tokens of mil-chc 2025-06-17.
        file_named_after_another_game: 12_901,
        message_moved_to_its_time: 4,
      });
    },
    60_000,
  );
});

const big = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);

function linesOf(folder: string): number {
  const lines = readdirSync(folder).map((file) => {
    const text = String(gunzipSync(readFileSync(join(folder, file))));
    return text.trimEnd().split('\n').length - 1;
  });
  return lines.reduce((sum, count) => sum + count, 0);
}
