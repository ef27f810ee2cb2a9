import { MICROS_PER_SECOND, type Timestamp } from '../../../domain/units.ts';
import type { StrategyLoop } from '../../../ports/strategy-loop.ts';
import type { View } from '../../../ports/view.ts';
import { analysisInLines } from './analysis-words.ts';
import type { ClosedTrade } from './own-trade.ts';
import { analyzeOwnTrades } from './own-trade-analysis.ts';
import { NO_OWN_TRADES, OwnTradeBook, type SavedOwnTrades } from './own-trade-book.ts';

/** Plain JSON. */
export type SavedReview = SavedOwnTrades & {
  /** What the last round looked at: a later run tells the same of it until the next. */
  readonly looked?: { readonly at: Timestamp; readonly trades: readonly ClosedTrade[] } | undefined;
};

export const NOTHING_REVIEWED: SavedReview = NO_OWN_TRADES;

/** Source system S1, §2.1; its first round is one interval after the start at the latest. */
const EVERY = 6 * 3_600 * MICROS_PER_SECOND;

/** Looks back at the strategy's own trades from time to time, and tells. It changes nothing. */
export class OwnTradeReview {
  readonly book: OwnTradeBook;
  readonly loop: StrategyLoop = {
    name: 'analysis',
    every: EVERY,
    run: (view) => this.#look(view),
  };
  #looked: SavedReview['looked'];

  constructor(saved: SavedReview = NOTHING_REVIEWED) {
    this.book = new OwnTradeBook(saved);
    this.#looked = saved.looked;
  }

  save(): SavedReview {
    return { ...this.book.save(), looked: this.#looked };
  }

  #look(view: View): void {
    this.book.dropOverdue(view);
    const { closed } = this.book.save();
    if (closed.length > 0) this.#looked = { at: view.now, trades: closed };
  }
}

/** For people; none where there has been no trade. */
export function reviewInLines({ open, total, lost, looked }: SavedReview): string[] {
  if (open.length + total + lost === 0) return [];
  const gone = lost === 0 ? '' : `, ${lost} lost: what they came to nobody knows`;
  const counts = `own trades: ${total} closed, ${open.length} open${gone}`;
  const analysis = looked === undefined ? undefined : analyzeOwnTrades(looked.trades);
  if (looked === undefined || analysis === undefined) return [counts];
  return [counts, ...analysisInLines(analysis, looked.at)];
}
