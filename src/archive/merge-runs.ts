/**
 * Order of rows by time when they come as runs that are each in order already, as files do: far
 * cheaper than a sort. Rows of equal time keep their positions' order.
 *
 * Returns undefined when the rows are in order as they stand.
 */
export function mergeRuns(times: Float64Array, length: number): Uint32Array | undefined {
  const starts = runStarts(times, length);
  if (starts.length <= 1) return undefined;
  let from = new Uint32Array(length);
  for (let i = 0; i < length; i++) from[i] = i;
  let to = new Uint32Array(length);
  let bounds = [...starts, length];
  while (bounds.length > 2) {
    const next: number[] = [];
    for (let run = 0; run + 1 < bounds.length; run += 2) {
      const start = bounds[run] ?? 0;
      const middle = bounds[run + 1] ?? length;
      const end = bounds[run + 2] ?? middle;
      next.push(start);
      mergeTwo(times, from, to, start, middle, end);
    }
    next.push(length);
    bounds = next;
    [from, to] = [to, from];
  }
  return from;
}

function runStarts(times: Float64Array, length: number): number[] {
  const starts: number[] = length === 0 ? [] : [0];
  for (let i = 1; i < length; i++) {
    if ((times[i] ?? 0) < (times[i - 1] ?? 0)) starts.push(i);
  }
  return starts;
}

function mergeTwo(
  times: Float64Array,
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
): void {
  const timeAt = (i: number) => times[from[i] ?? 0] ?? 0;
  if (middle === end || timeAt(middle - 1) <= timeAt(middle)) {
    to.set(from.subarray(start, end), start);
    return;
  }
  let left = start;
  let right = middle;
  let out = start;
  while (left < middle && right < end) {
    const next = timeAt(right) < timeAt(left) ? right++ : left++;
    to[out++] = from[next] ?? 0;
  }
  to.set(from.subarray(left, middle), out);
  to.set(from.subarray(right, end), out + middle - left);
}
