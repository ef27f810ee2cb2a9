/** So many that most hold one edge or none. */
const CELLS = 512;

/**
 * How many edges lie below a value. A grid over the edges says where to begin, and halving does the
 * rest; correct wherever its lines are, as the cell of a greater value is never a lower one.
 */
export class EdgeFinder {
  readonly #edges: Float64Array;
  readonly #scale: number;
  /** How many edges lie in the cells before each. */
  readonly #before = new Int32Array(CELLS + 1);

  /** `edges` rise. */
  constructor(edges: Float64Array) {
    this.#edges = edges;
    const width = (edges.at(-1) ?? 0) - (edges[0] ?? 0);
    this.#scale = width > 0 ? CELLS / width : 0;
    for (const edge of edges) {
      const next = this.#cellOf(edge) + 1;
      this.#before[next] = (this.#before[next] as number) + 1;
    }
    for (let cell = 1; cell <= CELLS; cell++) {
      this.#before[cell] = (this.#before[cell] as number) + (this.#before[cell - 1] as number);
    }
  }

  below(value: number): number {
    const edges = this.#edges;
    const cell = this.#cellOf(value);
    let low = this.#before[cell] as number;
    let high = this.#before[cell + 1] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (edges[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #cellOf(value: number): number {
    const place = (value - (this.#edges[0] as number)) * this.#scale;
    if (!(place > 0)) return 0;
    return place < CELLS - 1 ? place | 0 : CELLS - 1;
  }
}
