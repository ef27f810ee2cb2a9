import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_TIME, type FileRows, replayChunks } from './replay-chunks.ts';

test('a busy minute is cut as often as its rows ask for', () => {
  const files = [{ from: 1_000, to: 1_999, rows: 4_000 }];
  const cuts = replayChunks(files, 1_000).map((chunk) => chunk.to);
  expect(cuts).toEqual([1_250, 1_500, 1_750, 2_000, ALL_TIME.to]);
});

test('files that run at the same time fill a chunk together', () => {
  const files = [
    { from: 0, to: 999, rows: 500 },
    { from: 0, to: 999, rows: 500 },
  ];
  expect(replayChunks(files, 500).map((chunk) => chunk.to)).toEqual([500, 1_000, ALL_TIME.to]);
});

test('a cut falls between two files once half a chunk is gathered', () => {
  const files = [
    { from: 0, to: 999, rows: 700 },
    { from: 1_000, to: 1_999, rows: 700 },
    { from: 5_000, to: 5_999, rows: 300 },
    { from: 6_000, to: 6_999, rows: 600 },
  ];
  const cuts = replayChunks(files, 1_000).map((chunk) => chunk.to);
  expect(cuts).toEqual([1_000, 5_000, ALL_TIME.to]);
});

test('a file that is under way at the end of another one is not cut for it', () => {
  const files = [
    { from: 0, to: 999, rows: 700 },
    { from: 500, to: 1_499, rows: 100 },
    { from: 1_500, to: 2_499, rows: 700 },
  ];
  const cuts = replayChunks(files, 1_000).map((chunk) => chunk.to);
  expect(cuts).toEqual([1_500, ALL_TIME.to]);
});

test('nothing to read is one chunk of all time', () => {
  expect(replayChunks([], 100)).toEqual([ALL_TIME]);
  expect(replayChunks([{ from: 5, to: 5, rows: 0 }], 100)).toEqual([ALL_TIME]);
});

test('chunks cover all time without overlap and hold about as many rows as asked', () => {
  const file = fc
    .record({
      from: fc.integer({ min: 0, max: 100_000 }),
      length: fc.integer({ min: 100, max: 50_000 }),
      rows: fc.integer({ min: 0, max: 20_000 }),
    })
    .map(({ from, length, rows }): FileRows => ({ from, to: from + length - 1, rows }));
  fc.assert(
    fc.property(fc.array(file, { maxLength: 8 }), (files) => {
      const chunkRows = 5_000;
      const chunks = replayChunks(files, chunkRows);
      expect(chunks[0]?.from).toBe(ALL_TIME.from);
      expect(chunks.at(-1)?.to).toBe(ALL_TIME.to);
      for (const [i, chunk] of chunks.entries()) {
        expect(chunk.to).toBeGreaterThan(chunk.from);
        expect(chunk.from).toBe(chunks[i - 1]?.to ?? ALL_TIME.from);
        // A cut falls on a whole µs: at most the rows of one more.
        const densest = files.reduce((sum, one) => sum + one.rows / (one.to + 1 - one.from), 0);
        expect(rowsWithin(files, chunk.from, chunk.to)).toBeLessThan(chunkRows + densest + 1);
      }
    }),
  );
});

function rowsWithin(files: readonly FileRows[], from: number, to: number): number {
  return files.reduce((sum, file) => {
    const end = file.to + 1;
    const shared = Math.max(0, Math.min(to, end) - Math.max(from, file.from));
    return sum + (file.rows * shared) / (end - file.from);
  }, 0);
}
