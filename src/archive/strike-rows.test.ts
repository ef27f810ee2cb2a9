import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/imported.ts';
import { madeUp, second, startLog, takeLog } from '../../test/support/made-up-log.ts';
import type { StrikeNews } from '../domain/strike.ts';
import { archiveInfo } from './archive-info.ts';
import { Duck } from './duck.ts';
import { datasetFolder } from './layout.ts';
import { readManifest } from './manifest-file.ts';
import { verifyArchive } from './verify-archive.ts';

const FEED = 'chainlink/btcusd-twap60';
const open = { end: 'open', boundary: second(0), feed: FEED } as const;
const close = { end: 'close', boundary: second(300), feed: FEED } as const;
const own: StrikeNews = {
  ...open,
  kind: 'derived',
  value: 70_000_000_000,
  text: '70000',
  isExact: true,
};
const told = { kind: 'official', value: 70_000_000_001, text: '70000.000001' } as const;

/** An archive of two runs of a recorder, the second of which knows nothing of the opening. */
async function archived(): Promise<string> {
  const root = temporaryFolder();
  const first = await startLog(root);
  const market = first.declare(madeUp('x'), second(0));
  first.strike(market, own, second(2));
  first.strike(market, { ...open, ...told }, second(330));
  first.strike(market, { ...close, kind: 'unknown', why: 'hole' }, second(420));
  first.strike(market, { ...close, ...told }, second(430));
  first.strike(7, { ...close, ...told }, second(431));
  await first.stop(second(440));
  const next = await startLog(root, { session: 'b' }, second(490));
  const again = next.declare(madeUp('x'), second(490));
  next.strike(again, { ...open, kind: 'unknown', why: 'no_print' }, second(500));
  next.strike(again, { ...open, ...told }, second(501));
  await next.stop(second(502));
  await takeLog(root);
  return root;
}

test('a strike has both prices, each with the time since when it is known', async () => {
  const root = await archived();
  const folder = datasetFolder(root, 'live');
  const duck = await Duck.open();
  const rows = await duck.rows(
    `SELECT "end", feed, own_text, own_at, unknown, official, official_at, difference
     FROM read_parquet('${join(folder, 'strikes.parquet')}') ORDER BY boundary`,
  );
  duck.close();
  const at = (seconds: number) => BigInt(second(seconds));
  const official = { feed: FEED, official: 70_000_000_001n };
  // What was known stays, as of when it was.
  const opening = { own_text: '70000', own_at: at(2), official_at: at(330), difference: 1n };
  const closing = { own_text: null, own_at: null, official_at: at(430), difference: null };
  expect(rows).toEqual([
    { end: 'open', ...official, ...opening, unknown: null },
    { end: 'close', ...official, ...closing, unknown: 'hole' },
  ]);
});

test('strikes are counted and verified, and one of an unknown market is kept apart', async () => {
  const root = await archived();
  const manifest = await readManifest(datasetFolder(root, 'live'));
  expect(manifest).toMatchObject({ rows: { strikes: 2 }, quarantine: { unknown_market: 1 } });
  const [info] = await archiveInfo(root);
  expect(info?.strikes).toEqual({ agreed: 0, differed: 1, unchecked: 0, unknown: 1 });
  const [report] = await verifyArchive(root);
  expect(report?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
});
