import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { FillBook } from './fill-book.ts';
import type { TradeQuestions } from './trade-questions.ts';

/** A match is on the chain within seconds; one that is not final after this is asked for. */
const LATE_AFTER = 30 * MICROS_PER_SECOND;
/** So many in one round: the oldest first. */
const AT_ONCE = 20;

/** Asks REST for matches whose settlement the user channel does not tell. */
export class SettlementWatch {
  readonly #fills: FillBook;
  readonly #trades: TradeQuestions;

  constructor(fills: FillBook, trades: TradeQuestions) {
    this.#fills = fills;
    this.#trades = trades;
  }

  async run(now: Timestamp): Promise<void> {
    const late = this.#fills.unsettled.filter(({ since }) => now - since >= LATE_AFTER);
    const trades = new Set(late.slice(0, AT_ONCE).map(({ trade }) => trade));
    for (const trade of trades) await this.#trades.byId(trade);
  }
}
