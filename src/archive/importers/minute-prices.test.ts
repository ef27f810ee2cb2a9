import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder, query } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

const OPENS = 1_765_569_600_000;
const CLOSES = OPENS + 900_000;

type Told = Readonly<Record<string, unknown>>;
const spaced = (value: unknown) =>
  JSON.stringify(value).replaceAll('":', '": ').replaceAll(',"', ', "').replaceAll('},{', '}, {');
const packed = (text: string) => gzipSync(text);

function marketAt(opens: number, changes: Told = {}): Told {
  const n = (opens - OPENS) / 900_000;
  return {
    conditionId: `0x${String(n + 1).padStart(64, '0')}`,
    question: 'Bitcoin Up or Down',
    slug: `btc-updown-15m-${opens / 1_000}`,
    tokenIds: [`${10 + 2 * n}`, `${11 + 2 * n}`],
    outcomes: ['Up', 'Down'],
    strikePrice: 0,
    startTime: opens,
    endTime: opens + 900_000,
    resolved: false,
    ...changes,
  };
}

const seriesOf = (tokenId: string, data: readonly unknown[]) =>
  spaced({ metadata: { source: 'polymarket', startTs: OPENS, tokenId }, data });
const point = (seconds: number, price: number) => ({ timestamp: OPENS + seconds * 1_000, price });
/** Points a minute apart, from the sixth second on. */
const points = (count = 15) => Array.from({ length: count }, (_, i) => point(6 + 60 * i, 0.445));

/** The candles that decide the first window. */
const candles = (open: number, close: number) => [
  { timestamp: OPENS, open, high: 9e9, low: 1, close: open, volume: 1 },
  { timestamp: CLOSES - 60_000, open: close, high: 9e9, low: 1, close, volume: 1 },
];

function importMinutes(
  lines: readonly string[],
  told: readonly unknown[] = candles(90_000, 90_100.5),
  markets: readonly Told[] = [marketAt(OPENS)],
) {
  const beside = { source: 'binance', startTs: OPENS, symbol: 'BTCUSDT' };
  const fetched = { source: 'polymarket', startTs: OPENS };
  return importFiles({
    'markets.json.gz': packed(spaced({ metadata: fetched, data: markets })),
    'prices.jsonl.gz': packed(`${lines.join('\n')}\n`),
    'binance_BTCUSDT_1m.json.gz': packed(spaced({ metadata: beside, data: told })),
  });
}

