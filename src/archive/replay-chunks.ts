import type { SeriesHour } from './manifest.ts';
import type { FileRecord } from './receipt.ts';

const MICROS_PER_HOUR = 3_600_000_000;

/** A piece of time, [from, to) in µs by the replay clock. */
export type Chunk = { readonly from: number; readonly to: number };

/** Every time that a row can have. */
export const ALL_TIME: Chunk = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };

/**
 * Cuts a replay into pieces of about `chunkRows` rows, from the hours' row counts. The first
 * reaches back and the last forward without end, so that nothing falls outside.
 */
export function replayChunks(
  hours: readonly (readonly SeriesHour[])[],
  references: readonly FileRecord[],
  chunkRows: number,
): Chunk[] {
  const rows = new Map<number, number>();
  const add = (hour: number, count: number) => rows.set(hour, (rows.get(hour) ?? 0) + count);
  for (const { hour, rows: count } of hours.flat()) add(hour, count);
  for (const file of references) spread(file, add);
  const sorted = [...rows].sort(([a], [b]) => a - b);
  const cuts: number[] = [];
  let gathered = 0;
  for (const [hour, count] of sorted) {
    if (gathered > 0 && gathered + count > chunkRows) {
      cuts.push(hour);
      gathered = 0;
    }
    const slices = Math.ceil(count / chunkRows);
    for (let i = 1; i < slices; i++) cuts.push(hour + Math.floor((i * MICROS_PER_HOUR) / slices));
    gathered += slices > 1 ? count / slices : count;
  }
  const bounds = [ALL_TIME.from, ...cuts, ALL_TIME.to];
  return bounds.slice(1).map((to, i) => ({ from: bounds[i] ?? to, to }));
}

/** Rows of a file, evenly over the hours it covers: reference feeds tick evenly enough. */
function spread(file: FileRecord, add: (hour: number, rows: number) => void): void {
  const first = Math.floor(file.from / MICROS_PER_HOUR);
  const last = Math.floor(file.to / MICROS_PER_HOUR);
  const each = file.rows / (last - first + 1);
  for (let hour = first; hour <= last; hour++) add(hour * MICROS_PER_HOUR, each);
}

/** Files that hold rows of the chunk. */
export function within(files: readonly FileRecord[], { from, to }: Chunk): FileRecord[] {
  return files.filter((file) => file.from < to && file.to >= from);
}
