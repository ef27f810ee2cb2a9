import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ArchiveError } from './archive-error.ts';
import type { ImportInput, InputFile } from './importer.ts';
import type { InputRecord } from './receipt.ts';

/** The file, or every file below the folder, sorted by name. Hidden files are left out. */
export async function listInput(path: string): Promise<ImportInput> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new ArchiveError('not_found', `${path} does not exist: check the path to the recording`);
  }
  if (found.isFile()) return { files: [{ path, name: basename(path), bytes: found.size }] };
  const files = await filesBelow(path, '');
  if (files.length === 0) throw new ArchiveError('not_found', `${path} holds no files`);
  return { files: files.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

async function filesBelow(folder: string, prefix: string): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) files.push(...(await filesBelow(path, `${name}/`)));
    else if (entry.isFile()) files.push({ path, name, bytes: (await stat(path)).size });
  }
  return files;
}

/** Size and SHA-256 of an input file as it is now. */
export async function recordOf(file: InputFile): Promise<InputRecord> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const block of createReadStream(file.path, { highWaterMark: 1 << 20 })) {
    hash.update(block as Buffer);
    bytes += (block as Buffer).length;
  }
  return { name: file.name, bytes, sha256: hash.digest('hex') };
}
