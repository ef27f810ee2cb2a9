import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ArchiveError } from './archive-error.ts';
import { DATASET_PREFIX } from './layout.ts';
import { isAlive, isOfThread, lockText, processOf } from './lock-owner.ts';

/** Who may be at work in a folder, one of each at a time. */
const LOCKS = {
  import: { file: '.import.lock', holder: 'another import' },
  record: { file: '.record.lock', holder: 'another recorder' },
  /** Of a wallet at a venue: two desks would trade the same dollars. */
  desk: { file: '.desk.lock', holder: 'another desk' },
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

/**
 * Makes the lock file ours. Returns the text of a living holder instead when there is one. To take
 * over from a dead one a second lock is needed: of several that find it dead, one at most goes on,
 * and it looks again first.
 */
async function claim(path: string, own: string): Promise<string | undefined> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, own);
  try {
    if (await isLinked(temporary, path)) return undefined;
    const before = await textOf(path);
    if (isAlive(before)) return before;
    const guard = `${path}.over`;
    const other = await claim(guard, own);
    if (other !== undefined) return other;
    try {
      const now = await textOf(path);
      if (now !== before) return (await isLinked(temporary, path)) ? undefined : now;
      await rename(temporary, path);
      return undefined;
    } finally {
      await giveBack(guard, own);
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Whether `path` did not exist and is now `temporary`, whole from the first moment. */
async function isLinked(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  }
}

async function giveBack(path: string, own: string): Promise<void> {
  if ((await textOf(path)) === own) await rm(path, { force: true });
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
