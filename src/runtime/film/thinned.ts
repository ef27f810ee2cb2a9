/**
 * So many at most of a row whose length nobody knows: when it is full every second one goes, and of
 * what comes after every second one, too. The last one is always there.
 */
export class Thinned<T> {
  readonly #most: number;
  #kept: T[] = [];
  #last: T | undefined;
  #every = 1;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** All that were ever added. */
  get count(): number {
    return this.#count;
  }

  add(one: T): void {
    this.#last = one;
    if (this.#count++ % this.#every !== 0) return;
    this.#kept.push(one);
    if (this.#kept.length < this.#most) return;
    this.#kept = this.#kept.filter((_, i) => i % 2 === 0);
    this.#every *= 2;
  }

  /** In the order in which they were added. */
  get kept(): readonly T[] {
    const { length } = this.#kept;
    if (this.#last === undefined || this.#kept[length - 1] === this.#last) return this.#kept;
    return [...this.#kept, this.#last];
  }
}
