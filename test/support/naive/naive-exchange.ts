// The oracle of the simulated exchange: slow, obvious, independently built. It keeps no caches and
// no heap; every step looks at everything again. Same answers, or one of the two is wrong.
import type { SubmitOrder } from '../../../src/domain/command.ts';
import { makerRebate, takerFee } from '../../../src/domain/fee.ts';
import type { FillEvidence, MatchKind } from '../../../src/domain/fill.ts';
import type { Market } from '../../../src/domain/market.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLOSE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
} from '../../../src/domain/tape.ts';
import type { Price, Shares } from '../../../src/domain/units.ts';
import type { MatchingOptions } from '../../../src/sim/options.ts';
import type { Row } from '../tape-rows.ts';
import { NaiveAccount } from './naive-account.ts';
import { NaiveMarket, type NaiveOrder, ordersIn, type Queue, UNKNOWN } from './naive-market.ts';
import { followQueue } from './naive-queue.ts';
import { amountOf, refusalOf } from './naive-rules.ts';

export type NaiveDue =
  | { kind: 'submit'; owner: number; command: SubmitOrder }
  | { kind: 'cancel'; owner: number; order: number }
  | { kind: 'cancelAll'; owner: number; market: number | undefined }
  | { kind: 'heartbeat' | 'watch'; owner: number }
  | { kind: 'release' | 'expire'; order: NaiveOrder }
  | { kind: 'settle'; order: NaiveOrder; fill: number; size: number; event: string };

/** An answer as one line, so that two exchanges can be compared. */
export type Line = string;

export class NaiveExchange {
  readonly accounts: NaiveAccount[];
  readonly markets: NaiveMarket[];
  readonly said: Line[] = [];
  readonly open: NaiveOrder[][];
  readonly lastBeat: (number | undefined)[];
  readonly #options: MatchingOptions;
  #due: { at: number; seq: number; due: NaiveDue }[] = [];
  #seq = 0;
  #arrivals = 0;
  #fills = 0;
  #now = 0;
  readonly #resolved = new Set<NaiveMarket>();

  constructor(
    markets: readonly Market[],
    hasTrades: readonly boolean[],
    cash: readonly number[],
    options: MatchingOptions,
  ) {
    this.#options = options;
    this.markets = markets.map((market, i) => new NaiveMarket(market, hasTrades[i] as boolean));
    this.accounts = cash.map((usd) => new NaiveAccount(usd));
    this.open = cash.map(() => []);
    this.lastBeat = cash.map(() => undefined);
  }

  enqueue(at: number, due: NaiveDue): void {
    this.#due.push({ at, seq: this.#seq++, due });
  }

