import { damaged } from '../duck.ts';
import type { InputFile } from '../importer.ts';
import { readGzip } from './gzip-file.ts';
import { readTar, type TarEntry } from './tar.ts';

/** The files in a packed tar. @throws ArchiveError when it cannot be read to its end. */
export async function readTarFile(file: InputFile): Promise<readonly TarEntry[]> {
  const archive = await readGzip(file);
  try {
    return [...readTar(archive)];
  } catch (cause) {
    throw damaged(file.name, cause);
  }
}
