import type { Timestamp } from '../../domain/units.ts';

/** One order's part in one trade, at one stage of its settlement. */
export type TradeUpdate = {
  readonly trade: string;
  /** A trade may fill several of our orders, each of them once. */
  readonly order: string;
  /** How far settlement has come; higher is later. */
  readonly rank: number;
  /** The venue's time of the update. */
  readonly at: Timestamp;
  /** Nothing can follow. */
  readonly isFinal: boolean;
};

/**
 * `news` is to be acted on; `repeat` is known; `late` was overtaken. A `contradiction` is a second,
 * different end: neither may be believed without asking.
 */
export type NewsVerdict = 'news' | 'repeat' | 'late' | 'contradiction';

type Known = { rank: number; at: Timestamp };

/**
 * Makes duplicates and changed order harmless. The socket, REST and a replay tell of the same trade
 * several times and in any order (the venue repeats a trade's id for each status); told apart are
 * (trade, order), and within them the venue's time, then rank. Settlement may go back and try
 * again, so a later update counts though its rank is lower; after the end nothing counts.
 */
export class TradeNews {
  readonly #open = new Map<string, Known>();
  readonly #ended = new Map<string, Known>();
  readonly #most: number;

  /** Remembers at most so many; the longest ended are forgotten first. */
  constructor(most: number) {
    this.#most = most;
  }

  judge({ trade, order, rank, at, isFinal }: TradeUpdate): NewsVerdict {
    const key = `${trade} ${order}`;
    const ended = this.#ended.get(key);
    if (ended !== undefined) {
      if (ended.rank === rank) return 'repeat';
      return isFinal ? 'contradiction' : 'late';
    }
    const known = this.#open.get(key);
    if (isFinal) {
      this.#open.delete(key);
      this.#ended.set(key, { rank, at });
      this.#forget();
      return 'news';
    }
    if (known === undefined) {
      this.#open.set(key, { rank, at });
      this.#forget();
      return 'news';
    }
    if (rank === known.rank) {
      known.at = Math.max(known.at, at) as Timestamp;
      return 'repeat';
    }
    if (at < known.at || (at === known.at && rank < known.rank)) return 'late';
    known.rank = rank;
    known.at = at;
    return 'news';
  }

  #forget(): void {
    if (this.#open.size + this.#ended.size <= this.#most) return;
    const from = this.#ended.size > 0 ? this.#ended : this.#open;
    for (const oldest of from.keys()) {
      from.delete(oldest);
      return;
    }
  }
}
