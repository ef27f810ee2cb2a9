/**
 * Rows to take one stretch after the other: source position and length, two numbers each. Files
 * come as runs that are in order already, so a few long stretches say what an index a row would.
 */
export type Stretches = Uint32Array;

/**
 * Puts rows in order of time when they come as runs that are each in order, as files do: far
 * cheaper than a sort. Rows of equal time keep their positions' order, so rows of one message,
 * which share their time and stand together, are never parted.
 *
 * Returns undefined when the rows are in order as they stand.
 */
export function mergeRuns(times: Float64Array, length: number): Stretches | undefined {
  const bounds = runBounds(times, length);
  if (bounds.length <= 2) return undefined;
  return new RunMerger(times, bounds).merge();
}

/** Where runs begin, and where the last one ends. */
function runBounds(times: Float64Array, length: number): number[] {
  const bounds: number[] = length === 0 ? [] : [0];
  let before = times[0] as number;
  for (let i = 1; i < length; i++) {
    const now = times[i] as number;
    if (now < before) bounds.push(i);
    before = now;
  }
  bounds.push(length);
  return bounds;
}

/** A heap of runs, the one with the earliest head on top; at equal times the first in position. */
class RunMerger {
  readonly #times: Float64Array;
  /** By place in the heap: the next row of a run, its end, and that row's time. */
  readonly #heads: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #headTimes: Float64Array;
  #size: number;
  #stretches = new Uint32Array(1024);
  #length = 0;

  constructor(times: Float64Array, bounds: readonly number[]) {
    this.#times = times;
    this.#size = bounds.length - 1;
    this.#heads = Uint32Array.from(bounds.slice(0, -1));
    this.#ends = Uint32Array.from(bounds.slice(1));
    this.#headTimes = Float64Array.from(this.#heads, (row) => times[row] as number);
    for (let place = (this.#size >> 1) - 1; place >= 0; place--) this.#sink(place);
  }

  merge(): Stretches {
    while (this.#size > 1) {
      const from = this.#heads[0] as number;
      const end = this.#ends[0] as number;
      const next = this.#firstAfter(from, end, this.#second());
      this.#take(from, next - from);
      if (next === end) this.#drop();
      else {
        this.#heads[0] = next;
        this.#headTimes[0] = this.#times[next] as number;
      }
      this.#sink(0);
    }
    this.#take(this.#heads[0] as number, (this.#ends[0] as number) - (this.#heads[0] as number));
    return this.#stretches.slice(0, this.#length);
  }

  /** Place of the run that comes after the one on top. */
  #second(): number {
    return this.#size > 2 && this.#isBefore(2, 1) ? 2 : 1;
  }

  /** First row of [from, end) that must wait for the head of the run at `other`. */
  #firstAfter(from: number, end: number, other: number): number {
    const limit = this.#headTimes[other] as number;
    const winsTies = from < (this.#heads[other] as number);
    const times = this.#times;
    const waits = (row: number) =>
      winsTies ? (times[row] as number) > limit : (times[row] as number) >= limit;
    // Doubling steps, then halving ones: cheap for short stretches and for long ones.
    let low = from;
    let step = 1;
    while (low + step < end && !waits(low + step)) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, end);
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if (waits(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  #take(from: number, length: number): void {
    const last = this.#length - 2;
    const follows =
      last >= 0 &&
      (this.#stretches[last] as number) + (this.#stretches[last + 1] as number) === from;
    if (follows) {
      this.#stretches[last + 1] = (this.#stretches[last + 1] as number) + length;
      return;
    }
    if (this.#length === this.#stretches.length) {
      const wider = new Uint32Array(this.#length * 2);
      wider.set(this.#stretches);
      this.#stretches = wider;
    }
    this.#stretches[this.#length++] = from;
    this.#stretches[this.#length++] = length;
  }

  /** The last run of the heap takes the place of the one on top. */
  #drop(): void {
    this.#size--;
    this.#heads[0] = this.#heads[this.#size] as number;
    this.#ends[0] = this.#ends[this.#size] as number;
    this.#headTimes[0] = this.#headTimes[this.#size] as number;
  }

  #sink(start: number): void {
    let place = start;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= this.#size) return;
      const child = left + 1 < this.#size && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (this.#isBefore(place, child)) return;
      this.#swap(place, child);
      place = child;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const difference = (this.#headTimes[a] as number) - (this.#headTimes[b] as number);
    if (difference !== 0) return difference < 0;
    return (this.#heads[a] as number) < (this.#heads[b] as number);
  }

  #swap(a: number, b: number): void {
    const head = this.#heads[a] as number;
    const end = this.#ends[a] as number;
    const time = this.#headTimes[a] as number;
    this.#heads[a] = this.#heads[b] as number;
    this.#ends[a] = this.#ends[b] as number;
    this.#headTimes[a] = this.#headTimes[b] as number;
    this.#heads[b] = head;
    this.#ends[b] = end;
    this.#headTimes[b] = time;
  }
}
