import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { query, temporaryFolder } from '../../test/support/imported.ts';
import { writeRecording } from '../../test/support/made-up-recording.ts';
import { feedWire, polymarketWire } from '../../test/support/wire.ts';
import { ArchiveSource } from './archive-source.ts';
import { importRecording } from './import-recording.ts';
import { btc5mBooks } from './importers/btc-5m-books.ts';
import { datasetFolder } from './layout.ts';

const DAMAGES: Readonly<Record<string, (path: string) => unknown>> = {
  missing: (path) => rmSync(path),
  empty: (path) => writeFileSync(path, ''),
  'cut off': (path) => writeFileSync(path, readFileSync(path).subarray(0, 2_000)),
  'overwritten by text': (path) => writeFileSync(path, 'x'.repeat(5_000)),
  'overwritten but for its end': (path) => {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, 4, Math.floor(bytes.length * 0.6)));
  },
  'another table': (path) => query(`COPY (SELECT 1 AS other) TO '${path}' (FORMAT parquet)`),
};

test.for(Object.entries(DAMAGES))(
  'an event file that is %s is named, with the remedy',
  async ([, damage]) => {
    const input = await writeRecording(join(temporaryFolder(), 'recording'), 2);
    const root = temporaryFolder();
    const wires = { wire: polymarketWire, feeds: feedWire };
    const importers = [btc5mBooks];
    const { dataset, manifest } = await importRecording({ input, root, importers, ...wires });
    const path = join(datasetFolder(root, dataset), manifest.files[0]?.path ?? '');
    await damage(path);
    const source = await ArchiveSource.open(root);
    const replay = async () => {
      for await (const tape of source.tapes()) expect(tape.length).toBeGreaterThan(0);
    };
    await expect(replay()).rejects.toMatchObject({
      code: 'archive_damaged',
      exitCode: 3,
      message: expect.stringMatching(`${path} cannot be read.*import the recording again`),
    });
    source.close();
  },
);
