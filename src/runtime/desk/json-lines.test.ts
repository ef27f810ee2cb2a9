import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLines } from './json-lines.ts';

async function all(pieces: readonly Uint8Array[]): Promise<unknown[]> {
  async function* body() {
    yield* pieces;
  }
  const values: unknown[] = [];
  for await (const value of jsonLines(body())) values.push(value);
  return values;
}

test('gives each line once, wherever pieces begin', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.json()), fc.integer({ min: 1, max: 9 }), async (values, size) => {
      const bytes = Buffer.from(values.map((value) => `${value}\n`).join(''));
      const count = Math.ceil(bytes.length / size);
      const pieces = Array.from({ length: count }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(await all(pieces)).toEqual(values.map((value) => JSON.parse(value)));
    }),
  );
});

test('a line that does not end is none, and what is no JSON throws', async () => {
  expect(await all([Buffer.from('{"a":1}\n{"b"')])).toEqual([{ a: 1 }]);
  await expect(all([Buffer.from('a\n')])).rejects.toThrow();
});
