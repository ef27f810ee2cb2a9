import { InvariantError } from './invariant.ts';
import { BID, type BookSide } from './side.ts';
import type { GapReason } from './tape.ts';
import type { TickSize } from './tick.ts';
import {
  NO_SHARES,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  UNKNOWN_SIZE,
} from './units.ts';

/**
 * The order book of one market, in the coordinates of its first outcome token: a bid on the second
 * token at p is an ask here at 1 - p. A dense ladder at the current tick; sizes are totals.
 *
 * Trust: a book is untrusted from a gap or a tick change until a snapshot is complete. Reading an
 * untrusted book is allowed, trading on it is not: ask {@link isTrusted} first.
 */
export class MarketBook {
  /** Counts snapshots that replaced the book after a break in its history. */
  epoch = 0;
  untrustedSince: Timestamp | undefined;
  untrustedReason: GapReason | undefined = 'no_snapshot';
  #tick: TickSize;
  #bids: Float64Array;
  #asks: Float64Array;
  /** Ladder positions; 0 is no bid, #top is no ask. */
  #bestBid = 0;
  #bestAsk: number;
  #top: number;
  /** Emptied by a snapshot and correct since: what a return of trust needs. */
  #rebuilt = false;

  constructor(tick: TickSize) {
    this.#tick = tick;
    this.#top = SCALE / tick;
    this.#bids = new Float64Array(this.#top + 1);
    this.#asks = new Float64Array(this.#top + 1);
    this.#bestAsk = this.#top;
  }

  get tick(): TickSize {
    return this.#tick;
  }

  get isTrusted(): boolean {
    return this.untrustedReason === undefined && this.#top > 0;
  }

  /** The market is over, and this book is none any more. */
  get isRetired(): boolean {
    return this.#top === 0;
  }

  /** A bid at or above an ask: never true of a real resting book, true for a moment in feeds. */
  get isCrossed(): boolean {
    // Without bids 0, without asks the top: never crossed. Nor is a book without ladders.
    return this.#bestBid >= this.#bestAsk && this.#top > 0;
  }

  /** Highest bid, or undefined when that side is empty. */
  get bestBid(): Price | undefined {
    return this.#bestBid === 0 ? undefined : ((this.#bestBid * this.#tick) as Price);
  }

  /** Lowest ask, or undefined when that side is empty. */
  get bestAsk(): Price | undefined {
    return this.#bestAsk === this.#top ? undefined : ((this.#bestAsk * this.#tick) as Price);
  }

  /** Total resting size at a price; 0 off the grid or outside (0, 1). */
  sizeAt(side: BookSide, price: Price): Shares {
    const i = (price / this.#tick) | 0;
    if (i * this.#tick !== price) return NO_SHARES;
    return ((side === BID ? this.#bids[i] : this.#asks[i]) ?? NO_SHARES) as Shares;
  }

  /**
   * The next price with interest strictly behind `price` on that side (lower for bids, higher for
   * asks), or undefined. Start with the best price; any other price in [0, 1] will do.
   */
  nextBehind(side: BookSide, price: Price): Price | undefined {
    const from = price / this.#tick;
    // Between two levels both are strictly behind: round away from where we look.
    const i =
      side === BID
        ? below(this.#bids, Math.ceil(from))
        : above(this.#asks, Math.floor(from), this.#top);
    return i <= 0 || i >= this.#top ? undefined : ((i * this.#tick) as Price);
  }

  /** Whether a price can be a level of this ladder: on the grid and strictly inside (0, 1). */
  fits(price: Price): boolean {
    return price > 0 && price < SCALE && price % this.#tick === 0;
  }

  /**
   * Sets a level's total; 0 removes it.
   * @throws InvariantError when the price is not on the ladder; a feed uses {@link trySetLevel}.
   */
  setLevel(side: BookSide, price: Price, size: Shares): void {
    const set = this.trySetLevel(side, price, size);
    if (!set)
      throw new InvariantError(`no level of ${size} at ${price}: off the ladder, or no size`);
  }

  /**
   * Sets a level's total; returns false, and changes nothing, when the price is off the ladder or
   * the size is none (not a safe integer, or negative and not UNKNOWN_SIZE).
   */
  trySetLevel(side: BookSide, price: Price, size: Shares): boolean {
    const i = (price / this.#tick) | 0;
    if (i * this.#tick !== price || i <= 0 || i >= this.#top) return false;
    if (!(size >= UNKNOWN_SIZE && Number.isSafeInteger(size))) return false;
    if (side === BID) {
      this.#bids[i] = size;
      if (size !== 0) {
        if (i > this.#bestBid) this.#bestBid = i;
      } else if (i === this.#bestBid) {
        this.#bestBid = below(this.#bids, i);
      }
    } else {
      this.#asks[i] = size;
      if (size !== 0) {
        if (i < this.#bestAsk) this.#bestAsk = i;
      } else if (i === this.#bestAsk) {
        this.#bestAsk = above(this.#asks, i, this.#top);
      }
    }
    return true;
  }

  /** Empties both sides: a snapshot follows. Trust returns with {@link trust}. */
  clear(): void {
    this.#rebuilt = true;
    this.#bids.fill(0);
    this.#asks.fill(0);
    this.#bestBid = 0;
    this.#bestAsk = this.#top;
  }

  /** From here on the book is not to be traded on. Keeps the first reason and time. */
  distrust(at: Timestamp, reason: GapReason): void {
    this.#rebuilt = false;
    if (this.untrustedReason !== undefined) return;
    this.untrustedSince = at;
    this.untrustedReason = reason;
  }

  /**
   * A message that carries the whole book is complete. Ends distrust, and begins a new epoch, if
   * the book was emptied for it: a difference against a broken book proves nothing.
   */
  trust(): void {
    if (this.untrustedReason === undefined || !this.#rebuilt) return;
    this.untrustedSince = undefined;
    this.untrustedReason = undefined;
    this.epoch++;
  }

  /** A new grid. The old levels mean nothing on it: empty and untrusted until a snapshot. */
  changeTick(tick: TickSize, at: Timestamp): void {
    if (this.#top === 0) return;
    this.distrust(at, 'tick_change');
    this.#tick = tick;
    this.#top = SCALE / tick;
    this.#bids = new Float64Array(this.#top + 1);
    this.#asks = new Float64Array(this.#top + 1);
    this.clear();
    this.#rebuilt = false;
  }

  /**
   * The market is over: gives the ladders back, as a run goes through thousands of markets. What is
   * told of the book afterwards finds no place on it, and it is never trusted again, on no grid.
   */
  retire(at: Timestamp): void {
    this.distrust(at, 'no_snapshot');
    this.#top = 0;
    this.#bids = NOTHING;
    this.#asks = NOTHING;
    this.#bestBid = 0;
    this.#bestAsk = 0;
  }
}

const NOTHING = new Float64Array();

/** The highest occupied position under `from`; 0 when there is none. */
function below(ladder: Float64Array, from: number): number {
  let i = from - 1;
  while (i > 0 && ladder[i] === 0) i--;
  return i;
}

/** The lowest occupied position over `from`; `top` when there is none. */
function above(ladder: Float64Array, from: number, top: number): number {
  let i = from + 1;
  while (i < top && ladder[i] === 0) i++;
  return i;
}
