// The naive twin's market: levels and queues as plain lists. The queue at a price is drawn out:
// recorded shares and our orders, one behind the other.
import type { Market } from '../../../src/domain/market.ts';
import type { OrderTerms } from '../../../src/domain/order.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_TICK,
} from '../../../src/domain/tape.ts';
import type { Row } from '../tape-rows.ts';

export const UNKNOWN = -1;

export type NaiveOrder = {
  owner: number;
  id: number;
  terms: OrderTerms;
  market: number;
  side: number;
  price: number;
  arrival: number;
  rest: number;
  traded: number;
  held: boolean;
};

/** Something to take: of a maker's, or recorded (of a size that is assumed). */
export type Offer = { price: number; size: number; maker?: NaiveOrder; assumed: boolean };

export type Level = { side: number; price: number; size: number };

/** Recorded shares (a number; Infinity when unknown) and orders, first in line first. */
export type Queue = {
  side: number;
  price: number;
  line: (number | NaiveOrder)[];
  /** What the recording showed when the line was last brought up to date. */
  size: number;
  printed: number;
};

export class NaiveMarket {
  levels: Level[] = [];
  /** What our takers took. */
  taken: Level[] = [];
  queues: Queue[] = [];
  tick: number;
  trusted = false;
  rebuilt = false;
  epoch = 0;
  seenEpoch = 0;
  closed = false;
  /** Levels that the message under way speaks of; 'all' for the whole book. */
  touched: (Level | 'all')[] = [];
  readonly market: Market;
  readonly hasTrades: boolean;

  constructor(market: Market, hasTrades: boolean) {
    this.market = market;
    this.hasTrades = hasTrades;
    this.tick = market.ticks[0]?.tick ?? 0;
  }

  recorded(side: number, price: number): number {
    return this.levels.find((l) => l.side === side && l.price === price)?.size ?? 0;
  }

  shown(side: number, price: number): number {
    const size = this.recorded(side, price);
    if (size <= 0) return size;
    return Math.max(0, size - this.takenAt(side, price).size);
  }

  takenAt(side: number, price: number): Level {
    const found = this.taken.find((l) => l.side === side && l.price === price);
    return found ?? { side, price, size: 0 };
  }

  take(side: number, price: number, size: number): void {
    const before = this.takenAt(side, price);
    this.taken = [
      ...this.taken.filter((l) => l !== before),
      { side, price, size: before.size + size },
    ];
  }

  /** Prices with anything recorded or of ours on a side, best first. */
  prices(side: number): number[] {
    const recorded = this.levels.filter((l) => l.side === side).map((l) => l.price);
    const own = this.queues.filter((q) => q.side === side).map((q) => q.price);
    const all = [...new Set([...recorded, ...own])].sort((a, b) => (side === 0 ? b - a : a - b));
    return all.filter((p) => this.shown(side, p) !== 0 || this.queueAt(side, p) !== undefined);
  }

  queueAt(side: number, price: number): Queue | undefined {
    return this.queues.find((q) => q.side === side && q.price === price);
  }

  /** Prices of the other side within the order's limit. */
  reachable(order: NaiveOrder): number[] {
    const reached = (p: number) => (order.side === 0 ? p <= order.price : p >= order.price);
    return this.prices(1 - order.side).filter(reached);
  }

  /** Everything the order could take, in the order in which it would. */
  offers(order: NaiveOrder, assumes: boolean): Offer[] {
    return this.reachable(order).flatMap((price) => {
      const shown = this.shown(1 - order.side, price);
      const assumed = shown === UNKNOWN && assumes;
      let left = assumed ? Infinity : Math.max(shown, 0);
      const offers: Offer[] = [];
      for (const item of this.queueAt(1 - order.side, price)?.line ?? []) {
        if (typeof item !== 'number') offers.push({ price, size: item.rest, maker: item, assumed });
        else if (left > 0) {
          const size = Math.min(item, left);
          offers.push({ price, size, assumed });
          left -= size;
        }
      }
      if (left > 0) offers.push({ price, size: left, assumed });
      return offers;
    });
  }

