import { BID, type BookSide } from '../domain/side.ts';
import { type Price, SCALE } from '../domain/units.ts';

/** Nothing of ours depends on the market's rows: only its book follows them. */
export const QUIET = 0;
/** Orders of ours rest, up to date: only rows within their reach matter. */
export const WATCHING = 1;
/** Something is to be followed up when the message is complete. */
export const BUSY = 2;
export type Attention = typeof QUIET | typeof WATCHING | typeof BUSY;

const BELOW_ALL = -1;
const ABOVE_ALL = SCALE + 1;

/**
 * How far each market's rows concern us, in two small arrays that stay in the processor's cache:
 * with orders in hundreds of markets, looking at the orders themselves for every row is what costs.
 */
export class Watch {
  readonly #attention: Uint8Array;
  /** Own prices of each market: best and worst bid, best and worst ask. */
  readonly #prices: Int32Array;

  constructor(markets: number) {
    this.#attention = new Uint8Array(markets);
    this.#prices = new Int32Array(markets * 4);
    for (let market = 0; market < markets; market++) {
      this.setPrices(market, undefined, undefined, undefined, undefined);
    }
  }

  attention(market: number): Attention {
    return this.#attention[market] as Attention;
  }

  set(market: number, attention: Attention): void {
    this.#attention[market] = attention;
  }

  /** Undefined where no order of ours rests on that side. */
  setPrices(
    market: number,
    bestBid: number | undefined,
    worstBid: number | undefined,
    bestAsk: number | undefined,
    worstAsk: number | undefined,
  ): void {
    this.#prices[market * 4] = bestBid ?? BELOW_ALL;
    this.#prices[market * 4 + 1] = worstBid ?? ABOVE_ALL;
    this.#prices[market * 4 + 2] = bestAsk ?? ABOVE_ALL;
    this.#prices[market * 4 + 3] = worstAsk ?? BELOW_ALL;
  }

  /** Whether a level's change can touch a level of ours, or reach us from the other side. */
  levelConcerns(market: number, side: BookSide, price: Price): boolean {
    const prices = this.#prices;
    const at = market * 4;
    return side === BID
      ? price >= (prices[at + 2] as number) ||
          (price <= (prices[at] as number) && price >= (prices[at + 1] as number))
      : price <= (prices[at] as number) ||
          (price >= (prices[at + 2] as number) && price <= (prices[at + 3] as number));
  }

  /** Whether a print that hit `side` at `price` reaches an order of ours. */
  printConcerns(market: number, side: BookSide, price: Price): boolean {
    const at = market * 4;
    return side === BID
      ? price <= (this.#prices[at] as number)
      : price >= (this.#prices[at + 2] as number);
  }
}
