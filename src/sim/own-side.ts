import { BID, type BookSide } from '../domain/side.ts';
import { NO_SHARES, type Price, type Shares, UNKNOWN_SIZE } from '../domain/units.ts';
import { isBetter, reaches } from './canonical.ts';
import { UNKNOWN_FRONT } from './queue-model.ts';
import type { SimOrder } from './sim-order.ts';
import { NOWHERE, type Reach } from './watch.ts';

/** Orders of the simulation that rest at one price, and the recorded level that they stand in. */
export type OwnLevel = {
  readonly price: Price;
  /** In order of arrival. */
  orders: SimOrder[];
  /** What all of them have left. */
  rest: Shares;
  /** The recorded size that the fronts were last brought up to date with. */
  size: Shares;
  /** Printed at this price since then. */
  traded: Shares;
  /** A row of the current message speaks of this level. */
  touched: boolean;
};

/** All resting orders of the simulation on one side of one market. */
export class OwnSide {
  readonly side: BookSide;
  /** Best price first; no level is empty. */
  readonly levels: OwnLevel[] = [];

  constructor(side: BookSide) {
    this.side = side;
  }

  level(price: Price): OwnLevel | undefined {
    for (const level of this.levels) if (level.price === price) return level;
    return undefined;
  }

  /** The order joins the end of its level, behind the `size` that the recording shows there. */
  join(order: SimOrder, size: Shares): void {
    order.front = size === UNKNOWN_SIZE ? UNKNOWN_FRONT : size;
    order.traded = NO_SHARES;
    const level = this.level(order.price);
    if (level !== undefined) {
      level.orders.push(order);
      level.rest = (level.rest + order.rest) as Shares;
      order.level = level;
      return;
    }
    let i = 0;
    while (isBehind(this, i, order.price)) i++;
    order.level = {
      price: order.price,
      orders: [order],
      rest: order.rest,
      size,
      traded: NO_SHARES,
      touched: false,
    };
    this.levels.splice(i, 0, order.level);
  }

  /** Takes an order out that is canceled or expired; harmless when it does not rest. */
  leave(order: SimOrder): void {
    const { level } = order;
    if (level === undefined) return;
    order.level = undefined;
    level.rest = (level.rest - order.rest) as Shares;
    level.orders = level.orders.filter((other) => other !== order);
    if (level.orders.length === 0) this.levels.splice(this.levels.indexOf(level), 1);
  }

  /** Takes out all orders that are filled. */
  dropFilled(): void {
    for (let i = this.levels.length - 1; i >= 0; i--) {
      const level = this.levels[i] as OwnLevel;
      if (!level.orders.some(({ rest }) => rest === 0)) continue;
      for (const order of level.orders) if (order.rest === 0) order.level = undefined;
      level.orders = level.orders.filter(({ rest }) => rest !== 0);
      if (level.orders.length === 0) this.levels.splice(i, 1);
    }
  }

  /** From the lowest to the highest price at which orders rest. */
  get reach(): Reach {
    const best = this.levels[0];
    if (best === undefined) return NOWHERE;
    const worst = this.levels[this.levels.length - 1] as OwnLevel;
    return this.side === BID
      ? { low: worst.price, high: best.price }
      : { low: best.price, high: worst.price };
  }

  /** Whether the other side's best price meets an order of this side. */
  isReachedBy(best: Price | undefined): boolean {
    const first = this.levels[0];
    return first !== undefined && reaches(this.side, first.price, best);
  }

  /** Whether a level was printed at, and a book is still to tell what is left. */
  get isPrintedAt(): boolean {
    return this.levels.some(({ traded }) => traded !== 0);
  }

  /** A row speaks of this price. */
  touch(price: Price): void {
    const level = this.level(price);
    if (level !== undefined) level.touched = true;
  }

  /** A row speaks of the whole side. */
  touchAll(): void {
    for (const level of this.levels) level.touched = true;
  }
}

function isBehind(own: OwnSide, i: number, price: Price): boolean {
  const level = own.levels[i];
  return level !== undefined && isBetter(own.side, level.price, price);
}

/** What trades before an order of the level; undefined: the recording does not say how much. */
export function aheadIn({ orders }: OwnLevel, order: SimOrder): Shares | undefined {
  if (order.front === UNKNOWN_FRONT) return undefined;
  let ahead: number = order.front;
  for (const other of orders) {
    if (other === order) break;
    ahead += other.rest;
  }
  return ahead as Shares;
}
