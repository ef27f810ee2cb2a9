import { constants, existsSync, statSync } from 'node:fs';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CommandFailure, EXIT } from '../failure.ts';

/** Writes a file whole or not at all; makes its folder. @throws CommandFailure naming `path`. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw unwritable(path, systemReason(error));
  }
}

/**
 * Told before a long run rather than after it: whether {@link writeWhole} may write there, as far
 * as can be seen without writing. @throws CommandFailure naming `path` when it may not.
 */
export async function requireWritable(path: string): Promise<void> {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  if (isFolder || path.endsWith('/')) throw unwritable(path, 'it names a folder');
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) throw unwritable(path, `${folder} is a file`);
  await access(folder, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw unwritable(path, systemReason(error));
  });
}

function unwritable(path: string, reason: string): CommandFailure {
  const remedy = 'Name another path, or make this one writable.';
  return new CommandFailure(EXIT.failed, `${path} cannot be written: ${reason}`, remedy);
}

/** "ENOSPC: no space left on device", without the call and the path, which may be our own. */
function systemReason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split(',')[0] ?? '';
}

/** A strategy's name as the name of a file. */
export function fileName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
}

/** Sorts by time, and may stand in a folder's name: 20261125t194500z. */
export function timeName(): string {
  return new Date()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '')
    .toLowerCase();
}
