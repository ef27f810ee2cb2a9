import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { damaged } from '../duck.ts';
import type { InputFile } from '../importer.ts';

const inflate = promisify(gunzip);

/** The content of a gzip file as bytes. @throws ArchiveError when it cannot be read to its end. */
export async function readGzip(file: InputFile): Promise<Buffer> {
  try {
    return await inflate(await readFile(file.path));
  } catch (cause) {
    throw damaged(file.name, cause);
  }
}

/**
 * The first bytes of a gzip file as text, without unpacking the rest; empty when it is none. Fewer
 * bytes than asked for when the file is shorter or damaged.
 */
export async function peekGzip(file: InputFile, bytes = 400): Promise<string> {
  const parts: Buffer[] = [];
  let held = 0;
  const source = createReadStream(file.path);
  const unpacked = source.pipe(createGunzip());
  source.on('error', (cause) => unpacked.destroy(cause));
  try {
    for await (const part of unpacked) {
      parts.push(part as Buffer);
      held += (part as Buffer).length;
      if (held >= bytes) break;
    }
  } catch {
    // What could be unpacked tells the format; reading it all later names the damage.
    if (held === 0) return '';
  } finally {
    source.destroy();
  }
  return Buffer.concat(parts).toString('utf8', 0, bytes);
}
