import { open, rename } from 'node:fs/promises';

/** Replaces a small file: afterwards it is the old or the new one, also after a loss of power. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
