/** Upper bounds of a histogram, seconds: 1, 2 and 5 of each power of ten from 10 µs to 10 s. */
const BOUNDS = [
  0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
  0.2, 0.5, 1, 2, 5, 10,
] as const;

/**
 * Counts of times by how long they were. All room is made ahead: to observe one allocates nothing,
 * so it may be done on the way of market data.
 */
export class Buckets {
  readonly bounds: readonly number[] = BOUNDS;
  /** One more than bounds: the last has what is longer than all of them. */
  readonly #counts = new Float64Array(BOUNDS.length + 1);
  #sum = 0;

  observe(seconds: number): void {
    let at = 0;
    while (at < BOUNDS.length && seconds > (BOUNDS[at] as number)) at++;
    this.#counts[at] = (this.#counts[at] as number) + 1;
    this.#sum += seconds;
  }

  /** Of all that was observed, seconds. */
  get sum(): number {
    return this.#sum;
  }

  /** How many were at most so long, for each bound and then without one. */
  get cumulative(): readonly number[] {
    let total = 0;
    return Array.from(this.#counts, (count) => {
      total += count;
      return total;
    });
  }
}
