import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import type { Timestamp } from '../../domain/units.ts';
import { readFrameLog } from './frame-log-reader.ts';
import { Recording } from './recording.ts';

const time = (seconds: number) => ((1_790_000_000 + seconds) * 1_000_000) as Timestamp;

async function recordsIn(folder: string): Promise<number> {
  let count = 0;
  for (const name of readdirSync(folder)) {
    for await (const block of readFrameLog(join(folder, name))) {
      if ('records' in block) count += block.records.length;
    }
  }
  return count;
}

test('counts records and bytes over all segments, and never less than before', async () => {
  const folder = join(temporaryFolder(), 'frames');
  const recording = await Recording.start(
    {
      folder,
      dataset: 'live',
      provenance: 'simulated',
      heardFrom: 'a test',
      session: '20261125T160000Z',
      segmentMicros: 900_000_000,
      segmentBytes: 64 * 2 ** 20,
      mostPending: 1 << 20,
    },
    time(0),
  );
  const seen: number[] = [];
  for (let i = 0; i < 3; i++) {
    recording.frame('clob/market', 1, 'x'.repeat(5_000), time(i));
    await recording.flush();
    let isDone = false;
    const turning = recording.rotate(time(i)).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      seen.push(recording.bytes);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await turning;
  }
  await recording.stop(time(9));
  seen.push(recording.bytes);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(recording.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
  expect(recording.records).toBe(await recordsIn(folder));
});
