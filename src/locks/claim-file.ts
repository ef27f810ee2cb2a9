import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isAlive } from './lock-owner.ts';

/**
 * Makes the lock file ours, `own` being its text. Returns the text of a living holder instead when
 * there is one. To take over from a dead one a second lock is needed: of several that find it dead,
 * one at most goes on, and it looks again first.
 */
export async function claim(
  path: string,
  own: string,
  lives: (text: string) => boolean = isAlive,
): Promise<string | undefined> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, own, { mode: 0o600 });
  try {
    for (;;) {
      if (await isLinked(temporary, path)) return undefined;
      const before = await heldText(path);
      // Given back meanwhile: it is anybody's again.
      if (before === undefined) continue;
      if (lives(before)) return before;
      const guard = `${path}.over`;
      const other = await claim(guard, own, lives);
      if (other !== undefined) return other;
      try {
        if ((await heldText(path)) !== before) continue;
        await rename(temporary, path);
        return undefined;
      } finally {
        await giveBack(guard, own);
      }
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

/** Takes the lock file out, where it is ours. */
export async function giveBack(path: string, own: string): Promise<void> {
  if ((await textOf(path)) === own) await rm(path, { force: true });
}

/** What stands in a lock file; nothing where there is none. */
export function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

/** Undefined: there is no such file, so nobody holds it. */
async function heldText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    return '';
  }
}
