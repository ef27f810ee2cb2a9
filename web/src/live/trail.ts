/** A moment with its values; null: not known then. */
export type TrailPoint = { readonly at: number; readonly values: readonly (number | null)[] };

/**
 * How values moved, in bounded room: when it is full, every second point goes and from then on
 * points stand twice as far apart. So a day costs what an hour does.
 */
export class Trail {
  readonly #most: number;
  #apart: number;
  #points: TrailPoint[] = [];

  /** `apart`: at least so far do points stand from each other, µs. */
  constructor(most: number, apart: number) {
    this.#most = most;
    this.#apart = apart;
  }

  get points(): readonly TrailPoint[] {
    return this.#points;
  }

  /** False: it is too near to the one before, or not later. */
  add(point: TrailPoint): boolean {
    const last = this.#points.at(-1);
    if (last !== undefined && point.at - last.at < this.#apart) return false;
    if (this.#points.length >= this.#most) {
      this.#points = this.#points.filter((_, i) => i % 2 === 0);
      this.#apart *= 2;
    }
    // A new array, so that whoever draws it sees that it is another.
    this.#points = [...this.#points, point];
    return true;
  }

  /** What was before: stands in front of what is known, as far as it is earlier. */
  begin(earlier: readonly TrailPoint[]): void {
    const first = this.#points[0]?.at ?? Number.POSITIVE_INFINITY;
    const fit = earlier.filter(({ at }) => at < first);
    const step = Math.max(1, Math.ceil(fit.length / (this.#most / 2)));
    this.#points = [...fit.filter((_, i) => i % step === 0), ...this.#points];
  }
}
