import { complementOf, type TokenIndex } from '../../domain/ids.ts';
import type { Order, OrderTerms } from '../../domain/order.ts';
import { isClosed } from '../../domain/order-status.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import {
  MICROS_PER_SECOND,
  NEVER,
  notional,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import type { Desk } from '../../ports/desk.ts';
import type { View } from '../../ports/view.ts';
import { type ChurnRule, movableAt, moveOf, type Resting, type Wished } from './keep-or-move.ts';
import { firstPriceOf, remainingOf } from './own-orders.ts';
import type { Plan } from './plan.ts';
import { ProbeTurns } from './probe-turns.ts';
import type { QuotedMarket } from './quoted-market.ts';

export type KeeperRule = ChurnRule & {
  /** Seconds until a bid is tried again after a refusal. */
  readonly retryAfter: number;
};

/** A decision about one market: what is wished there, and whom to ask for it. */
export type Look = {
  readonly quoted: QuotedMarket;
  readonly plan: Plan;
  readonly view: View;
  readonly desk: Desk;
};

/**
 * Makes what rests be what is planned, with as few changes as the rule allows. Each level of a side
 * is a slot, and a slot has one order at most: the next one follows when the last one is gone.
 */
export class SlotKeeper {
  readonly #rule: KeeperRule;
  readonly #resting: Resting = { side: BID, price: 0, size: 0, isPartial: false, submittedAt: 0 };
  readonly #wished: Wished = { price: 0, size: 0, reservation: 0 };
  /** What is still free in this decision: cash, and shares by outcome. */
  #cash = 0;
  readonly #free = new Float64Array(2);
  /** Dollars that bids of this market at rest may still cost, those of this decision included. */
  #bid = 0;
  /** And shares by which more may rest on each side of the book. */
  readonly #room = new Float64Array(2);
  /** When the first of the changes that were put off may be made. */
  #againAt = NEVER;
  /** Until then nothing is bid for, in no market. */
  #heldUntil = 0;
  /** The desk refused all: one order at a time asks whether it still does. */
  #isProbing = false;
  readonly #turns = new ProbeTurns();

  constructor(rule: KeeperRule) {
    this.#rule = rule;
  }

