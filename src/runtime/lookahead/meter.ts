import type { Timestamp } from '../../domain/units.ts';
import type { Reference } from './reference-run.ts';

/** Rows played of those that will be, about, and the event time reached. */
export type LookaheadProgress = {
  readonly done: number;
  /** Undefined until it is known which decisions there are. */
  readonly total: number | undefined;
  readonly at: Timestamp;
};

/** Adds up the rows that many runs play; takes them as spread evenly over time. */
export class Meter {
  readonly #onProgress: (progress: LookaheadProgress) => void;
  #rows = 0;
  #done = 0;
  #total: number | undefined;
  #shareOf: (until: Timestamp) => number = () => 0;

  constructor(onProgress: (progress: LookaheadProgress) => void) {
    this.#onProgress = onProgress;
  }

  /** Of the reference run. */
  played(rows: number, at: Timestamp): void {
    this.#rows += rows;
    this.#done = this.#rows;
    this.#onProgress({ done: this.#done, total: undefined, at });
  }

  /** From now on it is known how much there is to play: every reading with its cuts. */
  expect({ from, to }: Reference, readings: readonly (readonly Timestamp[])[]): void {
    this.#shareOf = (until) => (until - from) / Math.max(1, to - from);
    const runs = readings.flat().reduce((sum, cut) => sum + this.#shareOf(cut), 0);
    this.#total = Math.round(this.#rows * (1 + runs));
  }

  /** Runs to these cuts begin together; what is returned hears how far they are. */
  begin(cuts: readonly Timestamp[]): (at: Timestamp) => void {
    const before = this.#done;
    return (at) => {
      const shares = cuts.map((cut) => this.#shareOf(Math.min(at, cut) as Timestamp));
      this.#done = before + this.#rows * shares.reduce((sum, share) => sum + share, 0);
      // To find out what was read takes more than was foreseen.
      const total = Math.max(this.#total ?? 0, this.#done);
      this.#onProgress({ done: Math.round(this.#done), total: Math.round(total), at });
    };
  }
}
