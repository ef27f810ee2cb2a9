import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { query, temporaryFolder } from '../../../test/support/imported.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import { DatasetIntake } from '../dataset-intake.ts';
import { Duck } from '../duck.ts';
import { frameLogs, logFacts } from '../importers/frame-logs.ts';
import { datasetFolder } from '../layout.ts';
import { readManifest } from '../manifest-file.ts';
import { verifyArchive } from '../verify-archive.ts';
import { FrameLogWriter } from './frame-log-writer.ts';
import { LOG_VERSION } from './recorder-note.ts';
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
        isLate: false,
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
      compacted: 0,
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

  test('of finished days are put together: fewer files, the same rows, nothing twice', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    const DAY = 86_400;
    for (const second of [1, 1_000, 2_000, DAY, DAY + 1_000]) {
      print(second);
      await recording.rotate(time(second + 10));
    }
    await recording.stop(time(DAY + 2_000));
    await takeSegments({ root, begin });
    const folder = datasetFolder(root, 'live');
    const before = await readManifest(folder);
    const receipts = readdirSync(join(folder, 'receipts'));
    const kept = receipts.map((name) => readFileSync(join(folder, 'receipts', name)));
    const compactBefore = new Date(time(DAY) / 1_000).toISOString().slice(0, 10);
    const { compacted } = await takeSegments({ root, begin, compactBefore });
    expect(compacted).toBe(2);
    const after = await readManifest(folder);
    for (const part of ['counts', 'rows', 'series', 'period', 'hours', 'contentHash'] as const) {
      expect(after?.[part]).toEqual(before?.[part]);
    }
    expect(after?.files.length).toBe((before?.files.length ?? 0) - 2);
    expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
    // As if it had died before the units that were put together were gone.
    for (const [i, name] of receipts.entries()) {
      writeFileSync(join(folder, 'receipts', name), kept[i] ?? '');
    }
    expect((await takeSegments({ root, begin, compactBefore })).taken).toEqual([]);
    expect((await readManifest(folder))?.counts).toEqual(before?.counts);
    expect(readdirSync(join(folder, 'receipts')).length).toBe(receipts.length - 2);
  });

  test('later than the open one of its session are left alone, others taken', async () => {
    const root = temporaryFolder();
    const first = await recordingIn(root);
    first.print(1);
    await first.recording.stop(time(2));
    const { recording, print } = await recordingIn(root, 'b');
    print(3);
    await recording.rotate(time(10));
    print(11);
    await recording.flush();
    const open = join(segmentFolder(root, 'live'), 'b-000001.frames');
    expect((await takeSegments({ root, begin, open })).taken).toEqual(['a-000001']);
    await recording.stop(time(20));
  });

  test('that were taken before their end are taken again, whole', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    print(1);
    await recording.flush();
    await takeSegments({ root, begin });
    print(2);
    await recording.stop(time(3));
    expect((await takeSegments({ root, begin })).taken).toEqual(['a-000001']);
    expect(await tradesIn(root)).toBe(2);
    expect((await takeSegments({ root, begin })).taken).toEqual([]);
  });

  test('that changed are taken again with their day, unless others of it are gone', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    print(1);
    await recording.rotate(time(10));
    print(11);
    await recording.flush();
    await takeSegments({ root, begin, compactBefore: '2030-01-01' });
    print(12);
    await recording.rotate(time(20));
    expect((await takeSegments({ root, begin })).taken).toContain('a-000002');
    expect(await tradesIn(root)).toBe(3);
    await takeSegments({ root, begin, compactBefore: '2030-01-01' });
    await recording.stop(time(30));
    const folder = segmentFolder(root, 'live');
    rmSync(join(folder, 'a-000001.frames'));
    writeFileSync(join(folder, 'a-000002.frames'), 'other');
    const late = { root, begin, deleteBefore: Number.MAX_SAFE_INTEGER };
    await expect(takeSegments(late)).rejects.toThrow(/a-000002.*Put the old files back/s);
    expect(existsSync(join(folder, 'a-000002.frames'))).toBe(true);
    expect(await tradesIn(root)).toBe(3);
  });

  test('put together can be read by the old manifest until the next take', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    for (const second of [1, 1_000]) {
      print(second);
      await recording.rotate(time(second + 10));
    }
    await recording.stop(time(2_000));
    await takeSegments({ root, begin });
    const folder = datasetFolder(root, 'live');
    const before = await readManifest(folder);
    const isThere = () => before?.files.map(({ path }) => existsSync(join(folder, path)));
    const duck = await Duck.open();
    const facts = logFacts({ version: LOG_VERSION, ...begin });
    const intake = await DatasetIntake.open(duck, folder, facts, frameLogs);
    await intake.compactBefore('2030-01-01');
    duck.close();
    // As if it had died before the manifest: the old one still holds, for verification too.
    expect(isThere()).toEqual([true, true]);
    expect(await verifyArchive(root)).toMatchObject([{ ok: true }]);
    await takeSegments({ root, begin });
    expect((await readManifest(folder))?.files).toHaveLength(1);
    expect(isThere()).toEqual([true, true]);
    expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
    // Later rows have higher numbers than those that were put together.
    const later = await recordingIn(root, 'b');
    later.print(5_000);
    await later.recording.stop(time(5_001));
    await takeSegments({ root, begin });
    const [numbers] = await query(`SELECT max(seq) FILTER (ts_init < ${time(3_000)}) <
      min(seq) FILTER (ts_init > ${time(3_000)}) AS rises
      FROM read_parquet('${folder}/events/*/[bd]*.parquet')`);
    expect(numbers).toEqual({ rises: true });
    expect(isThere()).toEqual([false, false]);
    expect(await verifyArchive(root)).toMatchObject([{ ok: true }]);
  });

  test('whose rows were changed are not put together with others, and told', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    for (const second of [1, 1_000, 2_000]) {
      print(second);
      await recording.rotate(time(second + 10));
    }
    await recording.stop(time(3_000));
    await takeSegments({ root, begin });
    const folder = datasetFolder(root, 'live');
    const { path = '' } = (await readManifest(folder))?.files[0] ?? {};
    const duck = await Duck.open();
    await duck.run(`COPY (SELECT * REPLACE (size + 1 AS size)
      FROM read_parquet('${join(folder, path)}', hive_partitioning = false))
      TO '${join(folder, path)}' (FORMAT parquet)`);
    duck.close();
    const compacting = takeSegments({ root, begin, compactBefore: '2030-01-01' });
    await expect(compacting).rejects.toThrow(path);
    // The two others as one, the damaged one, and the last, which has no rows.
    expect((await readManifest(folder))?.units).toHaveLength(3);
    const [report] = await verifyArchive(root);
    const { faults, examples } = report?.checks.find(({ name }) => name === 'file_content') ?? {};
    expect({ faults, examples }).toEqual({ faults: 1, examples: [expect.stringContaining(path)] });
  });

  test('of another provenance, dataset or version are refused, the others taken', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root, 'm');
    print(1);
    await recording.stop(time(2));
    const foreign = {
      live: { provenance: 'live' },
      other: { dataset: 'other' },
      old: { version: 99 },
    };
    for (const [name, change] of Object.entries(foreign)) {
      const path = join(segmentFolder(root, 'live'), `${name}-000001.frames`);
      const writer = await FrameLogWriter.create(path);
      const text = JSON.stringify({ version: LOG_VERSION, ...begin, ...change });
      writer.append({ tsInit: time(5), source: 'recorder/begin', connection: 0, seq: 1, text });
      await writer.close();
    }
    const fault = await takeSegments({ root, begin }).catch((error: Error) => error.message);
    expect(fault).toMatch(/live-000001.* live live.*old-000001.*version 99.*other-000001/s);
    expect((await readManifest(datasetFolder(root, 'live')))?.units).toEqual(['m-000001']);
  });

  test('never change the provenance of their dataset', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    print(1);
    await recording.stop(time(2));
    const live = { ...begin, provenance: 'live' } as const;
    // The simulated recorder was killed before its take; the next one is live.
    await expect(takeSegments({ root, begin: live })).rejects.toMatchObject({
      code: 'foreign_log',
    });
    expect(await readManifest(datasetFolder(root, 'live'))).toBeUndefined();
    await takeSegments({ root, begin });
    await expect(takeSegments({ root, begin: live })).rejects.toMatchObject({
      code: 'other_facts',
    });
    expect((await readManifest(datasetFolder(root, 'live')))?.provenance).toBe('simulated');
  });

  test('are not added to rows of an earlier layout', async () => {
    const root = temporaryFolder();
    const { recording, print } = await recordingIn(root);
    print(1);
    await recording.rotate(time(10));
    await takeSegments({ root, begin, open: join(segmentFolder(root, 'live'), 'a-000002.frames') });
    const path = join(datasetFolder(root, 'live'), 'receipts', 'a-000001.json');
    writeFileSync(
      path,
      JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), layoutVersion: 2 }),
    );
    await recording.stop(time(20));
    await expect(takeSegments({ root, begin })).rejects.toMatchObject({ code: 'version_mismatch' });
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
