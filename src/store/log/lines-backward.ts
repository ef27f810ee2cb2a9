import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Read at a time, unless a line is longer. */
const PIECE_BYTES = 1 << 16;
const NEWLINE = 0x0a;

/**
 * The lines of a file from the last to the first, without empty ones, as far as they are asked for:
 * of a long file whose newest lines are wanted little is read.
 */
export function* linesBackward(path: string, pieceBytes = PIECE_BYTES): Generator<string> {
  for (const { text } of placedLinesBackward(path, undefined, pieceBytes)) yield text;
}

/** The same with the byte at which each line begins; only those that begin before `before`. */
export function* placedLinesBackward(
  path: string,
  before: number | undefined,
  pieceBytes = PIECE_BYTES,
): Generator<{ readonly text: string; readonly at: number }> {
  const file = openSync(path, 'r');
  try {
    // The end of a line whose beginning is not read yet.
    let end: Buffer = Buffer.alloc(0);
    const { size } = fstatSync(file);
    for (let at = Math.min(size, before ?? size); at > 0; ) {
      const from = Math.max(0, at - pieceBytes);
      end = Buffer.concat([readAt(file, from, at - from), end]);
      at = from;
      const newline = end.indexOf(NEWLINE);
      if (newline < 0) continue;
      yield* linesOf(end, at, newline + 1);
      end = end.subarray(0, newline);
    }
    yield* linesOf(end, 0, 0);
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, from));
}

/** Lines of a piece that begins at a byte of the file, the last first, from a place in it on. */
function* linesOf(piece: Buffer, at: number, first: number) {
  for (let end = piece.length; end > first; ) {
    const newline = piece.lastIndexOf(NEWLINE, end - 1);
    const from = newline < first ? first : newline + 1;
    if (from < end) yield { text: piece.toString('utf8', from, end), at: at + from };
    end = newline < first ? first : newline;
  }
}
