import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { peekHeader, readCsv } from './gzip-csv.ts';

function fileOf(name: string, content: string | Buffer) {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return { path, name, bytes: content.length };
}

test('the header is told without the rows, and the rows with it', async () => {
  const file = fileOf('a.csv.gz', gzipSync('\uFEFFtime,price\r\n1,0.5\n'));
  expect(await peekHeader(file)).toEqual(['time', 'price']);
  const { header, rows } = await readCsv(file);
  expect(header).toEqual(['time', 'price']);
  expect([...rows]).toEqual([{ line: 2, fields: ['1', '0.5'], raw: '1,0.5' }]);
});

test.each([
  ['another ending', 'a.csv', gzipSync('time,price\n'), []],
  ['no gzip file', 'a.csv.gz', 'time,price\n', ['']],
])('%s has no column of ours', async (_what, name, content, header) => {
  expect(await peekHeader(fileOf(name, content))).toEqual(header);
});

test('one that breaks off is named when it is read', async () => {
  const packed = gzipSync('time,price\n1,0.5\n'.repeat(1_000));
  const file = fileOf('a.csv.gz', packed.subarray(0, packed.length - 20));
  await expect(readCsv(file)).rejects.toThrow(/a\.csv\.gz/);
});
