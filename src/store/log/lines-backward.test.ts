import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { linesBackward, placedLinesBackward } from './lines-backward.ts';

test('gives all lines, the last first, wherever pieces begin', () => {
  const path = join(temporaryFolder(), 'lines');
  const text = fc.array(fc.string({ unit: 'grapheme' })).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (whole, pieceBytes) => {
      writeFileSync(path, whole);
      const lines = whole.split('\n').filter((line) => line !== '');
      expect([...linesBackward(path, pieceBytes)]).toEqual(lines.reverse());
    }),
  );
});

test('each line can be gone on from: those before it follow, and no others', () => {
  const path = join(temporaryFolder(), 'lines');
  const text = fc.array(fc.string({ unit: 'grapheme' })).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (whole, pieceBytes) => {
      writeFileSync(path, whole);
      const bytes = Buffer.from(whole);
      const all = [...placedLinesBackward(path, undefined, pieceBytes)];
      for (const [i, { text: line, at }] of all.entries()) {
        expect(bytes.toString('utf8', at, at + Buffer.byteLength(line))).toBe(line);
        expect([...placedLinesBackward(path, at, pieceBytes)]).toEqual(all.slice(i + 1));
      }
    }),
    { numRuns: 50 },
  );
});

test('a file that is longer than memory is read from its end, and no further than asked', () => {
  const path = join(temporaryFolder(), 'long');
  writeFileSync(path, '');
  // A hole: nothing stands on the disk.
  truncateSync(path, 2 ** 40);
  writeFileSync(path, '\none\ntwo\n', { flag: 'a' });
  const lines = linesBackward(path);
  expect([lines.next().value, lines.next().value]).toEqual(['two', 'one']);
  lines.return(undefined);
});
