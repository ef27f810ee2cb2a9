import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { second, startLog } from '../../../test/support/made-up-log.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { segmentFolder, takeSegments } from '../../archive/frame-log/take-segments.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { makeFolder } from '../../archive/make-folder.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import type { Price, Shares } from '../../domain/units.ts';
import { Recorder, type Trouble } from './recorder.ts';

const LIVE = {
  dataset: 'live',
  provenance: 'simulated',
  heardFrom: 'a test',
  segmentMicros: 10_000_000,
  segmentBytes: 1 << 26,
  mostPending: 1 << 20,
  flushMs: 100,
  leastFreeBytes: 0,
} as const;

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
    ...LIVE,
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

test('a segment that cannot be taken keeps nothing from being recorded, and is told', async () => {
  const root = temporaryFolder();
  const foreign = await startLog(temporaryFolder(), { dataset: 'other', session: 'z' });
  const frames = segmentFolder(root, 'live');
  await makeFolder(root, frames);
  await copyFile(await foreign.stop(second(1)), join(frames, 'z-000001.frames'));
  const troubles: Trouble[] = [];
  const clock = new VirtualClock();
  const recorder = await Recorder.start({
    ...LIVE,
    root,
    clock,
    take: takeSegments,
    onTrouble: (trouble) => troubles.push(trouble),
  });
  recorder.recording.declare({ ...UNTOLD, slug: 'x', source: 'made up' }, clock.now());
  await recorder.stop();
  expect(troubles.map(({ code }) => code)).toEqual(['take_failed', 'take_failed']);
  expect(recorder.untaken).toContain('z-000001.frames');
  // All others are in.
  expect((await readManifest(datasetFolder(root, 'live')))?.rows.markets).toBe(1);
});

test('what could never be taken into the dataset is not recorded', async () => {
  const root = temporaryFolder();
  const options = { ...LIVE, root, clock: new VirtualClock(), take: takeSegments };
  const onTrouble = () => {};
  await (await Recorder.start({ ...options, onTrouble })).stop();
  const other = Recorder.start({ ...options, provenance: 'live', onTrouble });
  await expect(other).rejects.toMatchObject({ code: 'other_facts' });
  await (await Recorder.start({ ...options, clock: later(), onTrouble })).stop();
});

function later(): VirtualClock {
  const clock = new VirtualClock();
  clock.advance(1_000);
  return clock;
}
