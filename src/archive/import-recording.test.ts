import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startChild } from '../../test/support/children.ts';
import { temporaryFolder } from '../../test/support/imported.ts';
import { writeRecording } from '../../test/support/made-up-recording.ts';
import { feedWire, polymarketWire } from '../../test/support/wire.ts';
import { UNTOLD } from '../domain/market-facts.ts';
import type { Price, Shares, Timestamp } from '../domain/units.ts';
import { Duck } from './duck.ts';
import { takeLock } from './folder-lock.ts';
import { Recording } from './frame-log/recording.ts';
import { segmentFolder, takeSegments } from './frame-log/take-segments.ts';
import { type ImportReport, importRecording } from './import-recording.ts';
import { btc5mBooks } from './importers/btc-5m-books.ts';
import { frameLogs } from './importers/frame-logs.ts';
import { datasetFolder } from './layout.ts';
import { readManifest } from './manifest-file.ts';
import { verifyArchive } from './verify-archive.ts';

const CHILD = fileURLToPath(new URL('../../test/support/archive-child.ts', import.meta.url));
const wires = { wire: polymarketWire, feeds: feedWire };

function importTo(root: string, input: string): Promise<ImportReport> {
  return importRecording({
    input,
    root,
    importers: [btc5mBooks],
    ...wires,
  });
}

/** A recording of several files, one market each. */
async function recordingOf(files: number): Promise<string> {
  const folder = join(temporaryFolder(), 'recording');
  const path = await writeRecording(folder, files);
  const duck = await Duck.open();
  const slugs = await duck.rows(`SELECT DISTINCT slug FROM read_parquet('${path}') ORDER BY slug`);
  for (const { slug } of slugs) {
    await duck.run(`COPY (SELECT * FROM read_parquet('${path}') WHERE slug = '${slug}'
      ORDER BY timestamp) TO '${folder}/${slug}.parquet' (FORMAT parquet)`);
  }
  duck.close();
  rmSync(path);
  return folder;
}

