import { expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { takeSegments } from '../../archive/frame-log/take-segments.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import type { Price, Shares } from '../../domain/units.ts';
import { Recorder } from './recorder.ts';

test('takes that run late leave alone what has been opened meanwhile', async () => {
  const root = temporaryFolder();
  const clock = new VirtualClock();
  let begun = 0;
  let ended = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const recorder = await Recorder.start({
    root,
    clock,
    dataset: 'live',
    provenance: 'simulated',
    heardFrom: 'a test',
    segmentMicros: 10_000_000,
    segmentBytes: 1 << 26,
    mostPending: 1 << 20,
    flushMs: 100,
    leastFreeBytes: 0,
    take: async (options) => {
      if (++begun === 2) await held;
      const taken = await takeSegments(options);
      ended++;
      return taken;
    },
    onTrouble: ({ message }) => {
      throw new Error(message);
    },
  });
  const { recording } = recorder;
  const token = recording.declare({ ...UNTOLD, slug: 'x', source: 'made up' }, clock.now()) * 2;
  const print = () => {
    const tsEvent = clock.now();
    const [price, size] = [500_000 as Price, 1_000_000 as Shares];
    const told = { kind: 'trade', token, tsEvent, side: 'sell', price, size } as const;
    recording.event({ ...told, isLate: false }, tsEvent);
  };
  // Three segments are closed while the take of the first one waits; the fourth is open.
  for (let segment = 1; segment <= 3; segment++) {
    print();
    const { path } = recording;
    while (recording.path === path) await clock.pass(1_000);
  }
  print();
  await clock.pass(1_000);
  await recording.flush();
  release();
  await eventually(() => ended === 4);
  print();
  await recorder.stop();
  const manifest = await readManifest(datasetFolder(root, 'live'));
  expect(manifest?.counts.trades).toBe(5);
  expect(manifest?.units).toHaveLength(4);
});
