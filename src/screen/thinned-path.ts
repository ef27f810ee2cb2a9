/**
 * How something went, in bounded room: points stand so far apart at least, and when it is full
 * every second one is left out and they come half as often. So a day costs what an hour does.
 */
export class ThinnedPath<Point extends { readonly at: number }> {
  readonly #most: number;
  #apart: number;
  #points: Point[] = [];

  /** `apart`: µs. */
  constructor(most: number, apart: number) {
    this.#most = most;
    this.#apart = apart;
  }

  /** Oldest first; the first one stays. */
  get points(): readonly Point[] {
    return this.#points;
  }

  /** Left out where it is too near to the one before. */
  add(point: Point): void {
    const last = this.#points.at(-1);
    if (last !== undefined && point.at - last.at < this.#apart) return;
    this.#points.push(point);
    if (this.#points.length < this.#most) return;
    this.#points = this.#points.filter((_, i) => i % 2 === 0);
    this.#apart *= 2;
  }
}
