import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ArchiveError } from './archive-error.ts';

/**
 * Makes `folder` and those above it, for an archive at `root`. Level by level: Node's recursive
 * mkdir never ends where a folder exists and yet says ENOENT to every new one, as /proc does.
 * @throws ArchiveError unusable_folder when it cannot be made.
 */
export async function makeFolder(root: string, folder: string): Promise<void> {
  for (const level of await missingLevels(root, folder)) {
    try {
      await mkdir(level);
    } catch (cause) {
      // Another import may have made it meanwhile.
      if (codeOf(cause) !== 'EEXIST') throw refusal(root, `${level} cannot be made`, cause);
    }
  }
}

/** The folders that are not there yet, the uppermost first. */
async function missingLevels(root: string, folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (let level = resolve(folder); ; level = dirname(level)) {
    try {
      if ((await stat(level)).isDirectory()) return missing.reverse();
    } catch (cause) {
      const isAbsent = codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR';
      if (isAbsent && level !== dirname(level)) {
        missing.push(level);
        continue;
      }
      throw refusal(root, `${level} cannot be read`, cause);
    }
    throw refusal(root, `${level} is not a folder`);
  }
}

function refusal(root: string, fault: string, cause?: unknown): ArchiveError {
  const code = codeOf(cause);
  const told = code === undefined ? fault : `${fault} (${code})`;
  const message = `no archive can be made in ${root}: ${told}. Name another folder with --to.`;
  return new ArchiveError('unusable_folder', message, cause);
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
