import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { tarOf } from '../../../test/support/tar-of.ts';

const START = 1_765_450_800;
const level = (price: string, size: string) => ({ price, size });
const clocks = (ms: number) => ({
  local_timestamp: String(START * 1_000 + ms + 120),
  timestamp: String(START * 1_000 + ms),
  asset_price: 130.905,
});
const book = (ms: number, bid = '0.44', ask = '0.45') => ({
  bids: [level('0.01', '9'), level(bid, '3.25')],
  asks: [level('0.99', '9'), level(ask, '4')],
  ...clocks(ms),
});
const trade = (ms: number, side = 'buy', price = '0.45') => ({
  price,
  size: '10.869564',
  side,
  ...clocks(ms),
});

const path = (kind: string, token: string) => `data/15m/sol/${kind}/${START}${token}.json`;
const archiveOf = (files: Readonly<Record<string, unknown>>) =>
  gzipSync(
    tarOf(Object.fromEntries(Object.entries(files).map(([n, v]) => [n, JSON.stringify(v)]))),
  );
const importTar = (files: Readonly<Record<string, unknown>>) =>
  importFiles({ 'data.tar.gz': archiveOf(files) });

describe('books and prints in a tar', () => {
  test('become books, prints and a reference price of unknown source', async () => {
    const { manifest, rows } = await importTar({
      [path('orderbooks', 'up')]: [book(50_000), book(51_000, '0.43')],
      [path('orderbooks', 'down')]: [book(50_000, '0.55', '0.56')],
      [path('trades', 'up')]: [trade(50_500)],
      [path('trades', 'down')]: [trade(50_600, 'sell', '0.55')],
    });
    expect(manifest.counts).toMatchObject({ books: 3, trades: 2 });
    expect(manifest.feeds).toEqual(['unknown/sol']);
    // A buyer took the ask, a seller the bid.
    const prints = await rows(`SELECT token::INTEGER AS token, side::INTEGER AS side,
      price::INTEGER AS price, size::INTEGER AS size,
      (ts_init - ts_event)::INTEGER AS lag FROM {events} WHERE kind = 2 ORDER BY token`);
    expect(prints).toEqual([
      { token: 0, side: 1, price: 450_000, size: 10_869_564, lag: 120_000 },
      { token: 1, side: 0, price: 550_000, size: 10_869_564, lag: 120_000 },
    ]);
    expect(await rows('SELECT ts_event, price::INTEGER AS price FROM {references}')).toEqual([
      { ts_event: null, price: 130_905_000 },
    ]);
  });

  test('settle by the last mid only where it reaches the close', async () => {
    const done = await importTar({ [path('orderbooks', 'up')]: [book(895_000, '0.97', '0.98')] });
    const settled = await done.rows('SELECT payout::INTEGER AS payout, source FROM {resolutions}');
    expect(settled).toEqual([{ payout: 1_000_000, source: 'final_price' }]);
    const early = await importTar({ [path('orderbooks', 'up')]: [book(800_000, '0.97', '0.98')] });
    expect(early.manifest.rows.resolutions).toBe(0);
  });

  test('keep prints that are equal to another, and count them', async () => {
    const { manifest } = await importTar({ [path('trades', 'up')]: [trade(1), trade(1)] });
    expect(manifest.counts.trades).toBe(2);
    expect(manifest.defects).toEqual({ print_equal_to_another_kept: 1 });
  });

  test.each<[string, unknown, string]>([
    ['crossed book', book(51_000, '0.45'), 'crossed_book'],
    ['negative size', { ...book(51_000), bids: [level('0.4', '-1')] }, 'negative_size'],
    ['NaN price', { ...book(51_000), asks: [level('NaN', '1')] }, 'not_a_decimal'],
    [
      'level that comes twice',
      { ...book(51_000), asks: [level('.6', '1'), level('.60', '2')] },
      'duplicate_level',
    ],
    ['record without time', { ...book(51_000), timestamp: 7 }, 'malformed_row'],
    ['record that is none', null, 'malformed_row'],
    ['earlier record', book(49_000), 'out_of_order'],
    ['repeated record', book(50_000), 'duplicate'],
  ])('a %s goes to quarantine with its place, the rest stays', async (_name, bad, code) => {
    const { manifest, rows } = await importTar({
      [path('orderbooks', 'up')]: [book(50_000), bad, book(52_000)],
    });
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(await rows('SELECT file, row::INTEGER AS row FROM {quarantine}')).toEqual([
      { file: `data.tar.gz:${path('orderbooks', 'up')}`, row: 2 },
    ]);
    expect(manifest.counts.books).toBe(2);
  });

  test.each([
    ['cut anywhere', (whole: Buffer) => whole.subarray(0, whole.length - 30), 'data.tar.gz'],
    [
      'with a cut tar',
      () => gzipSync(tarOf({ 'a.json': 'x'.repeat(600) }).subarray(0, 700)),
      'data.tar.gz',
    ],
    [
      'with broken JSON',
      () => gzipSync(tarOf({ [path('trades', 'up')]: '[{' })),
      path('trades', 'up'),
    ],
    [
      'with an object',
      () => gzipSync(tarOf({ [path('trades', 'up')]: '{}' })),
      path('trades', 'up'),
    ],
  ])('%s is an error that names the file', async (_name, damage, name) => {
    const whole = archiveOf({ [path('orderbooks', 'up')]: Array(50).fill(book(1)) });
    await expect(importFiles({ 'data.tar.gz': damage(whole) })).rejects.toMatchObject({
      code: 'damaged_file',
      message: expect.stringContaining(name),
    });
  });

  // Counted apart from the importer, in another language, over the unpacked files.
  testRecorded(
    'as recorded keep every book and print',
    recording('multi-asset-books-trades-2025-12'),
    async (folder) => {
      const { manifest, rows } = await importFolder(folder);
      expect(manifest.counts).toMatchObject({
        books: 2 * (248 + 300 + 200),
        trades: 1_580 + 1_390 + 532 + 527 + 137 + 110 + 200 + 271 + 200 + 100 + 100 + 100,
        crossed: 0,
      });
      expect(manifest.quarantine).toEqual({});
      expect(manifest.defects).toEqual({
        print_equal_to_another_kept: 8,
        received_more_than_1s_late: 347,
      });
      // Both tokens' books end at Up: SOL's was the one book recorded to the close.
      const settled = await rows(`SELECT m.slug, r.payout::INTEGER AS payout FROM {resolutions} r
        JOIN {markets} m ON m.market = r.market`);
      expect(settled).toEqual([{ slug: 'sol-updown-15m-1765450800', payout: 1_000_000 }]);
      // The evidence that prints of the two tokens are not one print told twice.
      const [shared] = await rows(`SELECT count(*)::INTEGER AS n FROM {events} a JOIN {events} b
        ON a.market = b.market AND a.kind = 2 AND b.kind = 2 AND a.token < b.token
        AND a.ts_event = b.ts_event AND a.size = b.size`);
      expect(shared).toEqual({ n: 1 });
    },
    60_000,
  );
});
