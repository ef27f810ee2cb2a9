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
  #stale = false;

  constructor(book: MarketBook) {
    this.#book = book;
  }

  /** Nothing is taken: the book is as recorded. */
  get isWhole(): boolean {
    return this.#taken[BID].size === 0 && this.#taken[ASK].size === 0;
  }

  /** Whether something was taken from the level at this price. */
  isTakenFrom(side: BookSide, price: Price): boolean {
    return this.#taken[side].has(price);
  }

  /** From the lowest to the highest price at which something was taken. */
  takenReach(side: BookSide): Reach {
    const taken = this.#taken[side];
    if (taken.size === 0) return NOWHERE;
    let low = NOWHERE.low;
    let high = NOWHERE.high;
    for (const price of taken.keys()) {
      if (price < low) low = price;
      if (price > high) high = price;
    }
    return { low, high };
  }

  /** Shares on offer at a price; UNKNOWN_SIZE when the recording does not say. */
  shown(side: BookSide, price: Price): Shares {
    const recorded = this.#book.sizeAt(side, price);
    const ours = this.#taken[side];
    if (recorded <= 0 || ours.size === 0) return recorded;
    const taken = ours.get(price);
    return taken === undefined ? recorded : (Math.max(0, recorded - taken) as Shares);
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

  /** A row changes this level. */
  touch(side: BookSide, price: Price): void {
    const taken = this.#taken[side];
    if (taken.size > 0 && taken.has(price)) this.#stale = true;
  }

  /** A row changes every level. */
  touchAll(): void {
    this.#stale = true;
  }

  /** The message is complete: forgets what was taken from levels that are gone or have shrunk. */
  settle(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#settleSide(BID);
    this.#settleSide(ASK);
  }

  #settleSide(side: BookSide): void {
    const taken = this.#taken[side];
    for (const [price, size] of taken) {
      const recorded = this.#book.sizeAt(side, price);
      if (recorded === 0) taken.delete(price);
      else if (recorded !== UNKNOWN_SIZE && recorded < size) taken.set(price, recorded);
    }
  }
}
