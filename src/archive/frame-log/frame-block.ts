import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/**
 * A log is a file of blocks, each a zstd frame of lines with a skippable frame before it that says
 * how long it is and what it must hash to. So `zstdcat` reads a log, and we can tell the block that
 * was being written when the power went from all before it.
 */
const SKIPPABLE = 0x184d2a50;
const NOTE_BYTES = 8;
/** Skippable frame: magic, length of what follows, then the note: length and CRC-32. */
export const HEADER_BYTES = 8 + NOTE_BYTES;

export type BlockHeader = {
  /** Of the packed lines that follow the header. */
  readonly bytes: number;
  readonly crc: number;
};

/** Packs ended lines as one block. */
export function packBlock(lines: string | Buffer): Buffer {
  // The lowest level: frames of one second repeat themselves so much that it is enough.
  const packed = zstdCompressSync(lines, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(SKIPPABLE, 0);
  header.writeUInt32LE(NOTE_BYTES, 4);
  header.writeUInt32LE(packed.length, 8);
  header.writeUInt32LE(crc32(packed), 12);
  return Buffer.concat([header, packed]);
}

/** The header at `at`, or undefined when there is none. */
export function headerAt(bytes: Buffer, at: number): BlockHeader | undefined {
  if (at + HEADER_BYTES > bytes.length) return undefined;
  if (bytes.readUInt32LE(at) !== SKIPPABLE) return undefined;
  if (bytes.readUInt32LE(at + 4) !== NOTE_BYTES) return undefined;
  return {
    bytes: bytes.readUInt32LE(at + 8),
    crc: bytes.readUInt32LE(at + 12),
  };
}

/** The lines of a block, or undefined when its bytes are not those that were written. */
export function unpackBlock(packed: Buffer, header: BlockHeader): string | undefined {
  if (packed.length !== header.bytes || crc32(packed) !== header.crc) return undefined;
  return zstdDecompressSync(packed).toString('utf8');
}

/** Where the next header after `from` may begin, or -1. */
export function nextHeader(bytes: Buffer, from: number): number {
  const magic = Buffer.alloc(8);
  magic.writeUInt32LE(SKIPPABLE, 0);
  magic.writeUInt32LE(NOTE_BYTES, 4);
  return bytes.indexOf(magic, from);
}
