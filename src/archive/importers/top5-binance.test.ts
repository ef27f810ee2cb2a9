import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { tarOf } from '../../../test/support/tar-of.ts';

const OPENS = 1_774_691_100;
const SLUG = `btc-updown-5m-${OPENS}`;
const CONDITION = `0x${'7b'.repeat(32)}`;

type Told = Readonly<Record<string, unknown>>;
const spaced = (value: unknown) => JSON.stringify(value).replaceAll('":', '": ');

/** Five levels a side from these best prices in cents; 0 or 100 says that the side is empty. */
function book(bid: number, ask: number) {
  const side = (best: number, step: number) =>
    Array.from({ length: 5 }, (_, i) => ({
      price: (best + step * i) / 100,
      size: 10.5 + i,
    })).filter(({ price }) => best !== 0 && best !== 100 && price > 0 && price < 1);
  return { best_bid: bid / 100, bid_levels: side(bid, -1), ask_levels: side(ask, 1) };
}

function row(seconds: number, up: number, changes: Told = {}): Told {
  return {
    ts: '2026-03-28T17:48:07.351',
    ts_unix: OPENS + seconds,
    slug: SLUG,
    token_up: '111',
    token_down: '222',
    polymarket: { up: book(up, up + 1), down: book(99 - up, 100 - up) },
    binance: { bid: 66_249.8, mid: 66_249.85 + seconds, update_age_sec: 0.25, velocity_3s: 1 },
    event_kind: 'entry',
    relative_sec: -14.6,
    ...changes,
  };
}

const event = spaced({
  event: { side: 'DOWN' },
  market: { slug: SLUG, condition_id: CONDITION, outcomePrices: '["1", "0"]' },
});

/** Each list of rows is a moment around something that the bot did. */
function importMoments(...moments: (readonly (Told | string)[])[]) {
  const files = moments.flatMap((rows, i) => [
    [`entry_${i}/event.json`, event] as const,
    [
      `entry_${i}/window.jsonl`,
      `${rows.map((one) => (typeof one === 'string' ? one : spaced(one))).join('\n')}\n`,
    ] as const,
  ]);
  return importFiles({ 'windows.tar.gz': gzipSync(tarOf(Object.fromEntries(files))) });
}

describe('five levels around a bot’s trades', () => {
  test('are books of both tokens, with the future under a name of its own', async () => {
    const { manifest, rows } = await importMoments([row(100.25, 46), row(102, 47)]);
    expect(manifest).toMatchObject({ replayClock: 'init', quarantine: {} });
    expect(manifest.counts).toMatchObject({ books: 4, trades: 0, tokenSeries: 2 });
    expect(manifest.feeds).toEqual(['binance-futures/btcusdt-mid']);
    const [future] = await rows(`SELECT ts_event, ts_init::DOUBLE AS at, price::DOUBLE AS price,
      text FROM {references} ORDER BY seq LIMIT 1`);
    const at = (OPENS + 100.25) * 1e6;
    expect(future).toEqual({ ts_event: null, at, price: 66_350.1e6, text: '66350.1' });
    const [market] = await rows('SELECT slug, condition_id FROM {markets}');
    expect(market).toEqual({ slug: SLUG, condition_id: CONDITION });
  });

  test('of two moments that overlap are put in order, and told once', async () => {
    const first = [row(100, 46), row(102, 47), row(104, 48)];
    const second = [row(102, 47), row(103, 47), row(106, 49)];
    const { manifest } = await importMoments(second, first);
    expect(manifest.quarantine).toEqual({});
    expect(manifest.counts.books).toBe(10);
    expect(manifest.rows).toMatchObject({ gaps: 0, references: 5 });
    expect(manifest.defects).toMatchObject({ row_of_two_moments: 1 });
  });

  test('have a gap in between, of both tokens', async () => {
    const { rows } = await importMoments([row(100, 46)], [row(160, 47)]);
    const gaps = await rows(`SELECT outcome::INTEGER AS outcome, ("from" / 1e6)::DOUBLE AS since,
      ("to" / 1e6)::DOUBLE AS until FROM {gaps} ORDER BY outcome`);
    const [since, until] = [OPENS + 106, OPENS + 160];
    expect(gaps).toEqual([
      { outcome: 0, since, until },
      { outcome: 1, since, until },
    ]);
  });

  test.each([
    ['up', row(299, 98), [1_000_000]],
    ['down, after the close', row(310, 0), [0]],
    ['undecided in between', row(299, 60), []],
    ['undecided by a book of long before', row(280, 98), []],
  ])('settle a window %s by the last mid, not by what the bot wrote', async (_name, last, won) => {
    const { manifest, rows } = await importMoments([row(200, 46), last]);
    const settled = await rows('SELECT payout::INTEGER AS payout, source FROM {resolutions}');
    expect(settled).toEqual(won.map((payout) => ({ payout, source: 'final_price' })));
    expect(manifest.defects.window_undecided ?? 0).toBe(1 - won.length);
  });

  test('tell when the two tokens contradict each other', async () => {
    const torn = row(102, 46, { polymarket: { up: book(46, 47), down: book(60, 61) } });
    const { manifest } = await importMoments([row(100, 46), torn]);
    expect(manifest.defects).toMatchObject({ best_prices_of_the_tokens_disagree: 1 });
  });

  test('take no price of the future that is old', async () => {
    const old = row(102, 47, { binance: { mid: 5, update_age_sec: 9 } });
    const { manifest } = await importMoments([row(100, 46), old, row(104, 46, { binance: null })]);
    expect(manifest.rows.references).toBe(1);
    expect(manifest.defects).toMatchObject({
      stale_price_of_the_future_dropped: 1,
      row_without_future: 1,
    });
  });

  const up = (bids: unknown) => ({
    polymarket: { up: { bid_levels: bids, ask_levels: [] }, down: book(50, 51) },
  });
  test.each([
    ['crossed book', row(102, 46, { polymarket: { up: book(50, 49), down: book(50, 51) } }), 5],
    ['negative size', row(102, 46, up([{ price: 0.5, size: -1 }])), 5],
    ['price that is none', row(102, 46, up([{ price: 'x', size: 1 }])), 5],
    ['row without a book', row(102, 46, { polymarket: {} }), 4],
    ['cut row', '{"ts": "2026', 4],
    ['strange slug', row(102, 46, { slug: 'will-it-rain' }), 4],
  ])('with a %s keep the rest', async (_name, bad, books) => {
    const { manifest } = await importMoments([row(100, 46), bad, row(104, 46)]);
    expect(Object.values(manifest.quarantine)).toEqual([1]);
    expect(manifest.counts.books).toBe(books);
  });

  testRecorded(
    'as recorded give what a count over the files gives',
    recording('btc-5m-top5-binance-2026-03'),
    async (folder) => {
      const { manifest } = await importFolder(folder);
      expect(manifest.counts).toMatchObject({ books: 2 * 5_008, tokenSeries: 78 });
      expect(manifest).toMatchObject({
        rows: { markets: 39, references: 5_008, resolutions: 22 },
        quarantine: {},
        defects: { row_of_two_moments: 7_333 - 5_008, row_after_the_close: 333 },
      });
    },
    60_000,
  );
});
