// All that was written below a folder, as text: frames unpacked, tables read.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duck, sqlText } from '../../src/archive/duck.ts';
import { readFrameLog } from '../../src/archive/frame-log/frame-log-reader.ts';

/** By path below the folder. */
export async function textsBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const duck = await Duck.open();
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const raw = readFileSync(path, 'utf8');
      texts.set(path.slice(folder.length + 1), raw + (await unpacked(duck, path)));
    }
  } finally {
    duck.close();
  }
  return texts;
}

async function unpacked(duck: Duck, path: string): Promise<string> {
  if (path.endsWith('.parquet')) {
    return asText(await duck.rows(`SELECT * FROM read_parquet(${sqlText(path)})`));
  }
  if (!readFileSync(path).subarray(0, 4).equals(LOG_MAGIC)) return '';
  let text = '';
  for await (const block of readFrameLog(path)) {
    // What a frame says is text in text: both are looked into.
    if ('records' in block) text += block.records.map((record) => asText(record)).join('\n');
    if ('records' in block) text += block.records.flatMap((record) => Object.values(record)).join();
  }
  return text;
}

/** How a block of a log of frames begins. */
const LOG_MAGIC = Buffer.from('502a4d18', 'hex');

function asText(value: unknown): string {
  return JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? `${one}` : one));
}