  /** Complete sets that this decision has left free, share units. */
  get freeSets(): number {
    return Math.min(this.#free[0] as number, this.#free[1] as number);
  }

  /** Dollars that it has left, units. */
  get freeCash(): number {
    return this.#cash;
  }

  /** Dollars that it has bound in bids of the market, units. */
  get bidCash(): number {
    return this.#bid;
  }

  hold(until: Timestamp): void {
    this.#heldUntil = Math.max(this.#heldUntil, until);
  }

  /** No order gets anywhere: every few seconds one is tried, until one does. */
  probe(now: Timestamp): void {
    this.#isProbing = true;
    this.hold((now + this.#rule.retryAfter * MICROS_PER_SECOND) as Timestamp);
  }

  /** An order got there. Says whether that is news to the markets that wait. */
  release(): boolean {
    if (!this.#isProbing) return false;
    this.#isProbing = false;
    this.#heldUntil = 0;
    this.#turns.clear();
    return true;
  }

  /** Returns when to look again at what was left alone for its youth. */
  keep(look: Look): Timestamp {
    const { quoted, plan, view } = look;
    this.#cash = view.available;
    this.#bid = plan.own.cost;
    this.#free[0] = view.sellable(quoted.first);
    this.#free[1] = view.sellable(complementOf(quoted.first));
    for (const side of [BID, ASK] as const) this.#room[side] = plan.roomBeside(side);
    this.#againAt = NEVER;
    for (let level = 0; level < plan.ladder.levels; level++) {
      this.#keepSlot(look, BID, level);
      this.#keepSlot(look, ASK, level);
    }
    return this.#againAt;
  }

  #keepSlot(look: Look, side: BookSide, level: number): void {
    const slot = look.quoted.slot(side, level);
    const id = look.quoted.orderIn(slot);
    const order = id === 0 ? undefined : look.view.order(id as Order['id']);
    // A denied order is known to nobody: word of it is on its way.
    if (id !== 0 && order === undefined) return;
    if (order !== undefined && !isClosed(order.status)) {
      this.#move(look, order, side, level);
      return;
    }
    if (id !== 0) look.quoted.empty(slot);
    const { sizes, sells } = look.plan.ladder.side(side);
    if (sizes[level] === 0) return;
    const refill = look.quoted.refillAt[side] as number;
    const from = sells[level] === 1 ? refill : Math.max(refill, this.#bidsFrom(look.quoted, slot));
    if (look.view.now >= from) this.#place(look, side, level);
    else this.#lookAgain(from);
  }

  #bidsFrom(quoted: QuotedMarket, slot: number): number {
    const held = this.#heldUntil;
    const turn = this.#isProbing ? this.#turns.from(quoted.market, held) : held;
    return Math.max(turn, quoted.bidsFrom(slot));
  }

  #lookAgain(at: number): void {
    if (at < this.#againAt) this.#againAt = at as Timestamp;
  }

  #move({ plan, view, desk }: Look, order: Order, side: BookSide, level: number): void {
    if (order.status === 'pendingCancel') return;
    const rungs = plan.ladder.side(side);
    const resting = this.#resting;
    resting.side = side;
    resting.price = firstPriceOf(order);
    resting.size = remainingOf(order);
    resting.isPartial = order.filled > 0;
    resting.submittedAt = order.submittedAt;
    this.#wished.price = rungs.prices[level] as number;
    this.#wished.size = rungs.sizes[level] as number;
    this.#wished.reservation = plan.ladder.reservation;
    const move = moveOf(resting, this.#wished, this.#rule);
    if (move === undefined) return;
    const at = movableAt(move, resting, this.#rule);
    if (at > view.now) {
      this.#lookAgain(at);
      return;
    }
    const code = move === 'not_wished' ? (rungs.limit ?? move) : move;
    desk.cancel(order.id, { code, numbers: { ...plan.numbers(), level, price: order.price } });
  }

  #place({ quoted, plan, view, desk }: Look, side: BookSide, level: number): void {
    const { ladder, own } = plan;
    const rungs = ladder.side(side);
    const size = rungs.sizes[level] as Shares;
    const price = rungs.prices[level] as Price;
    const slot = quoted.slot(side, level);
    const sells = rungs.sells[level] === 1;
    const from = quoted.refusedUntil(slot, price, sells);
    if (view.now < from) {
      if (sells) this.#lookAgain(from);
      return;
    }
    // An order of ours that is not gone yet may stand in the way.
    if (side === BID ? price >= own.bestAsk : price <= own.bestBid) return;
    // What is on its way out may still be filled.
    if (size > (this.#room[side] as number)) return;
    const terms = termsOf(quoted.first, side, price, size, sells);
    if (!this.#isCovered(terms)) return;
    this.#room[side] = (this.#room[side] as number) - size;
    const numbers = { ...plan.numbers(), level, price: terms.price };
    quoted.fill(slot, desk.submit(terms, { code: 'quote', numbers }), price, sells);
    if (!this.#isProbing || sells) return;
    this.#turns.take(quoted.market);
    this.probe(view.now);
  }

  /** Whether cash or shares are free for it now; then they are not any more. */
  #isCovered({ token, side, price, size }: OrderTerms): boolean {
    if (side === 'sell') {
      const free = this.#free[token & 1] as number;
      if (size > free) return false;
      this.#free[token & 1] = free - size;
      return true;
    }
    const cost = notional(size, price, 'up');
    if (cost > this.#cash) return false;
    this.#cash -= cost;
    this.#bid += cost;
    return true;
  }
}

/** An order that rests at that price of the first outcome. */
function termsOf(
  first: TokenIndex,
  side: BookSide,
  price: Price,
  size: Shares,
  sells: boolean,
): OrderTerms {
  const isFirst = (side === BID) !== sells;
  return {
    token: isFirst ? first : complementOf(first),
    side: sells ? 'sell' : 'buy',
    price: isFirst ? price : ((SCALE - price) as Price),
    size,
    timeInForce: 'GTC',
    postOnly: true,
    expiresAt: undefined,
  };
}