describe('minute prices', () => {
  test('are told prices by the venue’s clock, and candles are known at their end', async () => {
    const { manifest, rows } = await importMinutes([seriesOf('10', points())]);
    expect(manifest).toMatchObject({ replayClock: 'event', quarantine: {}, defects: {} });
    expect(manifest.counts).toMatchObject({ books: 0, levels: 0, toldPrices: 15 });
    expect(manifest.series).toMatchObject([{ outcome: 0, complete: true }]);
    const [first] = await rows(`SELECT kind::INTEGER AS kind, price, size, ts_init,
      ts_event::DOUBLE AS ts_event FROM {events} ORDER BY seq LIMIT 1`);
    const ts_event = (OPENS + 6_000) * 1_000;
    expect(first).toEqual({ kind: 11, price: 445_000, size: null, ts_init: null, ts_event });
    const closes = await rows(`SELECT feed, price::DOUBLE AS price, text,
      (ts_event / 1000)::DOUBLE AS at FROM {references} ORDER BY ts_event`);
    expect(closes).toEqual([
      { feed: 'binance/btcusdt', price: 90_000e6, text: '90000', at: OPENS + 60_000 },
      { feed: 'binance/btcusdt', price: 90_100.5e6, text: '90100.5', at: CLOSES },
    ]);
  });

  test.each([
    ['up', 90_000, 90_018, [1_000_000]],
    ['down', 90_000, 89_982, [0]],
    ['undecided by a move below 0.02 %', 90_000, 90_017.9, []],
    ['undecided by no move', 90_000, 90_000, []],
  ])('are settled %s by another feed', async (_name, open, close, payouts) => {
    // What the last price said does not count: the window may have turned after it.
    const { rows, manifest } = await importMinutes(
      [seriesOf('10', [...points(14), point(850, 0.01)])],
      candles(open, close),
    );
    const settled = await rows(`SELECT payout::INTEGER AS payout, source,
      ("at" / 1000)::DOUBLE AS "at" FROM {resolutions}`);
    expect(settled).toEqual(
      payouts.map((payout) => ({ payout, source: 'other_feed', at: CLOSES })),
    );
    const undecided = manifest.defects['window_undecided: too_small_a_move'] ?? 0;
    expect(undecided).toBe(1 - payouts.length);
  });

  test('stay undecided without the candles of both ends', async () => {
    const { manifest } = await importMinutes([seriesOf('10', points())], candles(9, 8).slice(1));
    expect(manifest.rows.resolutions).toBe(0);
    expect(manifest.defects).toEqual({ 'window_undecided: no_candle': 1 });
  });

  test('that miss a minute have a gap there', async () => {
    const missing = points().filter((_, i) => i !== 7);
    const { rows } = await importMinutes([seriesOf('11', missing)]);
    const gaps = await rows(`SELECT outcome::INTEGER AS outcome, ("from" / 1000)::DOUBLE AS since,
      ("to" / 1000)::DOUBLE AS until, reason FROM {gaps}`);
    const since = OPENS + (6 + 360 + 105) * 1_000;
    const until = OPENS + (6 + 480) * 1_000;
    expect(gaps).toEqual([{ outcome: 1, since, until, reason: 'recording_gap' }]);
  });

  test.each([
    ['price above 1', [seriesOf('10', [point(6, 1.5)])], 'price_out_of_range'],
    ['price that is none', [seriesOf('10', [{ timestamp: OPENS, price: null }])], 'malformed_row'],
    ['time that is none', [seriesOf('10', [{ timestamp: 'x', price: 0.5 }])], 'malformed_row'],
    ['earlier point', [seriesOf('10', [point(66, 0.5), point(6, 0.5)])], 'out_of_order'],
    ['series twice', [seriesOf('10', points(2)), seriesOf('10', points(1))], 'out_of_order'],
    ['foreign token', [seriesOf('99', points(2))], 'unknown_token'],
    ['cut line', [seriesOf('10', points(2)), '{"metadata": {'], 'malformed_row'],
  ])('with a %s keep the rest', async (_name, lines, code) => {
    const { manifest } = await importMinutes([...lines, seriesOf('11', points(3))]);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(manifest.counts.toldPrices).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['other times than its slug', { startTime: OPENS + 1 }, 'unknown_market'],
    ['a slug of another kind', { slug: 'will-it-rain' }, 'unknown_market'],
    ['no token ids', { tokenIds: [] }, 'malformed_row'],
  ])('refuse a market with %s', async (_name, changes, code) => {
    const markets = [marketAt(OPENS), marketAt(OPENS + 900_000, changes)];
    const { manifest } = await importMinutes([seriesOf('10', points())], undefined, markets);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(manifest.rows.markets).toBe(1);
  });

  test('refuse a candle without prices', async () => {
    const told = [...candles(90_000, 90_100), { timestamp: OPENS + 60_000, open: -1, close: null }];
    const { manifest } = await importMinutes([seriesOf('10', points())], told);
    expect(manifest.quarantine).toEqual({ malformed_row: 1 });
  });

  test('cut off are an error that names the file', async () => {
    const text = spaced({ metadata: { source: 'polymarket' }, data: [marketAt(OPENS)] });
    const files = { 'prices.jsonl.gz': packed(seriesOf('10', points())) };
    const cut = { ...files, 'markets.json.gz': packed(text.slice(0, -9)) };
    await expect(importFiles(cut)).rejects.toMatchObject({
      code: 'damaged_file',
      message: expect.stringContaining('markets.json.gz'),
    });
  });

  testRecorded(
    'as recorded give what a query over the files gives',
    recording('btc-15m-minute-prices-2025-12'),
    async (folder) => {
      const { manifest } = await importFolder(folder);
      const [counted] = await query(`SELECT count(*)::INTEGER AS series,
        sum(len(data))::INTEGER AS points FROM read_json('${folder}/prices.jsonl.gz')`);
      expect(counted).toEqual({ series: 297, points: 4_454 });
      expect(manifest.counts).toMatchObject({ toldPrices: 4_454, books: 0, tokenSeries: 297 });
      expect(manifest.counts.completeSeries).toBe(297);
      const rows = { markets: 465, references: 6_961, resolutions: 262, gaps: 2 };
      expect(manifest).toMatchObject({ rows, quarantine: {} });
      expect(manifest.defects).toEqual({
        'no_prices_of: deribit/btc-dvol': 1,
        'window_undecided: too_small_a_move': 35,
      });
    },
    60_000,
  );
});
