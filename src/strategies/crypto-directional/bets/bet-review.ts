import { MICROS_PER_SECOND, type Timestamp } from '../../../domain/units.ts';
import type { StrategyLoop } from '../../../ports/strategy-loop.ts';
import type { View } from '../../../ports/view.ts';
import { analysisInLines } from './analysis-words.ts';
import type { ClosedBet } from './bet.ts';
import { analyzeBets } from './bet-analysis.ts';
import { BetBook, NO_BETS, type SavedBets } from './bet-book.ts';

/** Plain JSON. */
export type SavedReview = SavedBets & {
  /** What the last round looked at: a later run tells the same of it until the next. */
  readonly looked?: { readonly at: Timestamp; readonly bets: readonly ClosedBet[] } | undefined;
};

export const NOTHING_REVIEWED: SavedReview = NO_BETS;

/** Source system S1, §2.1; its first round is one interval after the start at the latest. */
const EVERY = 6 * 3_600 * MICROS_PER_SECOND;

/** Looks back at the strategy's own bets from time to time, and tells. It changes nothing. */
export class BetReview {
  readonly book: BetBook;
  readonly loop: StrategyLoop = {
    name: 'analysis',
    every: EVERY,
    run: (view) => this.#look(view),
  };
  #looked: SavedReview['looked'];

  constructor(saved: SavedReview = NOTHING_REVIEWED) {
    this.book = new BetBook(saved);
    this.#looked = saved.looked;
  }

  save(): SavedReview {
    return { ...this.book.save(), looked: this.#looked };
  }

  #look(view: View): void {
    this.book.dropOverdue(view);
    const { closed } = this.book.save();
    if (closed.length > 0) this.#looked = { at: view.now, bets: closed };
  }
}

/** For people; none where there has been no bet. */
export function reviewInLines({ open, total, lost, looked }: SavedReview): string[] {
  if (open.length + total + lost === 0) return [];
  const gone = lost === 0 ? '' : `, ${lost} lost: what they came to nobody knows`;
  const counts = `bets: ${total} closed, ${open.length} open${gone}`;
  const analysis = looked === undefined ? undefined : analyzeBets(looked.bets);
  if (looked === undefined || analysis === undefined) return [counts];
  return [counts, ...analysisInLines(analysis, looked.at)];
}
