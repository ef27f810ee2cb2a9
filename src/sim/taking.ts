import { type BookSide, opposite } from '../domain/side.ts';
import {
  NO_SHARES,
  type Price,
  type Shares,
  type Timestamp,
  UNKNOWN_SIZE,
} from '../domain/units.ts';
import { betterOf, isBetter, reaches } from './canonical.ts';
import type { Clearing } from './clearing.ts';
import type { OwnLevel } from './own-side.ts';
import { UNKNOWN_FRONT } from './queue-model.ts';
import type { SimMarket } from './sim-market.ts';
import type { SimOrder } from './sim-order.ts';

/** What an order meets at one price. */
type Meeting = {
  readonly price: Price;
  /** Recorded shares on offer; UNKNOWN_FRONT where any size is assumed. */
  readonly recorded: Shares;
  readonly own: OwnLevel | undefined;
};

/**
 * How an incoming order takes what rests: best price first; at one price in order of arrival, that
 * is, the recorded shares ahead of an own order, then that order, the rest of the level last.
 */
export class Taking {
  readonly #clearing: Clearing;
  readonly #assumes: boolean;

  constructor(clearing: Clearing, unknownDepth: 'refuse' | 'assume') {
    this.#clearing = clearing;
    this.#assumes = unknownDepth === 'assume';
  }

  /** Shares that the order could get at once, at most its rest. */
  available(market: SimMarket, order: SimOrder): Shares {
    let sum = 0;
    let meeting = this.#meet(market, order, undefined);
    while (meeting !== undefined) {
      sum += meeting.recorded + (meeting.own?.rest ?? 0);
      meeting = this.#meet(market, order, meeting.price);
    }
    return Math.min(sum, order.rest) as Shares;
  }

  /** Trades until the order is filled or nothing is left within its limit. */
  take(market: SimMarket, order: SimOrder, at: Timestamp): void {
    let meeting = this.#meet(market, order, undefined);
    if (meeting === undefined) return;
    while (meeting !== undefined && order.rest > 0) {
      this.#takeLevel(market, order, meeting, at);
      meeting = this.#meet(market, order, meeting.price);
    }
    market.own[opposite(order.side)].dropFilled();
  }

  #takeLevel(market: SimMarket, order: SimOrder, meeting: Meeting, at: Timestamp): void {
    const { own, recorded } = meeting;
    let taken = NO_SHARES;
    for (const maker of own?.orders ?? []) {
      const ahead = Math.min(maker.front, recorded) - taken;
      taken = (taken + this.#takeRecorded(market, order, ahead, meeting, at)) as Shares;
      if (order.rest === 0) break;
      const size = Math.min(order.rest, maker.rest) as Shares;
      this.#clearing.between(order, maker, size, at);
    }
    taken = (taken + this.#takeRecorded(market, order, recorded - taken, meeting, at)) as Shares;
    // An assumed size is not used up.
    if (own === undefined || recorded === UNKNOWN_FRONT) return;
    for (const maker of own.orders) maker.front = Math.max(0, maker.front - taken) as Shares;
    own.size = (own.size - taken) as Shares;
  }

  /** Returns the shares taken: at most `most` and the order's rest. */
  #takeRecorded(
    market: SimMarket,
    order: SimOrder,
    most: number,
    { price, recorded }: Meeting,
    at: Timestamp,
  ): number {
    const size = Math.min(order.rest, most) as Shares;
    if (size <= 0) return 0;
    const isAssumed = recorded === UNKNOWN_FRONT;
    if (!isAssumed) market.liquidity.take(opposite(order.side), price, size);
    const evidence = isAssumed ? 'assumed' : 'book';
    this.#clearing.withRecorded(order, size, price, 'taker', evidence, at);
    return size;
  }

  /** The best price behind `after` within the order's limit. */
  #meet(market: SimMarket, order: SimOrder, after: Price | undefined): Meeting | undefined {
    const side = opposite(order.side);
    const { liquidity } = market;
    const recorded = after === undefined ? liquidity.best(side) : liquidity.behind(side, after);
    const own = nextOwn(market.own[side].levels, side, after);
    const price = betterOf(side, recorded, own?.price);
    if (price === undefined || !reaches(order.side, order.price, price)) return undefined;
    const isOwn = price === own?.price;
    return { price, recorded: this.#sizeOf(market, side, price), own: isOwn ? own : undefined };
  }

  #sizeOf(market: SimMarket, side: BookSide, price: Price): Shares {
    const shown = market.liquidity.shown(side, price);
    if (shown !== UNKNOWN_SIZE) return shown;
    return this.#assumes ? UNKNOWN_FRONT : NO_SHARES;
  }
}

function nextOwn(
  levels: readonly OwnLevel[],
  side: BookSide,
  after: Price | undefined,
): OwnLevel | undefined {
  return levels.find((level) => after === undefined || isBetter(side, after, level.price));
}