  runUntil(until: number): void {
    for (;;) {
      const next = [...this.#due].sort((a, b) => a.at - b.at || a.seq - b.seq)[0];
      if (next === undefined || next.at > until) return;
      this.#due = this.#due.filter((entry) => entry !== next);
      this.#now = next.at;
      this.#run(next.due);
    }
  }

  onRow(row: Row): void {
    const market = this.markets[row.market ?? 0] as NaiveMarket;
    const flags = row.flags ?? 0;
    this.#now = row.at;
    market.applyRow(row);
    if (row.kind === KIND_TRADE && market.trusted && (row.size ?? 0) > 0) this.#print(market, row);
    if (row.kind === KIND_TICK) {
      for (const order of market.orders()) {
        if (order.price % market.tick !== 0) this.#cancel(order, 'tick_change');
      }
    }
    if (row.kind === KIND_CLOSE || row.kind === KIND_RESOLVE) {
      market.closed = true;
      for (const order of market.orders()) this.#cancel(order, 'market_closed');
    }
    if (row.kind === KIND_RESOLVE) this.#resolve(row);
    if ((flags & FLAG_LAST) !== 0) this.#messageEnd(market, (flags & FLAG_BOOK) !== 0);
  }

  #run(due: NaiveDue): void {
    if (due.kind === 'submit') this.#arrive(due.owner, due.command);
    if (due.kind === 'release') this.#release(due.order);
    if (due.kind === 'expire' && this.#isOpen(due.order)) {
      this.#remove(due.order);
      this.#say(due.order, 'expired');
    }
    if (due.kind === 'cancel') {
      const order = this.open[due.owner]?.find((o) => o.id === due.order);
      if (order && !order.held) this.#cancel(order, 'requested');
      else this.said.push(`${due.owner}/${due.order} cancel ${order ? 'delayed' : 'not_open'}`);
    }
    if (due.kind === 'cancelAll') this.#cancelAll(due.owner, due.market, 'requested');
    if (due.kind === 'heartbeat') {
      if (this.lastBeat[due.owner] === undefined) {
        this.enqueue(this.#now + 10_000_000, { kind: 'watch', owner: due.owner });
      }
      this.lastBeat[due.owner] = this.#now;
    }
    if (due.kind === 'watch') {
      const beat = this.lastBeat[due.owner] as number;
      if (this.#now - beat < 10_000_000) this.enqueue(beat + 10_000_000, due);
      else {
        this.lastBeat[due.owner] = undefined;
        this.#cancelAll(due.owner, undefined, 'heartbeat');
      }
    }
    if (due.kind === 'settle') this.#settle(due.order, due.fill, due.size, due.event);
  }

  #arrive(owner: number, command: SubmitOrder): void {
    const { terms, id } = command;
    const isUp = terms.token % 2 === 0;
    const order: NaiveOrder = {
      owner,
      id,
      terms,
      market: Math.floor(terms.token / 2),
      side: (terms.side === 'buy') === isUp ? 0 : 1,
      price: isUp ? terms.price : 1_000_000 - terms.price,
      arrival: this.#arrivals++,
      rest: terms.size,
      traded: 0,
      held: true,
    };
    const market = this.markets[order.market] as NaiveMarket;
    const duplicate = this.open[owner]?.some((o) => o.id === id);
    const crosses = market.reachable(order).length > 0;
    const code =
      (duplicate ? 'duplicated' : undefined) ??
      refusalOf(market, order, crosses, this.#options.modes, this.#now, true) ??
      this.accounts[owner]?.reserve(id, terms, market.market.fee?.value as never);
    if (code !== undefined) {
      this.#say(order, `rejected ${code}`);
      return;
    }
    this.open[owner]?.push(order);
    const delayMs = market.market.takerDelayMs as number;
    if (crosses && delayMs > 0) {
      this.enqueue(this.#now + delayMs * 1000, { kind: 'release', order });
    } else this.#place(market, order);
  }

  #release(order: NaiveOrder): void {
    const market = this.markets[order.market] as NaiveMarket;
    const crosses = market.reachable(order).length > 0;
    const code = refusalOf(market, order, crosses, this.#options.modes, this.#now, false);
    if (code === undefined) this.#place(market, order);
    else {
      this.#remove(order);
      this.#say(order, `rejected ${code}`);
    }
  }

  #place(market: NaiveMarket, order: NaiveOrder): void {
    const kind = order.terms.timeInForce;
    const offers = market.offers(order, this.#options.unknownDepth === 'assume');
    const available = offers.reduce((sum, { size }) => sum + size, 0);
    if (kind === 'FOK' && available < order.rest) {
      this.#cancel(order, 'killed');
      return;
    }
    if (kind === 'FAK' && available === 0) {
      this.#remove(order);
      this.#say(order, 'rejected no_match');
      return;
    }
    this.#say(order, 'accepted');
    for (const offer of offers) {
      const size = Math.min(order.rest, offer.size);
      if (size === 0) break;
      if (offer.maker) this.#between(order, offer.maker, size);
      else {
        if (!offer.assumed) this.#takeRecorded(market, 1 - order.side, offer.price, size);
        this.#deal(order, size, offer.price, 'taker', offer.assumed ? 'assumed' : 'book');
      }
    }
    if (order.rest === 0) return;
    if (kind === 'FAK' || kind === 'FOK') {
      this.#cancel(order, 'unfilled_rest');
      return;
    }
    order.held = false;
    market.join(order);
    if (kind === 'GTD')
      this.enqueue(Math.max(this.#now, order.terms.expiresAt as number), { kind: 'expire', order });
  }

  /** The first recorded shares of the line go. */
  #takeRecorded(market: NaiveMarket, side: number, price: number, size: number): void {
    market.take(side, price, size);
    const queue = market.queueAt(side, price);
    if (queue === undefined) return;
    const fronts = ordersIn(queue).map((o) => Math.max(0, market.front(o) - size));
    market.redraw(queue, fronts);
    if (queue.size !== UNKNOWN) queue.size -= size;
  }

  #print(market: NaiveMarket, row: Row): void {
    const { outcome = 0, price = 0, size = 0 } = row;
    const side = outcome === 0 ? (row.side ?? 0) : 1 - (row.side ?? 0);
    const at = outcome === 0 ? price : 1_000_000 - price;
    let left = size;
    const queues = market.queues.filter((q) => q.side === side);
    for (const queue of queues.sort((a, b) =>
      side === 0 ? b.price - a.price : a.price - b.price,
    )) {
      const isThrough = side === 0 ? queue.price > at : queue.price < at;
      if (isThrough) {
        queue.line = ordersIn(queue);
        for (const order of ordersIn(queue)) {
          const filled = Math.min(left, order.rest);
          left -= filled;
          if (filled > 0) this.#deal(order, filled, queue.price, 'maker', 'print');
        }
      }
      if (queue.price === at) this.#consume(queue, size, left, 'print');
    }
  }

  /** `left` shares walk down the line. */
  #consume(queue: Queue, traded: number, left: number, evidence: FillEvidence): void {
    queue.printed += traded;
    for (const order of ordersIn(queue)) order.traded += traded;
    let walking = left;
    const line = [...queue.line];
    const after: (number | NaiveOrder)[] = [];
    const fills: [NaiveOrder, number][] = [];
    for (const item of line) {
      const met = Math.min(walking, typeof item === 'number' ? item : item.rest);
      // A queue of unknown length is endless: whoever stands in it stays there.
      walking = item === Infinity ? 0 : walking - met;
      if (typeof item !== 'number') {
        after.push(item);
        if (met > 0) fills.push([item, met]);
      } else if (item > met) after.push(item === Infinity ? Infinity : item - met);
    }
    queue.line = after;
    for (const [order, met] of fills) this.#deal(order, met, queue.price, 'maker', evidence);
  }

  #messageEnd(market: NaiveMarket, isBook: boolean): void {
    const touched = market.touched;
    market.forgetTaken();
    if (!market.trusted) return;
    market.touched = [];
    const isNew = market.epoch !== market.seenEpoch;
    market.seenEpoch = market.epoch;
    for (const side of [0, 1]) {
      const queues = market.queues.filter((q) => q.side === side);
      queues.sort((a, b) => (side === 0 ? b.price - a.price : a.price - b.price));
      for (const queue of queues) {
        const isTouched =
          isBook ||
          touched.some((t) => t === 'all' || (t.side === side && t.price === queue.price));
        if (isNew || isTouched) {
          followQueue(market, queue, isNew, this.#options, (traded) =>
            this.#consume(queue, traded, traded, 'inferred'),
          );
        }
      }
    }
    if (this.#options.inferFills === 'off' || market.crossed()) return;
    for (const side of [0, 1]) this.#inferThrough(market, side);
  }

  #inferThrough(market: NaiveMarket, side: number): void {
    const orders = market.orders().filter((o) => o.side === side);
    orders.sort(
      (a, b) => (side === 0 ? b.price - a.price : a.price - b.price) || a.arrival - b.arrival,
    );
    for (const order of orders) {
      for (const price of market.prices(1 - side)) {
        if (order.rest === 0 || (side === 0 ? price > order.price : price < order.price)) continue;
        const shown = market.shown(1 - side, price);
        if (shown === UNKNOWN && this.#options.unknownDepth === 'refuse') continue;
        const size = shown === UNKNOWN ? order.rest : Math.min(order.rest, shown);
        if (shown !== UNKNOWN) market.take(1 - side, price, size);
        if (size === 0) continue;
        this.#deal(order, size, order.price, 'maker', shown === UNKNOWN ? 'assumed' : 'inferred');
      }
    }
  }

  #between(taker: NaiveOrder, maker: NaiveOrder, size: number): void {
    const same = taker.terms.token === maker.terms.token;
    const match: MatchKind = same ? 'complementary' : taker.terms.side === 'buy' ? 'mint' : 'merge';
    const amount = amountOf(maker, size, maker.price, 'maker');
    const rest = same ? amount : BigInt(size) - amount;
    this.#deal(taker, size, maker.price, 'taker', 'assumed', match, rest);
    this.#deal(maker, size, maker.price, 'maker', 'assumed', match, amount);
  }

  #deal(
    order: NaiveOrder,
    size: number,
    price: number,
    liquidity: 'maker' | 'taker',
    evidence: FillEvidence,
    match: MatchKind = 'complementary',
    amount = amountOf(order, size, price, liquidity),
  ): void {
    const fill = ++this.#fills;
    const { terms } = order;
    const schedule = (this.markets[order.market] as NaiveMarket).market.fee?.value;
    if (schedule === undefined) throw new Error('a fill without a fee schedule');
    const own = (terms.token % 2 === 0 ? price : 1_000_000 - price) as Price;
    const fee = liquidity === 'taker' ? takerFee(schedule, size as Shares, own) : 0;
    const rebate = liquidity === 'maker' ? makerRebate(schedule, size as Shares, own) : 0;
    order.rest -= size;
    this.accounts[order.owner]?.fill(order.id, terms, size, amount, BigInt(fee));
    this.#say(
      order,
      `fill ${fill} ${terms.side} ${size} @ ${own} = ${amount} fee ${fee} rebate ${rebate} ` +
        `${liquidity} ${match} ${evidence} at ${this.#now}`,
    );
    if (order.rest === 0) this.#remove(order);
    const plan = this.#options.settlement.plan({} as never);
    for (const { afterMicros, event } of plan) {
      if (afterMicros === 0) this.#settle(order, fill, size, event);
      else this.enqueue(this.#now + afterMicros, { kind: 'settle', order, fill, size, event });
    }
  }

