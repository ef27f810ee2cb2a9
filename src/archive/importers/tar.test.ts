import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import { entry, tarOf } from '../../../test/support/tar-of.ts';
import { readTar } from './tar.ts';

const read = (archive: Buffer) =>
  Object.fromEntries([...readTar(archive)].map(({ name, content }) => [name, String(content)]));
const end = Buffer.alloc(1024);

describe('a tar archive', () => {
  test('gives back its files', () => {
    const files = { 'a/b.json': '[1]', empty: '', long: 'x'.repeat(1_500) };
    expect(read(tarOf(files))).toEqual(files);
  });

  test('may name a file in a pax header, and hold folders', () => {
    const archive = Buffer.concat([
      entry('folder/', '', '5'),
      entry('PaxHeader', '27 path=deep/down/name.txt\n', 'x'),
      entry('cut', 'content', '0'),
      entry('next', 'more', '0'),
      end,
    ]);
    expect(read(archive)).toEqual({ 'deep/down/name.txt': 'content', next: 'more' });
  });

  test('that is cut anywhere is an error', () => {
    const archive = tarOf({ 'a.json': 'x'.repeat(700) });
    for (const bytes of [0, 100, 512, 900, 1_600]) {
      expect(() => read(archive.subarray(0, bytes))).toThrow();
    }
  });

  test('with a broken header is an error', () => {
    const archive = tarOf({ 'a.json': '1' });
    archive[3] = 88;
    expect(() => read(archive)).toThrow('no tar header at byte 0');
    archive.write('zz', 148);
    expect(() => read(archive)).toThrow('no number of a tar header');
  });

  testRecorded(
    'as recorded is read to its end',
    recording('multi-asset-books-trades-2025-12/data.tar.gz'),
    (path) => {
      const files = [...readTar(gunzipSync(readFileSync(path)))];
      expect(files).toHaveLength(18);
      for (const { content } of files) expect(() => JSON.parse(String(content))).not.toThrow();
    },
  );
});
