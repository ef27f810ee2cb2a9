import type { MarketBook } from '../domain/book.ts';
import { ASK, BID, type BookSide } from '../domain/side.ts';
import { type Price, type Shares, UNKNOWN_SIZE } from '../domain/units.ts';
import { NOWHERE, type Reach } from './watch.ts';

/**
 * What the recorded book still offers: its sizes less what our own orders took from it. Taken
 * shares stay gone until their level has size 0 at the end of a message; a level that shrinks
 * below what was taken has nothing left.
 */
export class Liquidity {
  readonly #book: MarketBook;
  readonly #taken: readonly [Map<Price, Shares>, Map<Price, Shares>] = [new Map(), new Map()];

  constructor(book: MarketBook) {
    this.#book = book;
  }

  /** Nothing is taken: the book is as recorded. */
  get isWhole(): boolean {
    return this.#taken[BID].size === 0 && this.#taken[ASK].size === 0;
  }

  /** From the lowest to the highest price at which something was taken. */
  takenReach(side: BookSide): Reach {
    let { low, high } = NOWHERE;
    for (const price of this.#taken[side].keys()) {
      low = Math.min(low, price);
      high = Math.max(high, price);
    }
    return { low, high };
  }

  /** Shares on offer at a price; UNKNOWN_SIZE when the recording does not say. */
  shown(side: BookSide, price: Price): Shares {
    const recorded = this.#book.sizeAt(side, price);
    if (recorded === UNKNOWN_SIZE) return recorded;
    const taken = this.#taken[side].get(price) ?? 0;
    return Math.max(0, recorded - taken) as Shares;
  }

  /** The best price on a side with anything on offer, sizes unknown included. */
  best(side: BookSide): Price | undefined {
    const price = side === BID ? this.#book.bestBid : this.#book.bestAsk;
    if (price === undefined || this.shown(side, price) !== 0) return price;
    return this.behind(side, price);
  }

  /** The next such price strictly behind. */
  behind(side: BookSide, price: Price): Price | undefined {
    let next = this.#book.nextBehind(side, price);
    while (next !== undefined && this.shown(side, next) === 0) {
      next = this.#book.nextBehind(side, next);
    }
    return next;
  }

  /** Shares at a known level go to one of our orders. */
  take(side: BookSide, price: Price, size: Shares): void {
    const taken = this.#taken[side];
    taken.set(price, ((taken.get(price) ?? 0) + size) as Shares);
  }

  /** The message is complete: forgets what was taken from levels that are gone or have shrunk. */
  settle(): void {
    this.#settleSide(BID);
    this.#settleSide(ASK);
  }

  #settleSide(side: BookSide): void {
    const taken = this.#taken[side];
    for (const [price, size] of taken) {
      const recorded = this.#book.sizeAt(side, price);
      if (recorded === 0) taken.delete(price);
      else if (recorded !== UNKNOWN_SIZE) taken.set(price, Math.min(size, recorded) as Shares);
    }
  }
}
