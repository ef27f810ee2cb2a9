// Runs the real import on files made for a test, or on a recording, into a folder of its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Duck, type DuckRow } from '../../src/archive/duck.ts';
import { type ImportReport, importRecording } from '../../src/archive/import-recording.ts';
import { IMPORTERS } from '../../src/archive/importers/registry.ts';
import { feedWire } from '../../src/feeds/wire/feed-wire.ts';
import { polymarketWire } from '../../src/polymarket/wire/wire.ts';

export type Imported = Pick<ImportReport, 'manifest' | 'importer'> & {
  /** The archive. */
  readonly root: string;
  /** SQL over the dataset; `{events}` and the like stand for its tables. */
  rows(sql: string): Promise<DuckRow[]>;
};

/** A new folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Imports files given by name and content. */
export function importFiles(files: Readonly<Record<string, string | Buffer>>): Promise<Imported> {
  const input = join(temporaryFolder(), 'recording');
  for (const [name, content] of Object.entries(files)) {
    const path = join(input, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return importFolder(input);
}

/** Imports a recording. */
export async function importFolder(input: string): Promise<Imported> {
  const root = temporaryFolder();
  const { manifest, importer, dataset } = await importRecording({
    input,
    root,
    importers: IMPORTERS,
    wire: polymarketWire,
    feeds: feedWire,
  });
  const folder = join(root, 'venue=polymarket', `dataset=${dataset}`);
  const rows = async (sql: string) => {
    const duck = await Duck.open();
    try {
      return await duck.rows(sql.replaceAll(/\{(\w+)\}/g, (_, table) => tableOf(folder, table)));
    } finally {
      duck.close();
    }
  };
  return { root, manifest, importer, rows };
}

/** Rows of a query over any files, without an archive: the independent count. */
export async function query(sql: string): Promise<DuckRow[]> {
  const duck = await Duck.open();
  try {
    return await duck.rows(sql);
  } finally {
    duck.close();
  }
}

function tableOf(folder: string, table: string): string {
  const small = ['markets', 'resolutions', 'gaps', 'quarantine'].includes(table);
  return `read_parquet('${folder}/${table}${small ? '.parquet' : '/**/*.parquet'}')`;
}
