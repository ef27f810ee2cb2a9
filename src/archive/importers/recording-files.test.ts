import { expect, test } from 'vitest';
import type { InputFile } from '../importer.ts';
import { filesOfKind, onlyTar, recordingFiles } from './recording-files.ts';

const inputOf = (...names: readonly string[]) => ({
  files: names.map((name): InputFile => ({ path: `/somewhere/${name}`, name, bytes: 1 })),
});
const isCsv = async ({ name }: InputFile) => name.endsWith('.csv.gz');

test('licences and notes beside a recording are none of its files', () => {
  const names = ['LICENSE', 'a/README.md', 'manifest.json', 'a/rows.csv.gz'];
  expect(recordingFiles(inputOf(...names)).map(({ name }) => name)).toEqual(['a/rows.csv.gz']);
});

test('all files are of one kind, and there are some', async () => {
  const found = await filesOfKind(inputOf('a.csv.gz', 'b.csv.gz', 'NOTICE'), isCsv);
  expect(found?.map(({ name }) => name)).toEqual(['a.csv.gz', 'b.csv.gz']);
  expect(await filesOfKind(inputOf('a.csv.gz', 'b.json.gz'), isCsv)).toBeUndefined();
  expect(await filesOfKind(inputOf('NOTICE'), isCsv)).toBeUndefined();
});

test('a tar is the whole recording', () => {
  expect(onlyTar(inputOf('all.tar.gz', 'LICENSE'))?.name).toBe('all.tar.gz');
  for (const names of [
    [],
    ['all.tar'],
    ['all.tar.gz', 'more.tar.gz'],
    ['all.tar.gz', 'b.csv.gz'],
  ]) {
    expect(onlyTar(inputOf(...names))).toBeUndefined();
  }
});
