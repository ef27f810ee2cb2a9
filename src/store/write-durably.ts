import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';

/** Replaces a small file: afterwards it is the old or the new one, also after a loss of power. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  await writeSynced(beside, text);
  await rename(beside, path);
}

/** Makes a file, whole from its first moment; false, and nothing is written, where one stands. */
export async function createDurably(path: string, text: string): Promise<boolean> {
  const beside = `${path}.${randomUUID()}.new`;
  try {
    await writeSynced(beside, text);
    await link(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
