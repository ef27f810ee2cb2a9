import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder, query } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

const OPENS = 1_785_106_200;

type Told = Readonly<Record<string, unknown>>;
const spaced = (value: unknown) => JSON.stringify(value).replaceAll('":', '": ');

/** A look so many seconds before the end; null says that nobody is on that side of Up. */
function look(before: number, bid: number | null, ask: number | null, changes: Told = {}): Told {
  const mirror = (price: number | null) => (price === null ? null : (100 - price) / 100);
  const own = (price: number | null) => (price === null ? null : price / 100);
  return {
    offset: Math.round(before),
    t: -before,
    spot: 65_423.47,
    up: { ask: own(ask), bid: own(bid), ask_depth: 42_985.74, vwap5: 0.13 },
    down: { ask: mirror(bid), bid: mirror(ask), ask_depth: 1, vwap5: 0.88 },
    ...changes,
  };
}

function windowOf(samples: readonly Told[], changes: Told = {}): Told {
  const slug = `btc-updown-5m-${OPENS}`;
  return { window_ts: OPENS, slug, open_px: 65_477, samples, winner: 'UP', ...changes };
}

const importWindows = (...lines: readonly (Told | string)[]) =>
  importFiles({
    'ladder.jsonl.gz': gzipSync(
      `${lines.map((one) => (typeof one === 'string' ? one : spaced(one))).join('\n')}\n`,
    ),
  });

describe('looks at the end of a window', () => {
  test('are best prices of both tokens of unknown size, by the clock of the bot', async () => {
    const { manifest, rows } = await importWindows(windowOf([look(118.3, 12, 13)]));
    expect(manifest).toMatchObject({ replayClock: 'init', quarantine: {} });
    expect(manifest.counts).toMatchObject({ books: 2, tokenSeries: 2 });
    expect(manifest.feeds).toEqual(['unknown/btc']);
    const levels = await rows(`SELECT token::INTEGER AS token, side::INTEGER AS side, price, size,
      (ts_init / 1000)::DOUBLE AS at FROM {events} WHERE kind = 1 ORDER BY token, side`);
    const at = OPENS * 1_000 + 300_000 - 118_300;
    expect(levels).toEqual(
      [
        [0, 0, 120_000],
        [0, 1, 130_000],
        [1, 0, 870_000],
        [1, 1, 880_000],
      ].map(([token, side, price]) => ({ token, side, price, size: null, at })),
    );
  });

  test.each([
    ['up', 99, null, 'UP', [1_000_000], 'winner_of_the_bot_agrees'],
    ['down', null, 1, 'UP', [0], 'winner_of_the_bot_contradicts'],
    ['up', 99, null, null, [1_000_000], 'winner_of_the_bot_unknown'],
    ['down', null, 1, undefined, [0], 'winner_of_the_bot_unknown'],
    ['undecided', 60, 61, 'UP', [], 'window_undecided'],
  ])('settle a window %s by the last mid alone', async (_n, bid, ask, winner, payouts, told) => {
    const last = look(9.8, bid, ask);
    const { manifest, rows } = await importWindows(windowOf([look(30, 50, 51), last], { winner }));
    const settled = await rows('SELECT payout::INTEGER AS payout, source FROM {resolutions}');
    expect(settled).toEqual(payouts.map((payout) => ({ payout, source: 'final_price' })));
    expect(manifest.defects).toEqual({ [told]: 1 });
  });

  test('have a gap where a look is missing', async () => {
    const looks = [look(120, 50, 51), look(60, 50, 51)];
    const { rows } = await importWindows(windowOf(looks));
    const gaps = await rows(`SELECT ("from" / 1e6)::DOUBLE AS since,
      ("to" / 1e6)::DOUBLE AS until FROM {gaps} WHERE outcome = 0`);
    expect(gaps).toEqual([{ since: OPENS + 180 + 35, until: OPENS + 240 }]);
  });

  const broken = (up: Told) => windowOf([look(60, 50, 51, { up })]);
  test.each([
    ['crossed quote', broken({ bid: 0.52, ask: 0.51 }), 'crossed_book'],
    ['price above 1', broken({ bid: 0.5, ask: 1.5 }), 'price_out_of_range'],
    ['look without a side', windowOf([{ t: -60, spot: 1, up: {} }]), 'malformed_row'],
    ['time after the end', windowOf([look(-5, 50, 51)]), 'malformed_row'],
    ['other time than its slug', windowOf([], { window_ts: OPENS + 1 }), 'unknown_market'],
    ['strange slug', windowOf([], { slug: 'will-it-rain' }), 'unknown_market'],
    ['cut line', '{"window_ts": 17', 'malformed_row'],
  ])('with a %s keep the rest', async (_name, bad, code) => {
    const other = { slug: `btc-updown-5m-${OPENS + 300}`, window_ts: OPENS + 300 };
    const { manifest } = await importWindows(windowOf([look(90, 50, 51)], other), bad);
    expect(manifest.quarantine).toEqual({ [code]: 1 });
    expect(manifest.counts.books).toBeGreaterThanOrEqual(2);
  });

  test('are told which files beside them were left out', async () => {
    const hist = spaced({ ts: OPENS, up_mid: 0.9, up_lag: 53, winner: 'UP', up_settle: 0.995 });
    const { manifest } = await importFiles({
      'ladder.jsonl.gz': gzipSync(spaced(windowOf([look(60, 50, 51)]))),
      'windows_hist.jsonl.gz': gzipSync(hist),
    });
    expect(manifest.defects).toMatchObject({ 'file_left_out: windows_hist.jsonl.gz': 1 });
  });

  testRecorded(
    'as recorded give what a query over the file gives',
    recording('btc-5m-ladders-2026-07'),
    async (folder) => {
      const { manifest } = await importFolder(folder);
      const [counted] = await query(`SELECT count(*)::INTEGER AS windows,
        sum(len(samples))::INTEGER AS looks FROM read_json('${folder}/ladder.jsonl.gz')`);
      expect(counted).toEqual({ windows: 142, looks: 993 });
      expect(manifest.counts).toMatchObject({ books: 2 * 993, tokenSeries: 284 });
      expect(manifest.rows).toMatchObject({ markets: 142, resolutions: 142, references: 993 });
      expect(manifest.quarantine).toEqual({});
      expect(manifest.defects).toEqual({
        'file_left_out: maker_probe.jsonl.gz': 1,
        'file_left_out: windows_hist.jsonl.gz': 1,
        views_of_the_tokens_disagree: 94,
        winner_of_the_bot_agrees: 142,
      });
    },
    60_000,
  );
});