  crossed(): boolean {
    const bids = this.levels.filter((l) => l.side === 0).map((l) => l.price);
    const asks = this.levels.filter((l) => l.side === 1).map((l) => l.price);
    return Math.max(...bids, 0) >= Math.min(...asks, 2_000_000);
  }

  orders(): NaiveOrder[] {
    return this.queues.flatMap((q) => ordersIn(q)).sort((a, b) => a.arrival - b.arrival);
  }

  /** Recorded shares ahead of an order in its line. */
  front(order: NaiveOrder): number {
    const line = this.queueAt(order.side, order.price)?.line ?? [];
    let ahead = 0;
    for (const item of line) {
      if (item === order) break;
      if (typeof item === 'number') ahead += item;
    }
    return ahead;
  }

  /** Draws the line again with these fronts. */
  redraw(queue: Queue, fronts: readonly number[]): void {
    const orders = ordersIn(queue);
    let ahead = 0;
    queue.line = [];
    for (const [i, order] of orders.entries()) {
      const front = fronts[i] as number;
      if (front > ahead) queue.line.push(front === Infinity ? Infinity : front - ahead);
      queue.line.push(order);
      ahead = Math.max(ahead, front);
    }
  }

  join(order: NaiveOrder): void {
    const shown = this.shown(order.side, order.price);
    let queue = this.queueAt(order.side, order.price);
    if (queue === undefined) {
      queue = { side: order.side, price: order.price, line: [], size: shown, printed: 0 };
      this.queues.push(queue);
    }
    const fronts = ordersIn(queue).map((o) => this.front(o));
    queue.line.push(order);
    this.redraw(queue, [...fronts, shown === UNKNOWN ? Infinity : shown]);
  }

  leave(order: NaiveOrder): void {
    for (const queue of this.queues) {
      const fronts = ordersIn(queue)
        .filter((o) => o !== order)
        .map((o) => this.front(o));
      queue.line = queue.line.filter((item) => item !== order);
      this.redraw(queue, fronts);
    }
    this.queues = this.queues.filter((q) => ordersIn(q).length > 0);
  }

  /** The book's part of a row. */
  applyRow(row: Row): void {
    const { outcome = 0, price = 0, size = 0, flags = 0 } = row;
    const side = outcome === 0 ? (row.side ?? 0) : 1 - (row.side ?? 0);
    const own = outcome === 0 ? price : 1_000_000 - price;
    if (row.kind === KIND_LEVEL) {
      if (own % this.tick !== 0 || own <= 0 || own >= 1_000_000) {
        this.trusted = false;
        this.rebuilt = false;
        return;
      }
      this.levels = this.levels.filter((l) => l.side !== side || l.price !== own);
      if (size !== 0) this.levels.push({ side, price: own, size });
      this.touched.push({ side, price: own, size });
    } else if (row.kind === KIND_CLEAR) {
      this.levels = [];
      this.rebuilt = true;
      this.touched.push('all');
    } else if (row.kind === KIND_TICK) {
      this.levels = [];
      this.tick = price;
      this.touched.push('all');
    }
    if (row.kind === KIND_TICK || row.kind === KIND_GAP) {
      this.trusted = false;
      this.rebuilt = false;
      return;
    }
    const isBook = [KIND_LEVEL, KIND_CLEAR, KIND_CONFIRM].includes(row.kind);
    const whole = FLAG_BOOK | FLAG_LAST;
    if (isBook && (flags & whole) === whole && !this.trusted && this.rebuilt) {
      this.trusted = true;
      this.epoch++;
    }
  }

  /** The message is over: what was taken cannot be more than what is there. */
  forgetTaken(): void {
    this.taken = this.taken
      .map((t) => {
        const recorded = this.recorded(t.side, t.price);
        return { ...t, size: recorded === UNKNOWN ? t.size : Math.min(t.size, recorded) };
      })
      .filter((t) => this.recorded(t.side, t.price) !== 0);
  }
}

export function ordersIn(queue: Queue): NaiveOrder[] {
  return queue.line.filter((item): item is NaiveOrder => typeof item !== 'number');
}
