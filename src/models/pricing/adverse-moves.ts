/**
 * How far the mid went against us after our latest fills, $ per share: of one market, or of all
 * that are quoted together. Allocates nothing after the start.
 */
export class AdverseMoves {
  readonly #leastFills: number;
  readonly #moves: Float64Array;
  #known = 0;

  /** `fills` count at most, and below `leastFills` nothing is said. */
  constructor({ fills, leastFills }: { fills: number; leastFills: number }) {
    this.#moves = new Float64Array(fills);
    this.#leastFills = leastFills;
  }

  /** Fills whose move is known. */
  get known(): number {
    return this.#known;
  }

  add(move: number): void {
    this.#moves[this.#known % this.#moves.length] = move;
    this.#known++;
  }

  /** In the mean; NaN of too few. Negative: they knew less than we did. */
  mean(): number {
    const count = Math.min(this.#known, this.#moves.length);
    if (count < this.#leastFills || count === 0) return Number.NaN;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.#moves[i] as number;
    return sum / count;
  }
}
