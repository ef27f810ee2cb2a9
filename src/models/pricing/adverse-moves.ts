import { isCount, isNumbers } from '../saved.ts';

/** Moves as they lie in their ring, and how many there were. */
export type SavedMoves = { readonly moves: readonly number[]; readonly known: number };

export function isSavedMoves(one: unknown, fills: number): one is SavedMoves {
  const { moves, known } = (one ?? {}) as Partial<SavedMoves>;
  return isCount(known) && isNumbers(moves, Math.min(known, fills));
}

/**
 * How far the mid went against us after our latest fills, $ per share: of one market, or of all
 * that are quoted together. Allocates nothing after the start.
 */
export class AdverseMoves {
  readonly #leastFills: number;
  readonly #moves: Float64Array;
  #known = 0;

  /** `fills` count at most, and below `leastFills` nothing is said. */
  constructor(
    { fills, leastFills }: { fills: number; leastFills: number },
    saved: SavedMoves = { moves: [], known: 0 },
  ) {
    this.#moves = new Float64Array(fills);
    this.#moves.set(saved.moves);
    this.#known = saved.known;
    this.#leastFills = leastFills;
  }

  save(): SavedMoves {
    const count = Math.min(this.#known, this.#moves.length);
    return { moves: [...this.#moves.subarray(0, count)], known: this.#known };
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
