import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ArchiveError } from '../archive-error.ts';
import { DatasetIntake } from '../dataset-intake.ts';
import { Duck } from '../duck.ts';
import { withImportLock } from '../folder-lock.ts';
import type { InputFile } from '../importer.ts';
import {
  checkedBegin,
  frameLogs,
  LOG_SUFFIX,
  logFacts,
  segmentUnit,
  sessionOf,
} from '../importers/frame-logs.ts';
import { recordOf } from '../input-files.ts';
import { datasetFolder } from '../layout.ts';
import { makeFolder } from '../make-folder.ts';
import type { Receipt } from '../receipt.ts';
import { changedSegments, isSame } from './changed-segments.ts';
import { type BeginNote, LOG_VERSION } from './recorder-note.ts';

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
  /** Path of the oldest segment that may still be written to; later ones are left alone too. */
  readonly open?: string | undefined;
  /** Units of days before this one (2026-11-25) are put together, one a day. */
  readonly compactBefore?: string | undefined;
  /** Frames are deleted once their rows are in and they were written before, ms since 1970. */
  readonly deleteBefore?: number | undefined;
};

/**
 * Takes every closed segment that is not in its dataset yet, or that is no longer the one that was
 * taken, and closes the dataset again: from then on a backtest reads it. Killed at any moment and
 * run again, the dataset comes out the same.
 * @throws ArchiveError, after all others are taken, naming the segments that cannot be.
 */
export async function takeSegments(options: TakeOptions): Promise<TakenSegments> {
  const facts = logFacts({ version: LOG_VERSION, ...options.begin });
  const folder = datasetFolder(options.root, facts.name);
  await makeFolder(options.root, folder);
  const duck = await Duck.open();
  try {
    return await withImportLock(folder, async () => {
      const intake = await DatasetIntake.open(duck, folder, facts, frameLogs);
      return takeInto(intake, folder, options);
    });
  } finally {
    duck.close();
  }
}

async function takeInto(
  intake: DatasetIntake,
  folder: string,
  { root, begin, open, compactBefore, deleteBefore }: TakeOptions,
): Promise<TakenSegments> {
  intake.refuseOldLayout();
  const files = (await segmentsIn(segmentFolder(root, begin.dataset))).filter((file) =>
    isClosed(file.name, open),
  );
  const changed = await changedSegments(folder, intake.receipts, files);
  await intake.keep((receipt) => !changed.receipts.has(receipt));
  const missing = files.filter((file) => !intake.holds(segmentUnit(file).key));
  const { own, faults } = await ownSegments(missing, begin);
  const fresh = own.map(segmentUnit);
  let eventRows = 0;
  for (const unit of fresh) {
    const receipt = await intake.take(unit, await recorded(unit.inputs), () => undefined);
    eventRows += receipt.series.reduce((sum, series) => sum + series.rows, 0);
  }
  const { fewer, damaged } = await intake.compactBefore(compactBefore ?? '');
  // A dataset of which nothing is known but what does not belong there is not begun.
  const isBegun = intake.receipts.length > 0 || faults.length === 0;
  if (isBegun && (await intake.manifest()) === undefined) await intake.finish();
  if (changed.receipts.size > 0) await intake.sweep();
  const deleted =
    deleteBefore === undefined ? 0 : await deleteOld(files, intake.receipts, deleteBefore);
  refuseAll([...faults, ...damagedFault(damaged), ...stuckFault(changed.stuck)]);
  return { taken: fresh.map((unit) => unit.key), eventRows, compacted: fewer, deleted };
}

/** Of the open session nothing from the open segment on; other sessions are over. */
function isClosed(name: string, open: string | undefined): boolean {
  if (open === undefined) return true;
  const openName = basename(open);
  return sessionOf(name) !== sessionOf(openName) || name < openName;
}

/** Those that say that they belong here; the faults of the others. */
async function ownSegments(
  files: readonly InputFile[],
  begin: TakeOptions['begin'],
): Promise<{ readonly own: readonly InputFile[]; readonly faults: readonly ArchiveError[] }> {
  const own: InputFile[] = [];
  const faults: ArchiveError[] = [];
  for (const file of files) {
    try {
      // One that has lost its beginning lies in the folder that only this dataset writes to.
      await checkedBegin(file, begin);
      own.push(file);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      faults.push(error);
    }
  }
  return { own, faults };
}

function damagedFault(paths: readonly string[]): ArchiveError[] {
  if (paths.length === 0) return [];
  const message =
    `${paths.join(', ')}: not the rows that were written, so left out where units are put ` +
    'together. See `polydesk archive verify`; delete the receipt to take its frames again.';
  return [new ArchiveError('archive_damaged', message)];
}

function stuckFault(names: readonly string[]): ArchiveError[] {
  if (names.length === 0) return [];
  const message =
    `${names.join(', ')}: not as they were when their rows were taken, and other segments of ` +
    'that day are gone. Put the old files back, or move these away.';
  return [new ArchiveError('damaged_file', message)];
}

/** One error that tells them all. */
function refuseAll([first, ...more]: readonly ArchiveError[]): void {
  if (first === undefined) return;
  const told = [first, ...more].map(({ message }) => message);
  throw more.length === 0 ? first : new ArchiveError(first.code, told.join('\n'));
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

/** Old ones, each only when a receipt vouches for every byte of it: nothing brings them back. */
async function deleteOld(
  files: readonly InputFile[],
  receipts: readonly Receipt[],
  before: number,
): Promise<number> {
  const inputs = receipts.flatMap((receipt) => receipt.inputs);
  const known = new Map(inputs.map((input) => [input.name, input]));
  let deleted = 0;
  for (const file of files) {
    const input = known.get(file.name);
    if (input === undefined || (await stat(file.path)).mtimeMs >= before) continue;
    if (!(await isSame(file, input))) continue;
    await rm(file.path);
    deleted++;
  }
  return deleted;
}
