import { expect, test } from 'vitest';
import { sharedReading } from './shared-reading.ts';

test('who asks while it is read, or soon after, is told the same', async () => {
  let now = 0;
  let count = 0;
  const read = sharedReading(
    () => now,
    10,
    async () => ++count,
  );
  const first = read();
  now = 1_000;
  expect(await Promise.all([first, read(), read()])).toEqual([1, 1, 1]);
  now += 9;
  expect(await read()).toBe(1);
  now += 1;
  expect(await read()).toBe(2);
});

test('what fails is read anew', async () => {
  let count = 0;
  const read = sharedReading(
    () => 0,
    10,
    async () => {
      if (++count === 1) throw new Error('not now');
      return count;
    },
  );
  await expect(read()).rejects.toThrow('not now');
  expect(await read()).toBe(2);
});
