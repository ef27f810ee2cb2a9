import { BID, type BookSide } from '../domain/side.ts';
import { type Price, SCALE } from '../domain/units.ts';
import { withRoom } from '../domain/with-room.ts';

/** Nothing of ours depends on the market's rows: only its book follows them. */
export const QUIET = 0;
/** Orders of ours rest, up to date: only rows within their reach matter. */
export const WATCHING = 1;
/** Something is to be followed up when the message is complete. */
export const BUSY = 2;
export type Attention = typeof QUIET | typeof WATCHING | typeof BUSY;

/** A stretch of prices of one side, both ends included. */
export type Reach = { readonly low: number; readonly high: number };

/** No price is in it, and it orders before and after every price on the wrong side. */
export const NOWHERE: Reach = { low: SCALE + 1, high: -1 };

/** Own bids, own asks, what was taken from bids, what was taken from asks: low and high of each. */
const ENTRIES = 8;

/**
 * How far each market's rows concern us, in two small arrays that stay in the processor's cache:
 * with orders in hundreds of markets, looking at the orders themselves for every row is what costs.
 */
export class Watch {
  #attention = new Uint8Array();
  #prices = new Int32Array();

  /** Makes room for so many markets; new ones are quiet. */
  grow(markets: number): void {
    this.#attention = withRoom(this.#attention, markets, QUIET);
    this.#prices = withRoom(this.#prices, markets * ENTRIES);
  }

  attention(market: number): Attention {
    return this.#attention[market] as Attention;
  }

  set(market: number, attention: Attention): void {
    this.#attention[market] = attention;
  }

  /** Where orders of ours rest. */
  setOwn(market: number, bids: Reach, asks: Reach): void {
    this.#set(market * ENTRIES, bids, asks);
  }

  /** Where we took recorded liquidity that is still shown. */
  setTaken(market: number, bids: Reach, asks: Reach): void {
    this.#set(market * ENTRIES + 4, bids, asks);
  }

  /** Whether a level's change can touch a level of ours, or reach us from the other side. */
  levelConcerns(market: number, side: BookSide, price: Price): boolean {
    const own = market * ENTRIES;
    const reachesUs =
      side === BID
        ? price >= (this.#prices[own + 2] as number)
        : price <= (this.#prices[own + 1] as number);
    return reachesUs || this.#isIn(own + side * 2, price) || this.#isIn(own + 4 + side * 2, price);
  }

  /** Whether a print that hit `side` at `price` reaches an order of ours. */
  printConcerns(market: number, side: BookSide, price: Price): boolean {
    const own = market * ENTRIES;
    return side === BID
      ? price <= (this.#prices[own + 1] as number)
      : price >= (this.#prices[own + 2] as number);
  }

  #set(at: number, bids: Reach, asks: Reach): void {
    this.#prices[at] = bids.low;
    this.#prices[at + 1] = bids.high;
    this.#prices[at + 2] = asks.low;
    this.#prices[at + 3] = asks.high;
  }

  #isIn(at: number, price: Price): boolean {
    return price >= (this.#prices[at] as number) && price <= (this.#prices[at + 1] as number);
  }
}
