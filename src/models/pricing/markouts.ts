import type { Side } from '../../domain/side.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { isNumbers } from '../saved.ts';

/** Fills that wait for their moment at once, if none is said; of more, the oldest is given up. */
const WAITING = 1_024;

/**
 * Who is told of moves: how far, $ a share, the mid went against a fill, when that is known, what
 * the fill had earned against the mid of its moment, and when that was.
 */
export type MoveListener = {
  readonly add: (move: number, at: number, earned: number, filledAt: number) => void;
};

/** A fill that waits: when it is time, the mid at the fill, 1 for a buy or -1, what it earned. */
export type WaitingFill = readonly [due: number, mid: number, sign: number, earned: number];

/** Those that wait, oldest first, and the mid until it was saved; undefined: nobody knew it. */
export type SavedMarkouts = {
  readonly mid?: number | undefined;
  readonly waiting: readonly WaitingFill[];
};

export function isSavedMarkouts(one: unknown, most: number): one is SavedMarkouts {
  const { mid, waiting } = (one ?? {}) as Partial<SavedMarkouts>;
  if (mid !== undefined && !Number.isFinite(mid)) return false;
  if (!Array.isArray(waiting) || waiting.length > most) return false;
  return waiting.every((fill) => isNumbers(fill, 4) && Math.abs(fill[2] as number) === 1);
}

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
  readonly #earned: Float64Array;
  #next = 0;
  #first = 0;
  #unknown = 0;
  #mid = Number.NaN;

  /** `horizon` in s; `moves` is told of each move, and may be that of many markets. */
  constructor(
    horizon: number,
    moves: MoveListener,
    waiting: number = WAITING,
    saved?: SavedMarkouts,
  ) {
    this.#horizon = horizon * MICROS_PER_SECOND;
    this.#moves = moves;
    this.#waiting = waiting;
    this.#due = new Float64Array(waiting);
    this.#mids = new Float64Array(waiting);
    this.#signs = new Int8Array(waiting);
    this.#earned = new Float64Array(waiting);
    for (const fill of saved?.waiting ?? []) this.#add(...fill);
    this.#mid = saved?.mid ?? Number.NaN;
  }

  save(): SavedMarkouts {
    const waiting: WaitingFill[] = [];
    for (let fill = this.#first; fill < this.#next; fill++) waiting.push(this.#at(fill));
    return { mid: Number.isNaN(this.#mid) ? undefined : this.#mid, waiting };
  }

  /** Fills of which nobody saw the mid. */
  get unknown(): number {
    return this.#unknown;
  }

  /**
   * One of our orders was filled; of the second outcome, a buy is a sale of the first. `earned`:
   * so much better than the mid, $ a share.
   */
  hearFill(at: number, side: Side, earned = 0): void {
    this.#settle(at);
    if (Number.isNaN(this.#mid)) {
      this.#unknown++;
      return;
    }
    if (this.#next - this.#first === this.#waiting) {
      this.#first++;
      this.#unknown++;
    }
    this.#add(at + this.#horizon, this.#mid, side === 'buy' ? 1 : -1, earned);
  }

  #add(due: number, mid: number, sign: number, earned: number): void {
    const place = this.#next % this.#waiting;
    this.#due[place] = due;
    this.#mids[place] = mid;
    this.#signs[place] = sign;
    this.#earned[place] = earned;
    this.#next++;
  }

  #at(fill: number): WaitingFill {
    const place = fill % this.#waiting;
    const [due, mid] = [this.#due[place] as number, this.#mids[place] as number];
    return [due, mid, this.#signs[place] as number, this.#earned[place] as number];
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
      const due = this.#due[place] as number;
      if (due >= at) return;
      this.#first++;
      if (Number.isNaN(this.#mid)) {
        this.#unknown++;
        continue;
      }
      const against = (this.#mids[place] as number) - this.#mid;
      const [sign, earned] = [this.#signs[place] as number, this.#earned[place] as number];
      this.#moves.add(sign * against, at, earned, due - this.#horizon);
    }
  }
}
