// Rows as they come from broken disks and broken recorders: nothing may throw, nothing may vanish.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importFiles } from '../../../test/support/imported.ts';
import { tarOf } from '../../../test/support/tar-of.ts';

const START = 1_770_030_000;
const anyPrice = fc.constantFrom(
  '0.5',
  '0.51',
  '0',
  '1',
  '-1',
  'NaN',
  '',
  '1e-3',
  '0.1234567',
  'x',
);
const junk = fc.constantFrom('', ',', ',,,,,,,,', 'a,b', '0,0,0,0,0,0,0,0,0', '\u0000', '"x,y"');
const rare = <T>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: unusual });

/** Imports take a good part of a second, so each run holds many rows. */
const RUNS = { numRuns: 8 };
const manyRows = <T>(row: fc.Arbitrary<T>) => fc.array(row, { minLength: 60, maxLength: 200 });

test('every best price is a quote, in quarantine or counted as dropped', async () => {
  const second = rare(fc.integer({ min: 0, max: 899 }), fc.integer({ min: -2_000, max: 2_000 }));
  const quoted = fc
    .tuple(second, anyPrice, anyPrice, anyPrice, anyPrice, second)
    .map(([at, a, b, c, d, left]) => {
      const expiry = rareLeft(at, left);
      return `x,${(START + at) * 1_000},${a},${b},0,${c},${d},0,${expiry}`;
    });
  const header =
    'timestamp,timestamp_ms,call_bid,call_ask,call_mid,put_bid,put_ask,put_mid,seconds_to_expiry';
  await fc.assert(
    fc.asyncProperty(manyRows(rare(quoted, junk)), async (lines) => {
      const { manifest } = await importFiles({
        'p.csv.gz': gzipSync([header, ...lines].join('\n')),
      });
      const { quarantine, defects, counts } = manifest;
      const whole = (quarantine.malformed_row ?? 0) + (quarantine.unknown_market ?? 0);
      const first = defects.first_row_of_the_market_before_dropped ?? 0;
      const before = defects.quote_of_the_market_before_dropped ?? 0;
      const refused = Object.values(quarantine).reduce((sum, count) => sum + count, 0) - whole;
      const rows = lines.filter((line) => line !== '').length;
      expect(counts.books + refused + before).toBe(2 * (rows - whole - first));
    }),
    RUNS,
  );
});

function rareLeft(at: number, other: number): string {
  return other % 10 === 0 ? String(other) : (900 - at).toFixed(1);
}

test('baseball rows of any kind never stop the import', async () => {
  const moved = fc
    .record({
      token: rare(fc.constantFrom('1', '2'), fc.constantFrom('', '01', '3', 'x')),
      type: rare(fc.constantFrom('book', 'price_change'), fc.constantFrom('', 'trade')),
      price: rare(fc.constantFrom('0.4', '0.5', '0.6'), anyPrice),
      side: rare(fc.constantFrom('bid', 'ask', 'BID'), fc.constantFrom('', 'buy')),
      size: rare(fc.constantFrom('0', '1', '2.5'), anyPrice),
      at: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ token, type, price, side, size, at }) => {
      const time = START * 1_000 + at;
      return `mlb-a-b,${token},9,${type},${price},${side},${size},h${at},${time}`;
    });
  const header = 'market_slug,asset_id,market_id,event_type,price,side,size,hash,timestamp';
  await fc.assert(
    fc.asyncProperty(manyRows(rare(moved, junk)), async (lines) => {
      const { manifest } = await importFiles({
        'g.csv.gz': gzipSync([header, ...lines].join('\n')),
      });
      const bad = lines.filter((line) => line !== '' && !line.startsWith('mlb-a-b,')).length;
      expect(manifest.quarantine.malformed_row ?? 0).toBeGreaterThanOrEqual(bad);
    }),
    RUNS,
  );
});

