import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/imported.ts';
import { writeRecording } from '../../test/support/made-up-recording.ts';
import { feedWire, polymarketWire } from '../../test/support/wire.ts';
import { ArchiveSource } from './archive-source.ts';
import { Duck } from './duck.ts';
import { importRecording } from './import-recording.ts';
import { btc5mBooks } from './importers/btc-5m-books.ts';

/** An archive of two markets, one of whose small tables is then written anew by `select`. */
async function archiveWith(file: string, select: string): Promise<string> {
  const input = join(temporaryFolder(), 'recording');
  await writeRecording(input, 2);
  const root = temporaryFolder();
  const { dataset } = await importRecording({
    input,
    root,
    importers: [btc5mBooks],
    wire: polymarketWire,
    feeds: feedWire,
  });
  const path = join(root, 'venue=polymarket', `dataset=${dataset}`, file);
  const duck = await Duck.open();
  await duck.run(`CREATE TABLE t AS ${select} FROM read_parquet('${path}')`);
  await duck.run(`COPY t TO '${path}' (FORMAT parquet)`);
  duck.close();
  return root;
}

async function fault(file: string, select: string): Promise<unknown> {
  const root = await archiveWith(file, select);
  try {
    (await ArchiveSource.open(root)).close();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('a damaged small table is refused, with its file and column', () => {
  test.each([
    ['resolutions.parquet', 'SELECT * EXCLUDE ("at")', 'no column "at"'],
    ['resolutions.parquet', `SELECT * REPLACE ('NaN'::DOUBLE AS "at")`, '"at" is DOUBLE'],
    ['resolutions.parquet', 'SELECT * REPLACE (NULL::BIGINT AS "at")', '"at" is empty in row 1'],
    ['resolutions.parquet', 'SELECT * REPLACE (2::BIGINT AS payout)', '"payout" is 2 in row 1'],
    ['resolutions.parquet', `SELECT * REPLACE ('me' AS source)`, '"source" is me in row 1'],
    ['resolutions.parquet', 'SELECT * REPLACE (1::BIGINT << 60 AS "at")', '"at" is 11529'],
    ['markets.parquet', 'SELECT * EXCLUDE (slug)', 'no column "slug"'],
    ['markets.parquet', 'SELECT * EXCLUDE (market)', 'no column "market"'],
    ['markets.parquet', 'SELECT * EXCLUDE (fee)', 'no column "fee"'],
    ['markets.parquet', `SELECT * REPLACE (NULL::VARCHAR AS fee_source)`, '"fee_source" is empty'],
    ['markets.parquet', `SELECT * REPLACE ('[' AS ticks_0)`, '"ticks_0" is [ in row 1'],
    ['gaps.parquet', 'SELECT * EXCLUDE (outcome)', 'no column "outcome"'],
  ])('%s: %s', async (file, select, says) => {
    const error = await fault(file, select);
    expect(error).toMatchObject({ name: 'ArchiveError', code: 'archive_damaged' });
    expect(String(error)).toContain(file);
    expect(String(error)).toContain(says);
  });
});

test('tables as they were written are read without a word', async () => {
  expect(await fault('resolutions.parquet', 'SELECT *')).toBeUndefined();
});

test('a table of before rewards were written says nothing of them', async () => {
  const select = 'SELECT * EXCLUDE (rewards, rewards_source, created_at)';
  const source = await ArchiveSource.open(await archiveWith('markets.parquet', select));
  expect(source.markets.map(({ rewards, createdAt }) => [rewards, createdAt])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
  source.close();
});

test('what rests earn, and when a market was made, is read as it was written', async () => {
  const rewards = '{"perDay":5000000,"minimumSize":20000000,"mostSpread":45000,"restFor":3500000}';
  const select = `SELECT * REPLACE ('${rewards}' AS rewards, 'told' AS rewards_source,
    7::BIGINT AS created_at)`;
  const source = await ArchiveSource.open(await archiveWith('markets.parquet', select));
  expect(source.markets[0]).toMatchObject({
    rewards: { value: JSON.parse(rewards), source: 'told' },
    createdAt: 7,
  });
  source.close();
});
