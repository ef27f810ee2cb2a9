import type { MarketBook } from '../domain/book.ts';
import { applyBookRow } from '../domain/book-row.ts';
import type { Outcome } from '../domain/ids.ts';
import { type BookSide, opposite } from '../domain/side.ts';
import {
  FLAG_DERIVED,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_CONFIRM,
  KIND_LEVEL,
  KIND_LIST,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
  type Tape,
} from '../domain/tape.ts';
import type { Price, Timestamp } from '../domain/units.ts';
import { canonicalPrice } from './canonical.ts';
import type { Resting } from './resting.ts';
import type { SimMarket } from './sim-market.ts';
import type { SimOrder } from './sim-order.ts';
import { BUSY, QUIET, WATCHING, type Watch } from './watch.ts';

/** What rows cause beyond the book and the orders in it. */
export type RowEffects = {
  /** The market becomes known. */
  list(market: number): void;
  cancel(order: SimOrder, reason: string, at: Timestamp): void;
  /** A share of the first outcome pays `payout`. */
  resolve(market: SimMarket, payout: Price): void;
};

/** Follows the recording, row by row. A market without orders of ours costs its book only. */
export class RowFollower {
  readonly #markets: readonly SimMarket[];
  readonly #books: MarketBook[] = [];
  readonly #watch: Watch;
  readonly #resting: Resting;
  readonly #effects: RowEffects;

  /** `markets` may grow: each must be told by {@link follow}, in order, before its first row. */
  constructor(markets: readonly SimMarket[], watch: Watch, resting: Resting, effects: RowEffects) {
    this.#markets = markets;
    this.#watch = watch;
    this.#resting = resting;
    this.#effects = effects;
  }

  follow({ book }: SimMarket): void {
    this.#books.push(book);
  }

  /** Allocates nothing unless the row changes an order. */
  onRow(tape: Tape, row: number): void {
    const kind = tape.kind[row] as number;
    if (kind === KIND_REFERENCE) return;
    const index = tape.market[row] as number;
    if (kind === KIND_LIST) {
      this.#effects.list(index);
      return;
    }
    applyBookRow(this.#books[index] as MarketBook, tape, row);
    const attention = this.#watch.attention(index);
    if (attention === QUIET && kind < KIND_CLOSE) return;
    if (this.#isToldAgain(index, tape, row)) return;
    if (attention === WATCHING && !this.#concerns(index, kind, tape, row)) return;
    const market = this.#markets[index] as SimMarket;
    this.#watch.set(index, BUSY);
    this.#apply(market, kind, tape, row);
    if (((tape.flags[row] as number) & FLAG_LAST) === 0) return;
    market.liquidity.settle();
    this.#resting.messageEnd(market, tape, row);
    market.refresh();
  }

  /** A book that is told again to those who do not know it: ours goes on, and so do the queues. */
  #isToldAgain(index: number, tape: Tape, row: number): boolean {
    if (((tape.flags[row] as number) & FLAG_DERIVED) === 0) return false;
    const { book, epoch } = this.#markets[index] as SimMarket;
    return book.isTrusted && book.epoch === epoch;
  }

  /** Whether a row matters to orders of ours that are up to date. */
  #concerns(market: number, kind: number, tape: Tape, row: number): boolean {
    const side = canonicalRowSide(tape, row);
    const price = canonicalRowPrice(tape, row);
    switch (kind) {
      case KIND_LEVEL:
        return this.#watch.levelConcerns(market, side, price);
      case KIND_TRADE:
        return this.#watch.printConcerns(market, side, price);
      default:
        return kind !== KIND_CONFIRM;
    }
  }

  #apply(market: SimMarket, kind: number, tape: Tape, row: number): void {
    switch (kind) {
      case KIND_LEVEL: {
        const side = canonicalRowSide(tape, row);
        market.own[side].touch(canonicalRowPrice(tape, row));
        break;
      }
      case KIND_CLEAR:
        for (const own of market.own) own.touchAll();
        break;
      case KIND_TRADE: {
        if (!market.book.isTrusted || (tape.size[row] as number) <= 0) break;
        const side = canonicalRowSide(tape, row);
        this.#resting.print(market, side, canonicalRowPrice(tape, row), tape, row);
        break;
      }
      case KIND_TICK: {
        // ASSUMPTION, kept here alone: the venue cancels what rests off the new grid.
        const offGrid = market.resting().filter((order) => !market.book.fits(order.price));
        this.#cancel(offGrid, 'tick_change', tape, row);
        break;
      }
      case KIND_CLOSE:
        this.#close(market, tape, row);
        break;
      case KIND_RESOLVE: {
        this.#close(market, tape, row);
        const payout = canonicalPrice(tape.outcome[row] as Outcome, tape.price[row] as Price);
        this.#effects.resolve(market, payout);
        market.book.retire(tape.tsInit[row] as Timestamp);
        break;
      }
    }
  }

  #close(market: SimMarket, tape: Tape, row: number): void {
    market.isClosed = true;
    this.#cancel(market.resting(), 'market_closed', tape, row);
  }

  #cancel(orders: readonly SimOrder[], reason: string, tape: Tape, row: number): void {
    for (const order of orders) this.#effects.cancel(order, reason, tape.tsInit[row] as Timestamp);
  }
}

function canonicalRowSide(tape: Tape, row: number): BookSide {
  const side = tape.side[row] as BookSide;
  return tape.outcome[row] === 0 ? side : opposite(side);
}

function canonicalRowPrice(tape: Tape, row: number): Price {
  return canonicalPrice(tape.outcome[row] as Outcome, tape.price[row] as Price);
}
