import { basename, dirname, join, resolve } from 'node:path';
import { claim, giveBack, textOf } from '../locks/claim-file.ts';
import { isOfThread, lockText, processOf } from '../locks/lock-owner.ts';
import { ArchiveError } from './archive-error.ts';
import { DATASET_PREFIX } from './layout.ts';

/** Who may be at work in a folder, one of each at a time. */
const LOCKS = {
  import: { file: '.import.lock', holder: 'another import' },
  record: { file: '.record.lock', holder: 'another recorder' },
} as const;

/**
 * Takes the lock of a folder; returns how to give it back. That of a dead program is
 * taken over. @throws ArchiveError locked, naming the process that holds it.
 */
export async function takeLock(
  folder: string,
  purpose: keyof typeof LOCKS,
): Promise<() => Promise<void>> {
  const { file, holder } = LOCKS[purpose];
  const path = join(folder, file);
  const own = lockText();
  const other = await claim(path, own);
  if (other === undefined) return () => giveBack(path, own);
  const processId = processOf(other);
  throw new ArchiveError(
    'locked',
    `${holder} (process ${processId}) is writing to ${folder}: wait for it, or end it; ` +
      `if process ${processId} is something else, delete ${path}`,
  );
}

/** Runs `work` while no other import writes to the dataset. */
export async function withImportLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return during(await takeLock(folder, 'import'), work);
}

/** Gives back the import lock that a thread of this process held when it died, if it did. */
export async function releaseImportOf(folder: string, thread: number): Promise<void> {
  const path = join(folder, LOCKS.import.file);
  const text = await textOf(path);
  if (isOfThread(text, thread)) await giveBack(path, text);
}

/**
 * Runs `work` while nobody records what it reads: where `input` lies in a dataset's folder, as a
 * recorder's frames do, the recorder's lock is held meanwhile.
 */
export async function withoutRecorder<T>(input: string, work: () => Promise<T>): Promise<T> {
  const dataset = datasetAbove(resolve(input));
  return dataset === undefined ? work() : during(await takeLock(dataset, 'record'), work);
}

async function during<T>(release: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await release();
  }
}

/** The nearest folder of a dataset at or above `path`. */
function datasetAbove(path: string): string | undefined {
  if (basename(path).startsWith(DATASET_PREFIX)) return path;
  const parent = dirname(path);
  return parent === path ? undefined : datasetAbove(parent);
}