/** Every file below a folder with its size and time of change. */
function snapshot(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`);
}

const datasetOf = (root: string) => join(root, 'venue=polymarket', 'dataset=btc-5m-books-2026-04');

describe('an import', () => {
  test('of the same recording again changes nothing and says so', async () => {
    const input = await recordingOf(2);
    const root = temporaryFolder();
    const first = await importTo(root, input);
    expect(first).toMatchObject({ changed: true, unitsDone: 2, unitsSkipped: 0 });
    const before = snapshot(root);
    const second = await importTo(root, input);
    expect(second).toMatchObject({ changed: false, unitsDone: 0, unitsSkipped: 2 });
    expect(second.manifest).toEqual(JSON.parse(JSON.stringify(first.manifest)));
    expect(snapshot(root)).toEqual(before);
  });

  test('killed half-way and run again gives the same archive', async () => {
    const input = await recordingOf(4);
    const whole = await importTo(temporaryFolder(), input);
    const root = temporaryFolder();
    const child = startChild(process.execPath, [CHILD, input, root], { stdio: 'pipe' });
    const exit = new Promise<string | null>((resolve) => {
      child.on('exit', (_, signal) => resolve(signal));
    });
    child.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('2')) child.kill('SIGKILL');
    });
    expect(await exit).toBe('SIGKILL');
    expect(readdirSync(datasetOf(root))).not.toContain('manifest.json');
    const resumed = await importTo(root, input);
    expect(resumed.unitsSkipped).toBeGreaterThanOrEqual(2);
    expect(resumed.unitsDone).toBeGreaterThanOrEqual(1);
    expect(resumed.manifest.contentHash).toBe(whole.manifest.contentHash);
    expect(resumed.manifest.files).toEqual(whole.manifest.files);
    expect(await verifyArchive(root)).toMatchObject([{ ok: true }]);
  });

  test('of a part and then of the whole is the import of the whole', async () => {
    const input = await recordingOf(3);
    const whole = await importTo(temporaryFolder(), input);
    const root = temporaryFolder();
    const aside = temporaryFolder();
    const last = readdirSync(input).sort().at(-1)!;
    renameSync(join(input, last), join(aside, last));
    await importTo(root, input);
    renameSync(join(aside, last), join(input, last));
    const grown = await importTo(root, input);
    expect(grown).toMatchObject({ changed: true, unitsDone: 1, unitsSkipped: 2 });
    expect(grown.manifest.contentHash).toBe(whole.manifest.contentHash);
  });

  test('of the same recording takes again what is gone from the archive', async () => {
    const input = await recordingOf(2);
    const root = temporaryFolder();
    const { manifest } = await importTo(root, input);
    const files = manifest.files.map(({ path }) => join(datasetOf(root), path));
    for (const damage of [rmSync, (path: string) => writeFileSync(path, 'x')]) {
      damage(files[0]!);
      const again = await importTo(root, input);
      expect(again).toMatchObject({ changed: true, unitsDone: 1, unitsSkipped: 1 });
      expect(again.manifest.contentHash).toBe(manifest.contentHash);
      expect(await verifyArchive(root)).toMatchObject([{ ok: true }]);
    }
    rmSync(files[0]!);
    rmSync(join(input, manifest.inputs[0]!.name));
    await expect(importTo(root, input)).rejects.toMatchObject({ code: 'archive_damaged' });
  });

  test('has a content hash that knows neither the name nor the files', async () => {
    const input = await recordingOf(2);
    const { manifest } = await importTo(temporaryFolder(), input);
    for (const [i, name] of readdirSync(input).entries()) {
      renameSync(join(input, name), join(input, `other-${1 - i}.parquet`));
    }
    const root = temporaryFolder();
    const importers = [btc5mBooks];
    const named = await importRecording({ input, root, importers, ...wires, name: 'other' });
    expect(named.manifest.units).not.toEqual(manifest.units);
    expect(named.manifest.contentHash).toBe(manifest.contentHash);
  });

  test('of a file that has changed replaces what came from it', async () => {
    const input = await recordingOf(2);
    const root = temporaryFolder();
    await importTo(root, input);
    const [first = '', second = ''] = readdirSync(input).sort();
    const duck = await Duck.open();
    await duck.run(`COPY (SELECT * FROM read_parquet('${join(input, second)}') LIMIT 100)
      TO '${join(input, 'less')}' (FORMAT parquet)`);
    duck.close();
    renameSync(join(input, 'less'), join(input, second));
    const { changed, unitsDone, manifest } = await importTo(root, input);
    expect({ changed, unitsDone }).toEqual({ changed: true, unitsDone: 1 });
    expect(manifest.counts.books).toBe(1_199 + 100);
    expect(manifest.inputs.map((one) => one.name)).toEqual([first, second]);
    expect(await verifyArchive(root)).toMatchObject([{ ok: true }]);
  });

  test('waits for nobody: a lock of a living process refuses, of a dead one does not', async () => {
    const input = await recordingOf(1);
    const root = temporaryFolder();
    await importTo(root, input);
    const lock = join(datasetOf(root), '.import.lock');
    writeFileSync(lock, String(process.ppid));
    await expect(importTo(root, input)).rejects.toMatchObject({ code: 'locked', exitCode: 3 });
    writeFileSync(lock, '2147483646');
    await expect(importTo(root, input)).resolves.toMatchObject({ changed: false });
  });

  test('of something that is not there says so', async () => {
    await expect(importTo(temporaryFolder(), '/nowhere/at/all')).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(importTo(temporaryFolder(), temporaryFolder())).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('verification', () => {
  const faulty = async (damage: (folder: string, files: string[]) => Promise<void> | void) => {
    const root = temporaryFolder();
    const { manifest } = await importTo(root, await recordingOf(2));
    const files = manifest.files.map((file) => join(datasetOf(root), file.path));
    await damage(datasetOf(root), files);
    const [report] = await verifyArchive(root);
    expect(report?.ok).toBe(false);
    return Object.fromEntries(report!.checks.map((check) => [check.name, check]));
  };

  test('finds a file that was cut off, by name', async () => {
    const checks = await faulty((_, [first = '']) => {
      writeFileSync(first, readFileSync(first).subarray(0, 2_000));
    });
    expect(checks.file_readable).toMatchObject({ faults: 1 });
    expect(checks.file_readable?.examples[0]).toMatch(/events\/day=.*import the recording again/);
    expect(checks.recount?.faults).toBeGreaterThan(0);
  });

  test('finds rows that were changed, and a book that is crossed by it', async () => {
    const checks = await faulty(async (_, [first = '']) => {
      const duck = await Duck.open();
      await duck.run(`COPY (SELECT * REPLACE (
          CASE WHEN kind = 1 AND side = 1 AND price < 990000 THEN 20000 ELSE price END AS price)
        FROM read_parquet('${first}', hive_partitioning = false)) TO '${first}' (FORMAT parquet)`);
      duck.close();
    });
    expect(checks.file_content?.faults).toBe(1);
    expect(checks.book_crossed?.faults).toBeGreaterThan(0);
  });

  test('finds files that nobody wrote, and simulated rows among recorded ones', async () => {
    const checks = await faulty(async (folder, [first = '']) => {
      writeFileSync(join(folder, 'events', 'stray.parquet'), 'x');
      const duck = await Duck.open();
      await duck.run(`COPY (SELECT * REPLACE ('simulated' AS provenance)
        FROM read_parquet('${first}', hive_partitioning = false)) TO '${first}' (FORMAT parquet)`);
      duck.close();
    });
    expect(checks.file_known?.faults).toBe(1);
    expect(checks.provenance?.faults).toBe(1);
  });
});

describe('an import of the frames of our own recorder', () => {
  const begin = { dataset: 'live', provenance: 'simulated', heardFrom: 'a test' } as const;
  const time = (second: number) => (1_790_000_000_000_000 + second * 1_000_000) as Timestamp;
  const importers = [frameLogs];

  async function recordingIn(root: string) {
    const limits = { segmentMicros: 900_000_000, segmentBytes: 1 << 26, mostPending: 1 << 20 };
    const input = segmentFolder(root, 'live');
    const options = { ...begin, ...limits, folder: input, session: 'a' };
    const recording = await Recording.start(options, time(0));
    const token = recording.declare({ ...UNTOLD, slug: 'x', source: 'made up' }, time(0)) * 2;
    const print = (second: number) => {
      const [price, size] = [500_000 as Price, 1_000_000 as Shares];
      const at = { token, tsEvent: time(second), isLate: false };
      recording.event({ kind: 'trade', side: 'sell', price, size, ...at }, time(second));
    };
    const importAgain = () => importRecording({ input, root, importers, ...wires });
    return { input, recording, print, importAgain };
  }

  test('is refused while it records', async () => {
    const root = temporaryFolder();
    const { recording, print, importAgain } = await recordingIn(root);
    print(1);
    await recording.stop(time(2));
    const release = await takeLock(datasetFolder(root, 'live'), 'record');
    await expect(importAgain()).rejects.toThrow(/another recorder/);
    await release();
    expect((await importAgain()).manifest.counts.trades).toBe(1);
  });

  test('takes a segment again that has changed, also one put together with others', async () => {
    const root = temporaryFolder();
    const { input, recording, print, importAgain } = await recordingIn(root);
    print(1);
    await recording.rotate(time(10));
    print(11);
    await recording.flush();
    expect((await importAgain()).manifest.counts.trades).toBe(2);
    await takeSegments({ root, begin, compactBefore: '2030-01-01' });
    expect(await importAgain()).toMatchObject({ changed: false });
    print(12);
    await recording.stop(time(20));
    expect((await importAgain()).manifest.counts.trades).toBe(3);
    await takeSegments({ root, begin, compactBefore: '2030-01-01' });
    rmSync(join(input, 'a-000001.frames'));
    expect((await importAgain()).manifest.counts.trades).toBe(3);
    writeFileSync(
      join(input, 'a-000002.frames'),
      readFileSync(join(input, 'a-000002.frames')).subarray(0, -1),
    );
    await expect(importAgain()).rejects.toThrow(/another a-000002.*together with a-000001/s);
  });

  test('by a later importer loses no rows whose frames are gone', async () => {
    const root = temporaryFolder();
    const { input, recording, print } = await recordingIn(root);
    print(1);
    await recording.rotate(time(10));
    print(11);
    await recording.stop(time(20));
    await takeSegments({ root, begin });
    const later = [{ ...frameLogs, version: frameLogs.version + 1 }];
    const importLater = () => importRecording({ input, root, importers: later, ...wires });
    const frames = readFileSync(join(input, 'a-000001.frames'));
    rmSync(join(input, 'a-000001.frames'));
    await expect(importLater()).rejects.toMatchObject({ code: 'version_mismatch' });
    expect((await readManifest(datasetFolder(root, 'live')))?.counts.trades).toBe(2);
    writeFileSync(join(input, 'a-000001.frames'), frames);
    expect(await importLater()).toMatchObject({
      unitsDone: 2,
      manifest: { counts: { trades: 2 } },
    });
  });
});