  #settle(order: NaiveOrder, fill: number, size: number, event: string): void {
    const market = this.markets[order.market] as NaiveMarket;
    if (event === 'confirmed' && !this.#resolved.has(market)) {
      this.accounts[order.owner]?.confirm(order.terms, size);
    }
    this.#say(order, `settled ${fill} ${event}`);
  }

  /** It paid out: of its book nothing is kept. */
  isOver(index: number): boolean {
    return this.#resolved.has(this.markets[index] as NaiveMarket);
  }

  #resolve(row: Row): void {
    const index = row.market ?? 0;
    const first = row.outcome === 1 ? 1_000_000 - (row.price ?? 0) : (row.price ?? 0);
    this.#resolved.add(this.markets[index] as NaiveMarket);
    for (const account of this.accounts) {
      account.resolve(2 * index, first);
      account.resolve(2 * index + 1, 1_000_000 - first);
    }
  }

  #cancelAll(owner: number, market: number | undefined, reason: string): void {
    for (const order of [...(this.open[owner] ?? [])]) {
      if (!order.held && (market === undefined || market === order.market)) {
        this.#cancel(order, reason);
      }
    }
  }

  #cancel(order: NaiveOrder, reason: string): void {
    this.#remove(order);
    this.#say(order, `canceled ${reason}`);
  }

  #isOpen(order: NaiveOrder): boolean {
    return this.open[order.owner]?.includes(order) === true;
  }

  #remove(order: NaiveOrder): void {
    this.open[order.owner] = (this.open[order.owner] ?? []).filter((o) => o !== order);
    this.accounts[order.owner]?.held.delete(order.id);
    this.markets[order.market]?.leave(order);
  }

  #say(order: NaiveOrder, what: string): void {
    this.said.push(`${order.owner}/${order.id} ${what}`);
  }
}
