import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from './archive-error.ts';

const LOCK_FILE = '.import.lock';

/** Runs `work` while no other import writes to the dataset. A lock of a dead program is taken. */
export async function withImportLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, LOCK_FILE);
  const own = String(process.pid);
  const taken = await writeFile(path, own, { flag: 'wx' }).then(
    () => true,
    () => false,
  );
  if (!taken) {
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (holder !== process.pid && isRunning(holder)) {
      throw new ArchiveError(
        'locked',
        `another import (process ${holder}) is writing to ${folder}: wait for it, or end it; ` +
          `if process ${holder} is something else, delete ${path}`,
      );
    }
    await writeFile(path, own);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
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
