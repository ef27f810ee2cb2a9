import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/imported.ts';
import { feedWire, polymarketWire } from '../../test/support/wire.ts';
import { UNTOLD } from '../domain/market-facts.ts';
import type { Timestamp } from '../domain/units.ts';
import { Duck } from './duck.ts';
import { importRecording } from './import-recording.ts';
import type { Importer, MarketNumber, UnitWriter } from './importer.ts';
import { verifyArchive } from './verify-archive.ts';

const OPENS = 1_776_081_600_000_000;
const after = (seconds: number) => (OPENS + seconds * 1_000_000) as Timestamp;

/** Two markets, a winner in each, two gaps in the first, three rows that were refused. */
function write(writer: UnitWriter): void {
  const [first = 0, second = 0] = ['one', 'two'].map((slug) =>
    writer.market({
      ...UNTOLD,
      slug,
      category: 'crypto',
      opensAt: after(0),
      closesAt: after(300),
      source: 'made up',
    }),
  ) as MarketNumber[];
  writer.resolution(first as MarketNumber, winner(1_000_000, 310), 'told');
  writer.resolution(second as MarketNumber, winner(0, 320), 'told');
  writer.gap(first as MarketNumber, 0, after(10), after(20), 'recording_gap');
  writer.gap(first as MarketNumber, 1, after(30), undefined, 'crossed');
  const opening = { end: 'open', boundary: after(0), feed: 'chainlink/btcusd' } as const;
  const own = { ...opening, kind: 'derived', value: 7, text: '0.000007', isExact: true } as const;
  writer.strike(first as MarketNumber, own, after(1));
  const official = { ...opening, kind: 'official', value: 9, text: '0.000009' } as const;
  writer.strike(first as MarketNumber, official, after(2));
  const unknown = { ...opening, kind: 'unknown', why: 'no_print' } as const;
  writer.strike(second as MarketNumber, unknown, after(3));
  for (const row of [1, 2]) writer.quarantine({ file: 'f', row }, 'bad_price', 'no price', 'x');
  writer.quarantine({ file: 'f', row: 3 }, 'no_clock', 'no time', 'x');
}

const winner = (payout: 0 | 1_000_000, at: number) =>
  ({ payout, at: after(at), source: 'venue' }) as const;

/** The faults that verification finds in a dataset one of whose tables is written anew. */
async function faultsOf(table: string, select: string): Promise<Record<string, string[]>> {
  const input = join(temporaryFolder(), 'source.txt');
  writeFileSync(input, 'source');
  const root = temporaryFolder();
  await importRecording({
    input,
    root,
    importers: [importer],
    wire: polymarketWire,
    feeds: feedWire,
  });
  const path = join(root, 'venue=polymarket', 'dataset=tables', `${table}.parquet`);
  const duck = await Duck.open();
  await duck.run(`CREATE TABLE t AS SELECT * FROM read_parquet('${path}')`);
  await duck.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  duck.close();
  const [report] = await verifyArchive(root);
  expect(report?.ok).toBe(report?.checks.every((check) => check.faults === 0));
  const found = report?.checks.filter((check) => check.faults > 0) ?? [];
  for (const check of found) expect(check.examples).toHaveLength(Math.min(check.faults, 5));
  return Object.fromEntries(found.map((check) => [check.name, [...check.examples]]));
}

const importer: Importer = {
  name: 'made-up',
  version: 1,
  recognize: async ({ files }) => ({
    dataset: {
      name: 'tables',
      source: 'made up for a test',
      licence: { text: 'own', class: 'own' },
      provenance: 'simulated',
      replayClock: 'init',
      notes: [],
      complete: undefined,
    },
    units: [{ key: 'all', inputs: files, rows: 1, read: async (writer) => write(writer) }],
  }),
};

