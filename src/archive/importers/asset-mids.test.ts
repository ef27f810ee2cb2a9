import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFiles, importFolder, query } from '../../../test/support/imported.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';

const HEADER = 'ts_utc_assumed,asset,up_mid,velocity,minutes_left';
const OPENS = Date.parse('2026-01-02T15:00:00Z');

function mid(seconds: number, price: string, asset = 'BTC'): string {
  const written = new Date(OPENS + seconds * 1_000).toISOString().replace('.000Z', 'Z');
  const left = ((((900 - seconds) % 900) + 900) % 900) / 60;
  return `${written},${asset},${price},+0.010,${left.toFixed(1)}`;
}

const importMids = (lines: readonly string[]) =>
  importFiles({ 'mids.csv.gz': gzipSync(`${[HEADER, ...lines].join('\n')}\n`) });

describe('mids', () => {
  test('are told prices of Up by the clock of the log, in a market for each asset', async () => {
    const lines = [mid(5, '0.925'), mid(5, '0.505', 'XRP'), mid(11, '0.9'), mid(905, '0.5')];
    const { manifest, rows } = await importMids(lines);
    expect(manifest).toMatchObject({ replayClock: 'init', quarantine: {} });
    expect(manifest.counts).toMatchObject({ books: 0, toldPrices: 4, tokenSeries: 3 });
    const markets = await rows('SELECT slug FROM {markets} ORDER BY slug');
    const opens = OPENS / 1_000;
    expect(markets.map(({ slug }) => slug)).toEqual([
      `btc-updown-15m-${opens}`,
      `btc-updown-15m-${opens + 900}`,
      `xrp-updown-15m-${opens}`,
    ]);
    const [first] = await rows(`SELECT kind::INTEGER AS kind, price, size, ts_event,
      ts_init::DOUBLE AS ts_init FROM {events} ORDER BY seq LIMIT 1`);
    const ts_init = (OPENS + 5_000) * 1_000;
    expect(first).toEqual({ kind: 11, price: 925_000, size: null, ts_event: null, ts_init });
  });

  test.each([
    ['up', [mid(895, '0.999')], [1_000_000]],
    ['down', [mid(895, '0.001')], [0]],
    ['undecided in between', [mid(895, '0.9')], []],
    ['undecided by a mid of long before', [mid(880, '0.999')], []],
  ])('settle a window %s by the last one', async (_name, lines, payouts) => {
    const { manifest, rows } = await importMids(lines);
    const settled = await rows('SELECT payout::INTEGER AS payout, source FROM {resolutions}');
    expect(settled).toEqual(payouts.map((payout) => ({ payout, source: 'final_price' })));
    expect(manifest.defects.window_undecided ?? 0).toBe(1 - payouts.length);
  });

  test('that were silent for more than half a minute have a gap', async () => {
    const { rows } = await importMids([mid(5, '0.5'), mid(35, '0.5'), mid(100, '0.5')]);
    const gaps = await rows(`SELECT ("from" / 1000)::DOUBLE AS since,
      ("to" / 1000)::DOUBLE AS until FROM {gaps}`);
    expect(gaps).toEqual([{ since: OPENS + 65_000, until: OPENS + 100_000 }]);
  });

  test.each([
    ['price that is none', mid(11, 'x'), 'not_a_decimal'],
    ['price above 1', mid(11, '1.01'), 'price_out_of_range'],
    ['cut row', '2026-01-02T15:0', 'malformed_row'],
    ['time that is none', mid(11, '0.5').replace('-02T', '-32T'), 'malformed_row'],
    ['window of another length', mid(11, '0.5').replace(',14.8', ',14.1'), 'unknown_market'],
    ['strange asset', mid(11, '0.5', 'B T'), 'unknown_market'],
    ['earlier row', mid(4, '0.5'), 'out_of_order'],
  ])('with a %s keep the rest', async (_name, bad, code) => {
    const { manifest, rows } = await importMids([mid(5, '0.5'), bad, mid(17, '0.6')]);
    expect(Object.keys(manifest.quarantine)).toEqual([code]);
    const [first] = await rows('SELECT file, row::INTEGER AS row FROM {quarantine} LIMIT 1');
    expect(first).toEqual({ file: 'mids.csv.gz', row: 3 });
    expect(manifest.counts.toldPrices).toBe(2);
  });

  testRecorded(
    'as recorded give what a query over the file gives',
    recording('four-asset-15m-mids-2026-01'),
    async (folder) => {
      const { manifest } = await importFolder(folder);
      const [counted] = await query(
        `SELECT count(*)::INTEGER AS mids FROM read_csv('${folder}/mids.csv.gz')`,
      );
      expect(counted).toEqual({ mids: 17_620 });
      expect(manifest.counts).toMatchObject({ toldPrices: 17_620, tokenSeries: 208 });
      const rows = { markets: 208, resolutions: 125, gaps: 40 };
      expect(manifest).toMatchObject({ rows, quarantine: {}, defects: { window_undecided: 83 } });
    },
    60_000,
  );
});
