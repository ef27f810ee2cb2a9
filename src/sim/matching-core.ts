import type { SubmitOrder } from '../domain/command.ts';
import type { FeeSchedule } from '../domain/fee.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  marketOf,
  type TokenIndex,
  tokenIndex,
} from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import { isImmediate } from '../domain/order.ts';
import { refuse } from '../domain/result.ts';
import type { Tape } from '../domain/tape.ts';
import {
  complement,
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from '../domain/units.ts';
import type { Universe } from '../ports/market-data.ts';
import type { AnswerSink } from './answer.ts';
import { Clearing } from './clearing.ts';
import { type Due, DueHeap } from './due-heap.ts';
import { Ledger } from './ledger.ts';
import type { MatchingOptions } from './options.ts';
import { aheadIn } from './own-side.ts';
import { Owner } from './owner.ts';
import { Resting } from './resting.ts';
import { RowFollower } from './row-follower.ts';
import { SetChanges } from './set-changes.ts';
import { SimMarket } from './sim-market.ts';
import { makeSimOrder, type SimOrder } from './sim-order.ts';
import { Taking } from './taking.ts';
import { modeAt, refuseCrossing, refuseNow, refuseTerms } from './venue-rules.ts';
import { Watch } from './watch.ts';

/** Without a heartbeat for so long, once there was one, all orders go. Venue docs, 2026-11. */
const HEARTBEAT_LIMIT = 10 * MICROS_PER_SECOND;

/**
 * The venue itself: several accounts, one book per market, no connection. What it is told is due
 * at a time ({@link enqueue}) and happens in order of time, then of telling ({@link runNext});
 * rows of the recording come between, each after everything that is due before it.
 */
export class MatchingCore {
  readonly owners: Owner[];
  /** Those that are known so far, by index. */
  readonly markets: SimMarket[] = [];
  readonly ledger = new Ledger();
  readonly #options: MatchingOptions;
  readonly #sink: AnswerSink;
  readonly #heap = new DueHeap();
  readonly #clearing: Clearing;
  readonly #taking: Taking;
  readonly #sets: SetChanges;
  readonly #rows: RowFollower;
  readonly #concerns = new Watch();
  readonly #universe: Universe;
  #sequence = 0;

  /** `cash` has one entry for each account; accounts are named by position. */
  constructor(
    universe: Universe,
    cash: readonly Usd[],
    options: MatchingOptions,
    sink: AnswerSink,
  ) {
    this.#universe = universe;
    this.#options = options;
    this.#sink = sink;
    this.owners = cash.map((usd) => new Owner(usd));
    const { owners, ledger } = this;
    const { settlement, unknownDepth } = options;
    const parts = { owners, markets: this.markets, ledger, settlement, heap: this.#heap, sink };
    this.#clearing = new Clearing(parts);
    this.#sets = new SetChanges(parts);
    this.#taking = new Taking(this.#clearing, unknownDepth);
    this.#rows = new RowFollower(
      this.markets,
      this.#concerns,
      new Resting(this.#clearing, options),
      {
        list: (market) => this.#list(market),
        cancel: (order, reason, at) => this.#cancel(order, reason, at),
        resolve: (market, payout) => this.#resolve(market, payout),
      },
    );
    for (let market = 0; market < universe.knownAhead; market++) this.#list(market);
  }

  /** One more account; returns its number. */
  join(cash: Usd): number {
    return this.owners.push(new Owner(cash)) - 1;
  }

  /**
   * Shares that an account holds from before, in a market that was listed.
   * @throws InvariantError when it has traded the token.
   */
  hold(owner: number, token: TokenIndex, shares: Shares, cost: Usd): void {
    this.#owner(owner).account.open(token, shares, cost);
    this.ledger.adopt(token, shares);
  }

  /** An account's orders that rest or are held back, and those that are on their way here. */
  openOrders(owner: number): ClientOrderId[] {
    const open = [...this.#owner(owner).open.keys()];
    for (const due of this.#heap.all()) {
      if (due.kind === 'submit' && due.owner === owner) open.push(due.command.id);
    }
    return open;
  }

  /** Shares before a resting order at its price; undefined: it does not rest, or nobody knows. */
  aheadOf(owner: number, id: ClientOrderId): Shares | undefined {
    const order = this.#owner(owner).open.get(id);
    return order?.level && aheadIn(order.level, order);
  }

  /** When the next thing is due; NEVER when nothing is. */
  get nextDue(): Timestamp {
    return this.#heap.next;
  }

  enqueue(at: Timestamp, due: Due): void {
    this.#heap.push(at, due);
  }

  /** Does the first thing that is due. */
  runNext(): void {
    const at = this.#heap.next;
    const due = this.#heap.pop();
    if (due !== undefined) this.#run(due, at);
  }

  onRow(tape: Tape, row: number): void {
    this.#rows.onRow(tape, row);
  }

  /**
   * All dollars in the system: accounts, recorded market, fees, gas and collateral. Never changes.
   * Exact to the millionth.
   */
  totalCash(): Usd {
    const accounts = this.owners.reduce((sum, owner) => sum + owner.account.cash, 0);
    const { recordedCash, fees, gas, totalLocked } = this.ledger;
    return (accounts + recordedCash + fees + gas + totalLocked) as Usd;
  }

  /** The next market of the universe becomes known. */
  #list(index: number): void {
    const known = this.markets.length;
    invariant(index === known, `market ${index} is listed when ${known} are known`);
    const market = this.#universe.markets[index];
    const hasTrades = this.#universe.hasTrades[index];
    invariant(
      market !== undefined && hasTrades !== undefined,
      `market ${index} is listed, and nobody knows its facts or whether it has prints`,
    );
    this.#concerns.grow(index + 1);
    this.ledger.grow(index + 1);
    const listed = new SimMarket(index as MarketIndex, market, hasTrades, this.#concerns);
    this.markets.push(listed);
    this.#rows.follow(listed);
  }

  #run(due: Due, at: Timestamp): void {
    switch (due.kind) {
      case 'submit':
        this.#arrive(due.owner, due.command, due.spend, at);
        break;
      case 'cancel':
        this.#cancelOne(due.owner, due.order, at);
        break;
      case 'cancelAll':
        this.#cancelAll(due.owner, due.market, 'requested', at);
        break;
      case 'sets':
        this.#sets.request(due, at);
        break;
      case 'setsLand':
        this.#sets.land(due, at);
        break;
      case 'heartbeat':
        this.#beat(due.owner, at);
        break;
      case 'watch':
        this.#watch(due.owner, at);
        break;
      case 'release':
        this.#release(due.order, at);
        break;
      case 'expire':
        this.#expire(due.order, at);
        break;
      case 'settle':
        this.#clearing.settle(due.owner, due.fill, due.event, at);
        break;
    }
  }

  #arrive(index: number, command: SubmitOrder, spend: Usd | undefined, at: Timestamp): void {
    const owner = this.#owner(index);
    const order = makeSimOrder(index, command, this.#sequence++);
    const market = this.#market(order);
    const { terms } = order;
    const crosses = market.crosses(order);
    const refusal =
      (owner.open.has(order.id)
        ? refuse('duplicated', 'an order with this id is open')
        : undefined) ??
      refuseNow(market, terms, modeAt(this.#options.modes, at)) ??
      refuseTerms(market, terms, { isMarketable: crosses, spend, at }) ??
      refuseCrossing(market, terms, crosses);
    // Where the fee is not known, refuseNow has refused.
    const fee = market.market.fee?.value as FeeSchedule;
    const reserved = refusal ?? owner.account.reserve(order.id, terms, fee);
    if (!reserved.ok) {
      this.#reject(order, reserved.code, reserved.message, at);
      return;
    }
    owner.open.set(order.id, order);
    const { takerDelayMs } = market.market;
    if (crosses && takerDelayMs !== undefined && takerDelayMs > 0) {
      const release = (at + takerDelayMs * MICROS_PER_MS) as Timestamp;
      this.#heap.push(release, { kind: 'release', order });
    } else this.#place(market, order, at);
  }

  /** The taker delay is over: the venue looks at the order again, at the book of now. */
  #release(order: SimOrder, at: Timestamp): void {
    const market = this.#market(order);
    const refusal =
      refuseNow(market, order.terms, modeAt(this.#options.modes, at)) ??
      refuseCrossing(market, order.terms, market.crosses(order));
    if (refusal === undefined) {
      this.#place(market, order, at);
      return;
    }
    this.#owner(order.owner).close(order);
    this.#reject(order, refusal.code, refusal.message, at);
  }

  /** Matches an order that passed all checks, and lets its rest rest. */
  #place(market: SimMarket, order: SimOrder, at: Timestamp): void {
    const immediate = isImmediate(order.terms);
    const available = immediate ? this.#taking.available(market, order) : order.rest;
    if (order.terms.timeInForce === 'FOK' && available < order.rest) {
      this.#cancel(order, 'killed', at);
    } else if (available === 0) {
      this.#owner(order.owner).close(order);
      this.#reject(order, 'no_match', 'no orders found to match with the FAK order', at);
    } else {
      this.#sink(order.owner, { kind: 'OrderAccepted', order: order.id }, at);
      this.#taking.take(market, order, at);
      if (order.rest > 0 && immediate) this.#cancel(order, 'unfilled_rest', at);
      else if (order.rest > 0) this.#rest(market, order, at);
      market.refresh();
    }
  }

  #rest(market: SimMarket, order: SimOrder, at: Timestamp): void {
    const { expiresAt, timeInForce } = order.terms;
    // Every other order of the market is as of this epoch, too, or its front would be reset.
    market.epoch = market.book.epoch;
    market.own[order.side].join(order, market.liquidity.shown(order.side, order.price));
    order.isResting = true;
    if (timeInForce !== 'GTD') return;
    // refuseTerms has seen to it that there is a time.
    const due = Math.max(at, expiresAt as Timestamp) as Timestamp;
    this.#heap.push(due, { kind: 'expire', order });
  }

  #cancelOne(index: number, id: ClientOrderId, at: Timestamp): void {
    const order = this.#owner(index).open.get(id);
    if (order?.isResting) {
      this.#cancel(order, 'requested', at);
      return;
    }
    const code = order === undefined ? 'not_open' : 'delayed';
    this.#sink(index, { kind: 'CancelRejected', order: id, code }, at);
  }

  #cancelAll(index: number, market: MarketIndex | undefined, reason: string, at: Timestamp): void {
    for (const order of this.#owner(index).open.values()) {
      if (!order.isResting) continue;
      if (market === undefined || order.market === market) this.#cancel(order, reason, at);
    }
  }

  #cancel(order: SimOrder, reason: string, at: Timestamp): void {
    this.#withdraw(order);
    this.#sink(order.owner, { kind: 'OrderCanceled', order: order.id, reason }, at);
  }

  #expire(order: SimOrder, at: Timestamp): void {
    if (!order.isResting) return;
    this.#withdraw(order);
    this.#sink(order.owner, { kind: 'OrderExpired', order: order.id }, at);
  }

  #resolve(market: SimMarket, payout: Price): void {
    market.isResolved = true;
    let paid = 0;
    for (const { account } of this.owners) {
      paid += account.resolve(tokenIndex(market.index, 0), payout);
      paid += account.resolve(tokenIndex(market.index, 1), complement(payout));
    }
    this.ledger.resolve(market.index, paid as Usd);
  }

  #withdraw(order: SimOrder): void {
    const market = this.#market(order);
    market.own[order.side].leave(order);
    market.refresh();
    this.#owner(order.owner).close(order);
  }

  #reject(order: SimOrder, code: string, message: string, at: Timestamp): void {
    this.#sink(order.owner, { kind: 'OrderRejected', order: order.id, code, message }, at);
  }

  #beat(index: number, at: Timestamp): void {
    const owner = this.#owner(index);
    if (owner.lastBeat === undefined) this.#watchFrom(index, at);
    owner.lastBeat = at;
  }

  /** ASSUMPTION: exactly at the limit (the venue looks every 5 s), then off until a new beat. */
  #watch(index: number, at: Timestamp): void {
    const owner = this.#owner(index);
    const lastBeat = owner.lastBeat as Timestamp;
    if (at - lastBeat < HEARTBEAT_LIMIT) {
      this.#watchFrom(index, lastBeat);
    } else {
      owner.lastBeat = undefined;
      this.#cancelAll(index, undefined, 'heartbeat', at);
    }
  }

  #watchFrom(owner: number, beat: Timestamp): void {
    this.#heap.push((beat + HEARTBEAT_LIMIT) as Timestamp, { kind: 'watch', owner });
  }

  #owner(index: number): Owner {
    const owner = this.owners[index];
    invariant(owner !== undefined, `there is no account ${index}`);
    return owner;
  }

  #market(order: SimOrder): SimMarket {
    const market = this.markets[marketOf(order.terms.token)];
    invariant(market !== undefined, `token ${order.terms.token} is in no market`);
    return market;
  }
}
