import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetIntake } from '../dataset-intake.ts';
import { Duck } from '../duck.ts';
import { withImportLock } from '../folder-lock.ts';
import type { InputFile } from '../importer.ts';
import { frameLogs, LOG_SUFFIX, logFacts, segmentUnit } from '../importers/frame-logs.ts';
import { recordOf } from '../input-files.ts';
import { datasetFolder } from '../layout.ts';
import { makeFolder } from '../make-folder.ts';
import type { BeginNote } from './recorder-note.ts';

/** Where the segments of a recorded dataset lie: beside its rows. */
export function segmentFolder(root: string, dataset: string): string {
  return join(datasetFolder(root, dataset), 'frames');
}

export type TakenSegments = {
  /** Names of the segments taken in, in order. */
  readonly taken: readonly string[];
  readonly eventRows: number;
  /** So many units are fewer, because those of finished days were put together. */
  readonly compacted: number;
  /** Segments that a receipt vouches for and that were too old to keep. */
  readonly deleted: number;
};

export type TakeOptions = {
  readonly root: string;
  readonly begin: Pick<BeginNote, 'dataset' | 'provenance' | 'heardFrom'>;
  /** Path of the segment that is still being written. */
  readonly open?: string | undefined;
  /** Units of days before this one (2026-11-25) are put together, one a day. */
  readonly compactBefore?: string | undefined;
  /** Frames are deleted once their rows are in and they were written before, ms since 1970. */
  readonly deleteBefore?: number | undefined;
};

/**
 * Takes every closed segment that is not in its dataset yet, and closes the dataset again: from
 * then on a backtest reads it. Killed at any moment and run again, the dataset comes out the same.
 */
export async function takeSegments(options: TakeOptions): Promise<TakenSegments> {
  const { root, begin, open, compactBefore, deleteBefore } = options;
  const facts = logFacts({ version: 1, ...begin });
  const folder = datasetFolder(root, facts.name);
  const frames = segmentFolder(root, facts.name);
  await makeFolder(root, folder);
  const duck = await Duck.open();
  try {
    return await withImportLock(folder, async () => {
      const intake = await DatasetIntake.open(duck, folder, facts, frameLogs);
      const files = (await segmentsIn(frames)).filter((file) => file.path !== open);
      const fresh = files.map(segmentUnit).filter((unit) => !intake.holds(unit.key));
      await intake.keep(() => true);
      let eventRows = 0;
      for (const unit of fresh) {
        const receipt = await intake.take(unit, await recorded(unit.inputs), () => undefined);
        eventRows += receipt.series.reduce((sum, series) => sum + series.rows, 0);
      }
      const compacted = compactBefore === undefined ? 0 : await intake.compactBefore(compactBefore);
      if ((await intake.manifest()) === undefined) await intake.finish();
      const deleted = deleteBefore === undefined ? 0 : await deleteOld(files, deleteBefore);
      return { taken: fresh.map((unit) => unit.key), eventRows, compacted, deleted };
    });
  } finally {
    duck.close();
  }
}

async function segmentsIn(folder: string): Promise<InputFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(LOG_SUFFIX));
  return Promise.all(
    names.sort().map(async (name) => {
      const path = join(folder, name);
      return { path, name, bytes: (await stat(path)).size };
    }),
  );
}

function recorded(inputs: readonly InputFile[]) {
  return Promise.all(inputs.map(recordOf));
}

/** All of them are in the dataset by now. */
async function deleteOld(files: readonly InputFile[], before: number): Promise<number> {
  let deleted = 0;
  for (const { path } of files) {
    if ((await stat(path)).mtimeMs >= before) continue;
    await rm(path);
    deleted++;
  }
  return deleted;
}
