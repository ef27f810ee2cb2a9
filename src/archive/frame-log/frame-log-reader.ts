import { open } from 'node:fs/promises';
import { HEADER_BYTES, headerAt, nextHeader, unpackBlock } from './frame-block.ts';
import { type FrameRecord, recordOfLine } from './frame-record.ts';

/** A stretch of a log that cannot be read, and what stands there. */
export type LogDamage = {
  readonly at: number;
  readonly bytes: number;
  /** The log ends with it: it was being written when the recorder was stopped. */
  readonly isTail: boolean;
};

/** What was read next, and the byte at which it ends. */
export type LogBlock = { readonly end: number } & (
  | { readonly records: readonly FrameRecord[]; readonly unreadable: readonly string[] }
  | { readonly damage: LogDamage }
);

/** A block is no larger: a header that says so is damage. Writers stay far below. */
const MOST_BLOCK_BYTES = 256 * 2 ** 20;
const WINDOW_BYTES = 1 << 20;

/**
 * Reads a log block by block. What is damaged is passed over and told; reading goes on at the next
 * block that is whole.
 */
export async function* readFrameLog(path: string): AsyncGenerator<LogBlock> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let at = 0;
    while (at < size) {
      const block = await blockAt(file, at, size);
      if (block !== undefined) {
        yield { end: block.end, ...linesOf(block.text) };
        at = block.end;
        continue;
      }
      const next = await nextWhole(file, at + 1, size);
      yield { end: next, damage: { at, bytes: next - at, isTail: next === size } };
      at = next;
    }
  } finally {
    await file.close();
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

async function blockAt(
  file: Handle,
  at: number,
  size: number,
): Promise<{ readonly text: string; readonly end: number } | undefined> {
  const header = headerAt(await bytesAt(file, at, Math.min(HEADER_BYTES, size - at)), 0);
  if (header === undefined || header.bytes > MOST_BLOCK_BYTES) return undefined;
  const start = at + HEADER_BYTES;
  const end = start + header.bytes;
  if (end > size) return undefined;
  const text = unpackBlock(await bytesAt(file, start, header.bytes), header);
  return text === undefined ? undefined : { text, end };
}

/** Where the next whole block begins, or the end of the file. */
async function nextWhole(file: Handle, from: number, size: number): Promise<number> {
  for (let at = from; at < size; at += WINDOW_BYTES) {
    // Windows overlap by a header, so that none is cut in two.
    const window = await bytesAt(file, at, Math.min(WINDOW_BYTES + HEADER_BYTES, size - at));
    for (let i = nextHeader(window, 0); i >= 0; i = nextHeader(window, i + 1)) {
      if ((await blockAt(file, at + i, size)) !== undefined) return at + i;
    }
  }
  return size;
}

async function bytesAt(file: Handle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await file.read(buffer, got, length - got, at + got);
    if (bytesRead === 0) return buffer.subarray(0, got);
    got += bytesRead;
  }
  return buffer;
}

function linesOf(text: string) {
  const records: FrameRecord[] = [];
  const unreadable: string[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const record = recordOfLine(line);
    if (record === undefined) unreadable.push(line);
    else records.push(record);
  }
  return { records, unreadable };
}
