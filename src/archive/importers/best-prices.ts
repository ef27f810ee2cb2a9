import { BID, type BookSide } from '../../domain/side.ts';
import type { Levels } from '../../ports/venue-wire.ts';

/** Just enough of one token's book to see that deltas have crossed it. */
export class BestPrices {
  readonly #bids = new Set<number>();
  readonly #asks = new Set<number>();
  #known = false;

  replace(bids: Levels, asks: Levels): void {
    this.forget();
    this.#known = true;
    for (const price of bids.price) this.#bids.add(price);
    for (const price of asks.price) this.#asks.add(price);
  }

  set(side: BookSide, price: number, size: number): void {
    const prices = side === BID ? this.#bids : this.#asks;
    if (size === 0) prices.delete(price);
    else prices.add(price);
  }

  /** The book is in doubt: nothing is said of it until the next whole one. */
  forget(): void {
    this.#known = false;
    this.#bids.clear();
    this.#asks.clear();
  }

  get isCrossed(): boolean {
    return this.#known && Math.max(...this.#bids) >= Math.min(...this.#asks);
  }
}
