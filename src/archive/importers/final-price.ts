import type { Outcome } from '../../domain/ids.ts';
import type { Resolution } from '../../domain/market.ts';
import { MICROS_PER_SECOND, SCALE, type Timestamp } from '../../domain/units.ts';
import type { MarketNumber, UnitWriter } from '../importer.ts';

/** A book of a token that may be its last, and what it was worth. */
export type FinalBook = {
  readonly outcome: Outcome;
  /** µs, by the clock that the dataset is replayed by. */
  readonly at: number;
  /** Half-way between best bid and ask; an empty side counts as the end of the scale. */
  readonly mid: number;
};

/** The last book must be no older than this at the close to tell who won. */
const FRESH = 10 * MICROS_PER_SECOND;
const SURE = 900_000;

/** Whether a token with this mid has won or lost; undefined where it does not say. */
export function wonByMid(mid: number): boolean | undefined {
  if (mid > SURE) return true;
  return mid < SCALE - SURE ? false : undefined;
}

/**
 * The final price rule, a proxy where a recording holds no outcome: when the last book of a token
 * comes later than 10 s before the close (books after the close count), a mid above 0.90 says that
 * the token won, below 0.10 that it lost. Otherwise, or when two tokens' books contradict each
 * other, the market stays undecided. The resolution is known once both the close and that book
 * have passed.
 */
export class FinalBooks {
  readonly #last = new Map<Outcome, FinalBook>();

  /** Books in any order; of two at one time the later told counts. */
  see(book: FinalBook): void {
    const known = this.#last.get(book.outcome);
    if (known === undefined || book.at >= known.at) this.#last.set(book.outcome, book);
  }

  /** Tells who won, or counts that nobody can say. */
  settle(market: MarketNumber, closesAt: Timestamp, writer: UnitWriter): Resolution | undefined {
    const decided = this.decide(closesAt);
    if (decided === undefined) writer.defect('window_undecided');
    else writer.resolution(market, decided.resolution, decided.note);
    return decided?.resolution;
  }

  decide(closesAt: Timestamp): { resolution: Resolution; note: string } | undefined {
    const votes = [...this.#last.values()].flatMap((book) => {
      const won = wonByMid(book.mid);
      if (won === undefined || book.at <= closesAt - FRESH) return [];
      return [{ ...book, firstWon: won === (book.outcome === 0) }];
    });
    const [vote] = votes;
    if (vote === undefined || votes.some(({ firstWon }) => firstWon !== vote.firstWon)) {
      return undefined;
    }
    const at = Math.max(closesAt, vote.at) as Timestamp;
    const seconds = ((vote.at - closesAt) / MICROS_PER_SECOND).toFixed(1);
    return {
      resolution: { payout: vote.firstWon ? 1_000_000 : 0, at, source: 'final_price' },
      note:
        `proxy: last mid ${vote.mid / SCALE} of outcome ${vote.outcome}, ` +
        `${seconds} s after the close; the official outcome is not in the recording`,
    };
  }
}