test('frames of any kind never stop the import', async () => {
  const text = rare(fc.constantFrom('1', '2', '0.5', '0.6', 'BUY'), fc.string());
  const part = fc.dictionary(
    fc.constantFrom(
      'event_type',
      'asset_id',
      'market',
      'timestamp',
      'bids',
      'asks',
      'price',
      'size',
    ),
    fc.oneof(
      text,
      fc.constant('book'),
      fc.constant(String(START * 1_000)),
      fc.array(fc.jsonValue()),
    ),
  );
  const source = fc.constantFrom('polymarket_clob', 'polymarket_rtds_chainlink', 'binance', 'x');
  const envelope = fc
    .tuple(source, fc.nat(1_000), fc.oneof(part, fc.jsonValue()))
    .map(([from, at, payload]) =>
      JSON.stringify({
        run_id: 'r',
        source: from,
        recv_wall_ts: START * 1_000 + at,
        ingest_seq: at,
        payload: JSON.stringify(payload),
      }),
    );
  await fc.assert(
    fc.asyncProperty(manyRows(rare(envelope, junk)), async (lines) => {
      const frames = ['{"run_id":"first"}', ...lines].join('\n');
      const files = { 'run/markets.jsonl': '{}\n', 'run/raw_messages.jsonl': frames };
      const { manifest } = await importFiles({ 's.tar.gz': gzipSync(tarOf(files)) });
      const bad = lines.filter((line) => line !== '' && !line.startsWith('{"run_id"')).length;
      expect(manifest.quarantine.malformed_row).toBe(1 + bad);
    }),
    RUNS,
  );
});

test('every mid is a told price or in quarantine', async () => {
  const minutes = fc.constantFrom('14.9', '8.2', '0.0', '15.0', '-1', '8', '99.9', '');
  const asset = rare(fc.constantFrom('BTC', 'XRP'), fc.constantFrom('', 'b t', 'DOGEDOGEDOGE'));
  const written = rare(
    fc.integer({ min: 0, max: 899 }).map((s) => new Date(START * 1_000 + s * 1_000).toISOString()),
    fc.constantFrom('', 'now', '2026-02-30T00:00:00.000Z', '2026-01-01'),
  ).map((text) => text.replace('.000Z', 'Z'));
  const mids = fc
    .tuple(written, asset, anyPrice, minutes)
    .map(([at, name, price, left]) => `${at},${name},${price},+0.010,${left}`);
  const header = 'ts_utc_assumed,asset,up_mid,velocity,minutes_left';
  await fc.assert(
    fc.asyncProperty(manyRows(rare(mids, junk)), async (lines) => {
      const { manifest } = await importFiles({
        'm.csv.gz': gzipSync([header, ...lines].join('\n')),
      });
      const { quarantine, counts } = manifest;
      const refused = Object.values(quarantine).reduce((sum, count) => sum + count, 0);
      const rows = lines.filter((line) => line !== '').length;
      expect((counts.toldPrices ?? 0) + refused).toBe(rows);
    }),
    RUNS,
  );
});

test('every quote of an hour is a book or in quarantine', async () => {
  const written = rare(
    fc.integer({ min: 0, max: 3_599 }).map((second) => {
      const at = new Date(Date.UTC(2025, 6, 22, 13) + second * 1_000).toISOString();
      return at.slice(0, 19).replace('T', ' ');
    }),
    fc.constantFrom('', '2025-13-01 00:00:00', 'noon'),
  );
  const name = rare(
    fc.constant('"Bitcoin Up or Down - July 22, 9AM ET"'),
    fc.constantFrom('', '"', '"Solana Up or Down - July 22, 9AM ET"', 'Bitcoin, Up'),
  );
  const quotes = fc
    .tuple(written, name, anyPrice, anyPrice)
    .map(([at, market, bid, ask]) => `1,${at},${market},80059,${bid},${ask},118000.5`);
  const header = 'id,timestamp,market_name,token_id,best_bid,best_ask,btc_usdt_spot';
  await fc.assert(
    fc.asyncProperty(manyRows(rare(quotes, junk)), async (lines) => {
      const { manifest } = await importFiles({
        'btc_q.csv.gz': gzipSync([header, ...lines].join('\n')),
      });
      const { quarantine, counts } = manifest;
      const refused = Object.values(quarantine).reduce((sum, count) => sum + count, 0);
      const rows = lines.filter((line) => line !== '').length;
      expect(counts.books + refused).toBe(rows);
    }),
    RUNS,
  );
});
