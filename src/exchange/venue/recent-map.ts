/**
 * Things by name, oldest first, of which the newest are always kept and the older ones as long as
 * they are not over. Forgets many at once and seldom: taking the oldest out of a Map one by one
 * walks over all that were taken out before.
 */
export class RecentMap<T> {
  readonly #newest: number;
  readonly #isOver: (thing: T) => boolean;
  #things = new Map<string, T>();
  /** How many there may be before the old ones are looked through. */
  #limit: number;

  /** Between `newest` and twice as many are kept, and whatever is not over. */
  constructor(newest: number, isOver: (thing: T) => boolean) {
    this.#newest = newest;
    this.#isOver = isOver;
    this.#limit = 2 * newest;
  }

  get size(): number {
    return this.#things.size;
  }

  get(name: string): T | undefined {
    return this.#things.get(name);
  }

  /** Oldest first. */
  values(): IterableIterator<T> {
    return this.#things.values();
  }

  /** A name that it has not got yet. */
  add(name: string, thing: T): void {
    this.#things.set(name, thing);
    if (this.#things.size >= this.#limit) this.#forget();
  }

  delete(name: string): void {
    this.#things.delete(name);
  }

  #forget(): void {
    let old = this.#things.size - this.#newest;
    const kept = new Map<string, T>();
    for (const [name, thing] of this.#things) {
      if (old-- <= 0 || !this.#isOver(thing)) kept.set(name, thing);
    }
    this.#things = kept;
    this.#limit = kept.size + this.#newest;
  }
}
