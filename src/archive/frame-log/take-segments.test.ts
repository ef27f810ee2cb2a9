import { existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import { datasetFolder } from '../layout.ts';
import { readManifest } from '../manifest-file.ts';
import { verifyArchive } from '../verify-archive.ts';
import { Recording } from './recording.ts';
import { segmentFolder, takeSegments } from './take-segments.ts';

const S = 1_000_000;
const time = (seconds: number) => (1_790_000_000 * S + seconds * S) as Timestamp;
const begin = { dataset: 'live', provenance: 'simulated', heardFrom: 'a test' } as const;

async function recordingIn(root: string, session = 'a') {
  const limits = { segmentMicros: 900 * S, segmentBytes: 1 << 26, mostPending: 1 << 20 };
  const folder = segmentFolder(root, 'live');
  const recording = await Recording.start({ ...begin, ...limits, folder, session }, time(0));
  const token = recording.declare({ ...UNTOLD, slug: 'x', source: 'made up' }, time(0)) * 2;
  const print = (second: number) =>
    recording.event(
      {
        kind: 'trade',
        token,
        tsEvent: time(second),
        side: 'sell',
        price: 500_000 as Price,
        size: (second + 1) as Shares,
      },
      time(second),
    );
  return { recording, print };
}

const tradesIn = async (root: string) =>
  (await readManifest(datasetFolder(root, 'live')))?.counts.trades;

describe('segments', () => {
  test('become rows as they are closed, each once, the open one not yet', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    print(1);
    await recording.rotate(time(10));
    print(11);
    await recording.flush();
    const open = join(segmentFolder(root, 'live'), 'a-000002.frames');
    expect(await takeSegments({ root, begin, open })).toEqual({
      taken: ['a-000001'],
      eventRows: 1,
      deleted: 0,
    });
    expect(await tradesIn(root)).toBe(1);
    expect((await takeSegments({ root, begin, open })).taken).toEqual([]);
    await recording.stop(time(20));
    // The print, and two gaps where the recording stopped: none was heard of but the first token.
    expect(await takeSegments({ root, begin })).toMatchObject({ taken: ['a-000002'] });
    expect(await tradesIn(root)).toBe(2);
    const [report] = await verifyArchive(root);
    expect(report?.ok).toBe(true);
  });

  test('an interrupted take leaves no trace in the next one', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    print(1);
    await recording.stop(time(2));
    const { taken } = await takeSegments({ root, begin });
    const whole = await readManifest(datasetFolder(root, 'live'));
    // As if the program had died after the rows and before the receipt and the manifest.
    const folder = datasetFolder(root, 'live');
    rmSync(join(folder, 'receipts', `${taken[0]}.json`));
    await takeSegments({ root, begin });
    expect((await readManifest(folder))?.contentHash).toBe(whole?.contentHash);
  });

  test('an interrupted close is made up for', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    print(1);
    await recording.stop(time(2));
    await takeSegments({ root, begin });
    // As if the program had died before the manifest.
    rmSync(join(datasetFolder(root, 'live'), 'manifest.json'));
    expect((await takeSegments({ root, begin })).taken).toEqual([]);
    expect(await tradesIn(root)).toBe(1);
  });

  test('old ones are deleted, but only when their rows are in', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    print(1);
    await recording.rotate(time(10));
    await recording.stop(time(20));
    const folder = segmentFolder(root, 'live');
    utimesSync(join(folder, 'a-000001.frames'), 1_000, 1_000);
    const { deleted } = await takeSegments({ root, begin, deleteBefore: 2_000_000 });
    expect(deleted).toBe(1);
    expect(existsSync(join(folder, 'a-000001.frames'))).toBe(false);
    // Its rows stay, and it is not missed.
    expect((await takeSegments({ root, begin })).taken).toEqual([]);
    expect(await tradesIn(root)).toBe(1);
  });
});
