import type { Side } from '../../domain/side.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** Fills that wait for their moment at once, if none is said; of more, the oldest is given up. */
const WAITING = 1_024;

/** Who is told of moves: how far, $ a share, the mid went against a fill, and when. */
export type MoveListener = { readonly add: (move: number, at: number) => void };

/**
 * How far the mid went against us in so many seconds after our own fills in a market: what whoever
 * took our quotes knew better. In terms of the first outcome. Allocates nothing after the start;
 * times must not go back.
 */
export class Markouts {
  readonly #horizon: number;
  readonly #moves: MoveListener;
  readonly #waiting: number;
  /** A ring of those that wait: when it is time, the mid at the fill, and 1 for a buy, else -1. */
  readonly #due: Float64Array;
  readonly #mids: Float64Array;
  readonly #signs: Int8Array;
  #next = 0;
  #first = 0;
  #unknown = 0;
  #mid = Number.NaN;

  /** `horizon` in s; `moves` is told of each move, and may be that of many markets. */
  constructor(horizon: number, moves: MoveListener, waiting: number = WAITING) {
    this.#horizon = horizon * MICROS_PER_SECOND;
    this.#moves = moves;
    this.#waiting = waiting;
    this.#due = new Float64Array(waiting);
    this.#mids = new Float64Array(waiting);
    this.#signs = new Int8Array(waiting);
  }

  /** Fills of which nobody saw the mid. */
  get unknown(): number {
    return this.#unknown;
  }

  /** One of our orders was filled; of the second outcome, a buy is a sale of the first. */
  hearFill(at: number, side: Side): void {
    this.#settle(at);
    if (Number.isNaN(this.#mid)) {
      this.#unknown++;
      return;
    }
    if (this.#next - this.#first === this.#waiting) {
      this.#first++;
      this.#unknown++;
    }
    const place = this.#next % this.#waiting;
    this.#due[place] = at + this.#horizon;
    this.#mids[place] = this.#mid;
    this.#signs[place] = side === 'buy' ? 1 : -1;
    this.#next++;
  }

  /** The mid from now on, $; NaN: the book is not known. */
  hearMid(at: number, mid: number): void {
    this.#settle(at);
    this.#mid = mid;
  }

  /** Those whose time was before `at` had the mid of until now. */
  #settle(at: number): void {
    while (this.#first < this.#next) {
      const place = this.#first % this.#waiting;
      if ((this.#due[place] as number) >= at) return;
      this.#first++;
      if (Number.isNaN(this.#mid)) {
        this.#unknown++;
        continue;
      }
      const against = (this.#mids[place] as number) - this.#mid;
      this.#moves.add((this.#signs[place] as number) * against, at);
    }
  }
}
