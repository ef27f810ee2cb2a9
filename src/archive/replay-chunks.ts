import type { FileRecord } from './receipt.ts';

/** A piece of time, [from, to) in µs by the replay clock. */
export type Chunk = { readonly from: number; readonly to: number };

/** Every time that a row can have. */
export const ALL_TIME: Chunk = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };

/** Rows that a replay takes from a file, spread evenly over its time: that is near enough. */
export type FileRows = Pick<FileRecord, 'from' | 'to' | 'rows'>;

/**
 * Cuts a replay into pieces of at most about `chunkRows` rows. The first reaches back and the last
 * forward without end, so that nothing falls outside. A cut falls between two files where it can:
 * whole files need no filter, and no row group of theirs is decoded for two pieces.
 */
export function replayChunks(files: readonly FileRows[], chunkRows: number): Chunk[] {
  const cuts: number[] = [];
  let gathered = 0;
  const cut = (at: number) => {
    cuts.push(at);
    gathered = 0;
  };
  for (const { from, to, perMicro, isBetweenFiles } of stretchesOfTime(files)) {
    if (isBetweenFiles && gathered >= chunkRows / 2) cut(from);
    let at = from;
    while (gathered + (to - at) * perMicro >= chunkRows) {
      at = Math.max(at + 1, Math.round(at + (chunkRows - gathered) / perMicro));
      cut(at);
    }
    gathered += Math.max(0, to - at) * perMicro;
  }
  const bounds = [ALL_TIME.from, ...cuts, ALL_TIME.to];
  return bounds.slice(1).map((to, i) => ({ from: bounds[i] ?? to, to }));
}

type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly perMicro: number;
  /** Whether every file that began before `from` has ended by then. */
  readonly isBetweenFiles: boolean;
};

/** Time from one beginning or end of a file to the next, with how many rows a µs brings. */
function stretchesOfTime(files: readonly FileRows[]): Stretch[] {
  const changes = files
    .filter((file) => file.rows > 0)
    .flatMap(({ from, to, rows }) => {
      const perMicro = rows / (to + 1 - from);
      return [
        { at: from, change: perMicro, opens: 1 },
        { at: to + 1, change: -perMicro, opens: -1 },
      ];
    })
    // At equal times the ends come first: between them and the beginnings no file is under way.
    .sort((a, b) => a.at - b.at || a.opens - b.opens);
  const stretches: Stretch[] = [];
  let perMicro = 0;
  let open = 0;
  let isBetweenFiles = true;
  for (const [i, { at, change, opens }] of changes.entries()) {
    if (open === 0) isBetweenFiles = true;
    perMicro += change;
    open += opens;
    const to = changes[i + 1]?.at ?? at;
    if (to === at || open === 0) continue;
    stretches.push({ from: at, to, perMicro, isBetweenFiles });
    isBetweenFiles = false;
  }
  return stretches;
}

/** Files that hold rows of the chunk. */
export function within(files: readonly FileRecord[], { from, to }: Chunk): FileRecord[] {
  return files.filter((file) => file.from < to && file.to >= from);
}
