import { MarketBook } from '../domain/book.ts';
import type { MarketIndex } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { Market } from '../domain/market.ts';
import { ASK, BID, type BookSide, opposite } from '../domain/side.ts';
import { type Price, type Shares, UNKNOWN_SIZE } from '../domain/units.ts';
import { betterOf, isBetter, reaches } from './canonical.ts';
import { Liquidity } from './liquidity.ts';
import { OwnSide } from './own-side.ts';
import type { SimOrder } from './sim-order.ts';
import { BUSY, QUIET, WATCHING, type Watch } from './watch.ts';

/** One market at the simulated venue: the recorded book, what we took from it, who rests in it. */
export class SimMarket {
  readonly index: MarketIndex;
  readonly market: Market;
  /** Whether its recording has prints. */
  readonly hasTrades: boolean;
  readonly book: MarketBook;
  readonly liquidity: Liquidity;
  readonly own: readonly [OwnSide, OwnSide] = [new OwnSide(BID), new OwnSide(ASK)];
  /** The book's epoch that the fronts belong to. */
  epoch = 0;
  isClosed = false;
  isResolved = false;
  readonly #watch: Watch;

  constructor(index: MarketIndex, market: Market, hasTrades: boolean, watch: Watch) {
    const first = market.ticks[0];
    invariant(first !== undefined, `market ${market.slug} has no tick size`);
    this.index = index;
    this.market = market;
    this.hasTrades = hasTrades;
    this.#watch = watch;
    this.book = new MarketBook(first.tick);
    this.liquidity = new Liquidity(this.book);
  }

  /** Nothing of ours depends on the rows: only the book follows them. */
  get isQuiet(): boolean {
    return this.#watch.attention(this.index) === QUIET;
  }

  /** To be called after orders came or went, and at the end of a message that concerned us. */
  refresh(): void {
    const { index, own, liquidity } = this;
    this.#watch.setOwn(index, own[BID].reach, own[ASK].reach);
    this.#watch.setTaken(index, liquidity.takenReach(BID), liquidity.takenReach(ASK));
    const isEmpty = own[BID].levels.length === 0 && own[ASK].levels.length === 0;
    if (isEmpty && liquidity.isWhole) this.#watch.set(index, QUIET);
    else this.#watch.set(index, this.#isFollowedUp() ? WATCHING : BUSY);
  }

  /** What the book tells has been carried over to our orders, and nothing is left pending. */
  #isFollowedUp(): boolean {
    const { book, own } = this;
    if (!book.isTrusted || own[BID].isPrintedAt || own[ASK].isPrintedAt) return false;
    return !own[BID].isReachedBy(book.bestAsk) && !own[ASK].isReachedBy(book.bestBid);
  }

  /** The best price on a side, recorded or own. */
  best(side: BookSide): Price | undefined {
    return betterOf(side, this.own[side].levels[0]?.price, this.liquidity.best(side));
  }

  /** Shares on offer at a price, recorded and own; UNKNOWN_SIZE when the recording does not say. */
  depthAt(side: BookSide, price: Price): Shares {
    const recorded = this.liquidity.shown(side, price);
    if (recorded === UNKNOWN_SIZE) return recorded;
    return (recorded + (this.own[side].level(price)?.rest ?? 0)) as Shares;
  }

  /** The next price of a side behind another that has anything on offer; the best of all first. */
  depthBehind(side: BookSide, price: Price | undefined): Price | undefined {
    if (price === undefined) return this.best(side);
    const own = this.own[side].levels.find((level) => isBetter(side, price, level.price));
    return betterOf(side, own?.price, this.liquidity.behind(side, price));
  }

  /** Whether the order would trade at once; a level of unknown size is there, too. */
  crosses(order: SimOrder): boolean {
    return reaches(order.side, order.price, this.best(opposite(order.side)));
  }

  /** Resting orders in order of arrival. */
  resting(): SimOrder[] {
    const orders = this.own.flatMap((side) => side.levels.flatMap((level) => level.orders));
    return orders.sort((a, b) => a.sequence - b.sequence);
  }
}
