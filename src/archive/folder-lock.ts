import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from './archive-error.ts';

/** Who may be at work on a dataset, one of each at a time. */
const LOCKS = {
  import: { file: '.import.lock', holder: 'another import' },
  record: { file: '.record.lock', holder: 'another recorder' },
} as const;

/**
 * Takes the lock of a dataset's folder; returns how to give it back. That of a dead program is
 * taken over. @throws ArchiveError locked, naming the process that holds it.
 */
export async function takeLock(
  folder: string,
  purpose: keyof typeof LOCKS,
): Promise<() => Promise<void>> {
  const { file, holder } = LOCKS[purpose];
  const path = join(folder, file);
  const own = String(process.pid);
  const taken = await writeFile(path, own, { flag: 'wx' }).then(
    () => true,
    () => false,
  );
  if (!taken) {
    const processId = Number(await readFile(path, 'utf8').catch(() => ''));
    if (processId !== process.pid && isRunning(processId)) {
      throw new ArchiveError(
        'locked',
        `${holder} (process ${processId}) is writing to ${folder}: wait for it, or end it; ` +
          `if process ${processId} is something else, delete ${path}`,
      );
    }
    await writeFile(path, own);
  }
  return () => rm(path, { force: true });
}

/** Runs `work` while no other import writes to the dataset. */
export async function withImportLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const release = await takeLock(folder, 'import');
  try {
    return await work();
  } finally {
    await release();
  }
}

function isRunning(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return !isZombie(processId);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** Killed but not yet buried by its parent, which in a container may never happen. */
function isZombie(processId: number): boolean {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}
