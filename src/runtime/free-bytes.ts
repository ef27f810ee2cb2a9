import { statfs } from 'node:fs/promises';

/** Room that is left on the disk of a file or folder, bytes. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
