import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Read at a time, unless a line is longer. */
const PIECE_BYTES = 1 << 16;
const NEWLINE = 0x0a;

/**
 * The lines of a file from the last to the first, without empty ones, as far as they are asked for:
 * of a long file whose newest lines are wanted little is read.
 */
export function* linesBackward(path: string, pieceBytes = PIECE_BYTES): Generator<string> {
  const file = openSync(path, 'r');
  try {
    // The end of a line whose beginning is not read yet.
    let end: Buffer = Buffer.alloc(0);
    for (let at = fstatSync(file).size; at > 0; ) {
      const from = Math.max(0, at - pieceBytes);
      end = Buffer.concat([readAt(file, from, at - from), end]);
      at = from;
      const newline = end.indexOf(NEWLINE);
      if (newline < 0) continue;
      yield* linesOf(end.toString('utf8', newline + 1));
      end = end.subarray(0, newline);
    }
    yield* linesOf(end.toString('utf8'));
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, from));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .reverse();
}
