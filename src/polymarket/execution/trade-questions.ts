import type { ConditionId, VenueTradeId } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TradeFilter } from '../rest/clob-account.ts';
import { gather } from '../rest/pages.ts';
import type { FillBook } from './fill-book.ts';
import type { NoticeListener } from './notice.ts';
import type { AccountAccess } from './venue-access.ts';
import type { VenueMode } from './venue-mode.ts';

/** The venue filters by its own seconds, and a match may be listed a little late. */
const OVERLAP = 60 * MICROS_PER_SECOND;
/** What the user channel has not told by then, it does not tell. */
const MISSED_AFTER = 5 * MICROS_PER_SECOND;

type Parts = {
  readonly account: AccountAccess;
  readonly fills: FillBook;
  readonly mode: VenueMode;
  readonly clock: Clock;
  readonly notice: NoticeListener;
};

export type TradesTold = {
  /** All pages came. */
  readonly isWhole: boolean;
  /** Rows that could not be read: whose they are, nobody knows. */
  readonly refused: number;
  /** Parts of ours that nobody had told us of, though there was time to. */
  readonly missed: number;
};

/** Asks REST for matches and books what is new of them. */
export class TradeQuestions {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** One match. */
  async byId(trade: VenueTradeId): Promise<void> {
    await this.#ask({ trade });
  }

  /** All since a little before then. */
  since(at: Timestamp, market?: ConditionId): Promise<TradesTold> {
    const after = Math.max(0, at - OVERLAP) as Timestamp;
    return this.#ask({ after, ...(market === undefined ? {} : { market }) });
  }

  async #ask(filter: TradeFilter): Promise<TradesTold> {
    const { account, fills, mode, clock, notice } = this.#parts;
    const { rows, refused, failure } = await gather(account.trades(filter));
    if (failure !== undefined) mode.heard(failure);
    if (refused > 0) notice({ code: 'unreadable', message: `${refused} matches cannot be read` });
    // Told newest first: booked in the order in which they happened.
    const now = clock.now();
    let missed = 0;
    for (const trade of rows.toReversed()) {
      const fresh = fills.take(trade, trade.updatedAt ?? trade.matchedAt ?? now);
      if (now - (trade.matchedAt ?? now) > MISSED_AFTER) missed += fresh;
    }
    return { isWhole: failure === undefined, refused, missed };
  }
}
