import type { Side } from '../../domain/side.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** Fills that wait for their moment at once; of more, the oldest is given up. */
const WAITING = 1_024;

/**
 * How far the mid went against us in so many seconds after our own fills, over the latest of them:
 * what whoever took our quotes knew better. In terms of the first outcome. Allocates nothing after
 * the start; times must not go back.
 */
export class Markouts {
  readonly #horizon: number;
  readonly #leastFills: number;
  /** A ring of those that wait: when it is time, the mid at the fill, and 1 for a buy, else -1. */
  readonly #due = new Float64Array(WAITING);
  readonly #mids = new Float64Array(WAITING);
  readonly #signs = new Int8Array(WAITING);
  #next = 0;
  #first = 0;
  /** The latest moves against us, $ per share. */
  readonly #moves: Float64Array;
  #known = 0;
  #unknown = 0;
  #mid = Number.NaN;

  /** `horizon` in s; `fills` count at most, and below `leastFills` nothing is said. */
  constructor(horizon: number, { fills, leastFills }: { fills: number; leastFills: number }) {
    this.#horizon = horizon * MICROS_PER_SECOND;
    this.#leastFills = leastFills;
    this.#moves = new Float64Array(fills);
  }

  /** Fills whose move is known and counted, and those of which nobody saw the mid. */
  get known(): number {
    return this.#known;
  }

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
    if (this.#next - this.#first === WAITING) {
      this.#first++;
      this.#unknown++;
    }
    const place = this.#next % WAITING;
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

  /** Mean move against us, $ per share; NaN of too few. Negative: they knew less than we did. */
  adverse(): number {
    const count = Math.min(this.#known, this.#moves.length);
    if (count < this.#leastFills || count === 0) return Number.NaN;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.#moves[i] as number;
    return sum / count;
  }

  /** $ by which each quote is to stand off more: what a fill costs in the mean, if anything. */
  widening(): number {
    const adverse = this.adverse();
    return adverse > 0 ? adverse : 0;
  }

  /** Those whose time was before `at` had the mid of until now. */
  #settle(at: number): void {
    while (this.#first < this.#next) {
      const place = this.#first % WAITING;
      if ((this.#due[place] as number) >= at) return;
      this.#first++;
      if (Number.isNaN(this.#mid)) {
        this.#unknown++;
        continue;
      }
      const against = (this.#mids[place] as number) - this.#mid;
      this.#moves[this.#known % this.#moves.length] = (this.#signs[place] as number) * against;
      this.#known++;
    }
  }
}
