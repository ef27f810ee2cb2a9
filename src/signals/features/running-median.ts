/** The median of the latest numbers. Each costs at most their count, and nothing is allocated. */
export class RunningMedian {
  /** In the order in which they came; the ring's next place. */
  readonly #ring: Float64Array;
  readonly #sorted: Float64Array;
  #next = 0;
  #count = 0;

  constructor(capacity: number) {
    this.#ring = new Float64Array(capacity);
    this.#sorted = new Float64Array(capacity);
  }

  get count(): number {
    return this.#count;
  }

  /** The mean of both middle ones where their count is even; NaN where there are none. */
  get median(): number {
    if (this.#count === 0) return Number.NaN;
    const upper = this.#sorted[this.#count >> 1] as number;
    if (this.#count % 2 === 1) return upper;
    return (upper + (this.#sorted[(this.#count >> 1) - 1] as number)) / 2;
  }

  add(value: number): void {
    const sorted = this.#sorted;
    if (this.#count === this.#ring.length) {
      const gone = this.#placeOf(this.#ring[this.#next] as number);
      sorted.copyWithin(gone, gone + 1, this.#count);
      this.#count--;
    }
    const place = this.#placeOf(value);
    sorted.copyWithin(place + 1, place, this.#count);
    sorted[place] = value;
    this.#ring[this.#next] = value;
    this.#next = (this.#next + 1) % this.#ring.length;
    this.#count++;
  }

  clear(): void {
    this.#next = 0;
    this.#count = 0;
  }

  /** How many of the sorted are below `value`. */
  #placeOf(value: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
