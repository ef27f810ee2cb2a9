import type { FillEvidence } from '../domain/fill.ts';
import { ASK, BID, type BookSide, opposite } from '../domain/side.ts';
import { FLAG_BOOK, type Tape } from '../domain/tape.ts';
import {
  mulDiv,
  NO_SHARES,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  UNKNOWN_SIZE,
} from '../domain/units.ts';
import { isBetter, reaches } from './canonical.ts';
import type { Clearing } from './clearing.ts';
import type { MatchingOptions } from './options.ts';
import type { OwnLevel, OwnSide } from './own-side.ts';
import { frontAfter, UNKNOWN_FRONT } from './queue-model.ts';
import type { SimMarket } from './sim-market.ts';
import type { SimOrder } from './sim-order.ts';

/** How recorded prints and levels fill orders that rest, and move them up their queues. */
export class Resting {
  readonly #clearing: Clearing;
  readonly #options: MatchingOptions;
  /** The row at work: its time is read when an order fills, which is seldom. */
  #tape: Tape | undefined;
  #row = 0;

  constructor(clearing: Clearing, options: MatchingOptions) {
    this.#clearing = clearing;
    this.#options = options;
  }

  /**
   * A print: somebody took `size` shares from `side` at `price` (canonical). Orders with a better
   * price were passed over by the recording, so they come first and whole, up to the print's size.
   * At the price itself what is left consumes the queue and then the orders behind it.
   */
  print(market: SimMarket, side: BookSide, price: Price, tape: Tape, row: number): void {
    this.#tape = tape;
    this.#row = row;
    const size = tape.size[row] as Shares;
    let left = size;
    const own = market.own[side];
    for (const level of own.levels) {
      if (isBetter(side, level.price, price)) left = this.#fillThrough(level, left);
      else if (level.price === price) this.#consume(level, size, left, 'print');
      else break;
    }
    own.dropFilled();
  }

  /** A message is complete: the fronts follow the levels, then the other side may reach us. */
  messageEnd(market: SimMarket, tape: Tape, row: number): void {
    const { book, own } = market;
    if (!book.isTrusted) return;
    this.#tape = tape;
    this.#row = row;
    if (book.epoch !== market.epoch) {
      market.epoch = book.epoch;
      reset(market, own[BID]);
      reset(market, own[ASK]);
    } else {
      const isWholeBook = ((tape.flags[row] as number) & FLAG_BOOK) !== 0;
      this.#follow(market, own[BID], isWholeBook);
      this.#follow(market, own[ASK], isWholeBook);
    }
    if (this.#options.inferFills !== 'off' && !book.isCrossed) {
      this.#inferThrough(market, own[BID]);
      this.#inferThrough(market, own[ASK]);
    }
    for (const side of own) side.dropFilled();
  }

  /** Returns what of the print is left. */
  #fillThrough(level: OwnLevel, size: Shares): Shares {
    let left: number = size;
    for (const order of level.orders) {
      // Everything ahead at our better price is gone, or the print would not be where it is.
      order.front = NO_SHARES;
      const filled = Math.min(order.rest, left) as Shares;
      if (filled === 0) continue;
      left -= filled;
      this.#fill(order, filled, level.price, 'print');
    }
    return left as Shares;
  }

  /** `left` of `traded` shares at a level's price go to the front of each order, then to it. */
  #consume(level: OwnLevel, traded: Shares, left: Shares, evidence: FillEvidence): void {
    let reaching: number = left;
    level.traded = (level.traded + traded) as Shares;
    for (const order of level.orders) {
      order.traded = (order.traded + traded) as Shares;
      if (order.front === UNKNOWN_FRONT) continue;
      const filled = Math.min(order.rest, Math.max(0, reaching - order.front)) as Shares;
      order.front = Math.max(0, order.front - reaching) as Shares;
      if (filled === 0) continue;
      reaching -= filled;
      this.#fill(order, filled, level.price, evidence);
    }
  }

  /** A whole book confirms the levels that it does not change, and so what was printed at them. */
  #follow(market: SimMarket, own: OwnSide, isWholeBook: boolean): void {
    for (const level of own.levels) {
      if (!level.touched && !isWholeBook) continue;
      level.touched = false;
      const size = market.liquidity.shown(own.side, level.price);
      this.#deplete(market, level, size);
      this.#moveUp(level, size);
    }
  }

  /** Counts a part of an unprinted decrease as trades. */
  #deplete(market: SimMarket, level: OwnLevel, size: Shares): void {
    const { inferFills, depletionPpm } = this.#options;
    if (inferFills !== 'depletion' || market.hasTrades) return;
    if (level.size === UNKNOWN_SIZE || size === UNKNOWN_SIZE) return;
    const decrease = level.size - size - level.traded;
    if (decrease <= 0) return;
    const traded = mulDiv(decrease, depletionPpm, SCALE, 'down') as Shares;
    this.#consume(level, traded, traded, 'inferred');
  }

  /** The queue of a level that went from `level.size` to `size`. */
  #moveUp(level: OwnLevel, size: Shares): void {
    const { queue } = this.#options;
    let ahead: Shares = NO_SHARES;
    for (const order of level.orders) {
      if (size !== UNKNOWN_SIZE) {
        const front = frontAfter(queue, order.front, level.size, size, order.traded);
        // What is ahead of an earlier order is ahead of the later one, whatever the rule says.
        order.front = Math.max(front, ahead) as Shares;
        ahead = order.front;
      }
      order.traded = NO_SHARES;
    }
    level.traded = NO_SHARES;
    level.size = size;
  }

  /** Sizes on the other side at our price or better would have met us: they fill us, and go. */
  #inferThrough(market: SimMarket, own: OwnSide): void {
    const side = opposite(own.side);
    const { liquidity } = market;
    let price = liquidity.best(side);
    for (const level of own.levels) {
      for (const order of level.orders) {
        while (order.rest > 0 && price !== undefined && reaches(own.side, level.price, price)) {
          const shown = liquidity.shown(side, price);
          if (shown === UNKNOWN_SIZE) {
            if (this.#options.unknownDepth === 'assume') {
              this.#fill(order, order.rest, level.price, 'assumed');
              break;
            }
          } else {
            const size = Math.min(order.rest, shown) as Shares;
            liquidity.take(side, price, size);
            this.#fill(order, size, level.price, 'inferred');
            if (size < shown) break;
          }
          price = liquidity.behind(side, price);
        }
      }
    }
  }

  #fill(order: SimOrder, size: Shares, price: Price, evidence: FillEvidence): void {
    const at = this.#tape?.tsInit[this.#row] as Timestamp;
    this.#clearing.withRecorded(order, size, price, 'maker', evidence, at);
  }
}

/** After a break nobody knows what was ahead of us: the whole level is. */
function reset(market: SimMarket, own: OwnSide): void {
  for (const level of own.levels) {
    const size = market.liquidity.shown(own.side, level.price);
    for (const order of level.orders) {
      order.front = size === UNKNOWN_SIZE ? UNKNOWN_FRONT : size;
      order.traded = NO_SHARES;
    }
    level.size = size;
    level.traded = NO_SHARES;
    level.touched = false;
  }
}