describe('verification of the small tables', () => {
  test.each(['resolutions', 'strikes', 'gaps', 'quarantine', 'markets'])(
    'finds nothing where %s is as it was written',
    async (table) => {
      expect(await faultsOf(table, 'SELECT * FROM t')).toEqual({});
    },
  );

  test.each([
    ['resolutions', 'payout', '2::BIGINT', /"payout" is 2 in row 1/],
    ['resolutions', 'payout', 'NULL::BIGINT', /"payout" is empty in row 1/],
    ['resolutions', 'source', `'me'`, /"source" is me in row 1/],
    ['resolutions', 'at', `${after(-1)}::BIGINT`, /decided at \d+ µs, before it opened/],
    ['resolutions', 'market', 'market + 5', /market 5 is not in the dataset/],
    ['gaps', 'market', '-1::BIGINT', /market -1 is not in the dataset/],
    ['gaps', 'outcome', '2::BIGINT', /"outcome" is 2 in row 1/],
    ['gaps', 'from', 'NULL::BIGINT', /"from" is empty in row 1/],
    ['gaps', 'reason', `'rain'`, /"reason" is rain in row 1/],
    ['strikes', 'market', 'market + 5', /market 5 is not in the dataset/],
    ['strikes', 'end', `'middle'`, /"end" is middle in row 1/],
    ['strikes', 'own_at', 'NULL::BIGINT', /"own_at" is empty in row 1/],
    ['strikes', 'unknown', `'hole'`, /own price is known and unknown/],
    ['strikes', 'difference', '3::BIGINT', /differ by 2, not by 3/],
    ['strikes', 'own', '-7::BIGINT', /a price of -7/],
    ['quarantine', 'code', `'bad_luck'`, /bad_luck is none of the manifest's codes/],
    ['quarantine', 'row', '-1::BIGINT', /row -1/],
  ])('finds in %s a %s of %s', async (table, column, value, says) => {
    const faults = await faultsOf(table, `SELECT * REPLACE (${value} AS "${column}") FROM t`);
    expect(faults.table_values?.[0]).toMatch(says);
    expect(faults.table_values?.[0]).toContain(`${table}.parquet`);
    expect(faults.table_content?.length).toBeGreaterThan(0);
  });

  test('finds a gap that ends before it begins', async () => {
    const select = 'SELECT * REPLACE ("from" - 1 AS "to") FROM t';
    expect((await faultsOf('gaps', select)).table_values).toHaveLength(2);
  });

  test('finds two winners of one market', async () => {
    const { table_values } = await faultsOf('resolutions', 'FROM t UNION ALL FROM t LIMIT 3');
    expect(table_values).toEqual([expect.stringContaining('decided twice')]);
  });

  test('finds two rows of one end of a window', async () => {
    const { table_values } = await faultsOf('strikes', 'FROM t UNION ALL FROM t LIMIT 3');
    expect(table_values).toEqual([expect.stringContaining('told twice')]);
  });

  test('finds more refused rows of a code than were counted', async () => {
    const select = `FROM t UNION ALL (FROM t WHERE code = 'no_clock')`;
    const { table_values } = await faultsOf('quarantine', select);
    expect(table_values).toEqual([expect.stringMatching(/no_clock: 2 rows, 1 in the manifest/)]);
  });

  test.each(['resolutions', 'strikes', 'gaps', 'quarantine'])(
    'finds a row less in %s',
    async (table) => {
      const faults = await faultsOf(table, 'FROM t OFFSET 1');
      expect(faults.table_content).toEqual([expect.stringContaining('is missing')]);
      expect(Object.keys(faults).includes('recount')).toBe(table !== 'quarantine');
    },
  );

  test.each([
    ['resolutions', 'note', `'other'`],
    ['gaps', 'from', '"from" + 1'],
    ['quarantine', 'raw', `'y'`],
  ])('finds a possible value in %s that is not the one written', async (table, column, value) => {
    const faults = await faultsOf(table, `SELECT * REPLACE (${value} AS "${column}") FROM t`);
    expect(Object.keys(faults)).toEqual(['table_content']);
  });

  test('finds rows of another provenance', async () => {
    const select = `SELECT * REPLACE ('live' AS provenance) FROM t`;
    expect((await faultsOf('gaps', select)).provenance).toHaveLength(2);
  });

  test.each([
    ['resolutions', 'SELECT * EXCLUDE ("at") FROM t', 'no column "at"'],
    ['gaps', `SELECT * REPLACE (1.5::DOUBLE AS "to") FROM t`, '"to" is DOUBLE'],
    ['markets', 'SELECT * EXCLUDE (slug) FROM t', 'no column "slug"'],
  ])('reports a table that cannot be read: %s', async (table, select, says) => {
    const faults = await faultsOf(table, select);
    expect(faults.file_readable).toEqual([expect.stringContaining(says)]);
  });
});
