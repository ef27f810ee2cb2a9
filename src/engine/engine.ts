import type { MarketBook } from '../domain/book.ts';
import { applyBookRow } from '../domain/book-row.ts';
import type { CancelOrder, OperatorCommand, SubmitOrder } from '../domain/command.ts';
import type { ExchangeEvent, OrderEvent } from '../domain/event.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  marketOf,
  type Outcome,
  type StrategyIndex,
  type TokenIndex,
} from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { Market, Resolution } from '../domain/market.ts';
import { type Result, refuse } from '../domain/result.ts';
import type { BookSide } from '../domain/side.ts';
import {
  endsMessage,
  KIND_CLOSE,
  KIND_LIST,
  KIND_OPEN,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
  type Tape,
} from '../domain/tape.ts';
import {
  complement,
  formatDecimal,
  type Price,
  type Shares,
  type Timestamp,
} from '../domain/units.ts';
import type { Execution } from '../ports/execution.ts';
import type { RiskGate } from '../ports/risk-gate.ts';
import type { Strategy } from '../ports/strategy.ts';
import { applyAnswer, payOut } from './answers.ts';
import { DecisionLog } from './decision-log.ts';
import type { EngineSetup } from './engine-setup.ts';
import { type OpenedPosition, OpeningPositions } from './opening.ts';
import { EngineState, PHASE_CLOSED, PHASE_RESOLVED, PHASE_TRADING } from './state.ts';
import { StrategyView } from './strategy-view.ts';
import { Timers } from './timers.ts';
import { OrderIds, type WakeUp, WishList } from './wish-list.ts';

/** A strategy with what it needs at hand, so that a callback is one call. */
type Seat = {
  readonly index: StrategyIndex;
  readonly strategy: Strategy;
  readonly view: StrategyView;
  readonly desk: WishList;
};

/**
 * The core: one thread, one state, one event at a time. It never asks what time it is, never
 * waits and never draws a number; equal events give equal decisions.
 */
export class Engine {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers = new Timers();
  /** What an earlier run left, until its markets are listed. */
  readonly opening: OpeningPositions;
  readonly #seats: readonly Seat[];
  /** Those with the callback that every book message calls: nobody else is visited. */
  readonly #bookSeats: readonly Seat[];
  readonly #gate: RiskGate;
  readonly #execution: Execution;
  readonly #universe: EngineSetup['universe'];
  readonly #openedAhead: readonly OpenedPosition[];
  readonly #ids: OrderIds;
  #hasEnded = false;

  constructor(setup: EngineSetup) {
    const { markets, knownAhead } = setup.universe;
    this.#universe = setup.universe;
    this.state = new EngineState(setup.feeds, setup.strategies.length, setup.capital);
    this.opening = new OpeningPositions(setup.opening?.positions ?? []);
    this.#openedAhead = markets.slice(0, knownAhead).flatMap((market) => this.#list(market));
    this.log = new DecisionLog(setup.journal);
    this.#gate = setup.gate;
    this.#execution = setup.execution;
    this.#ids = new OrderIds(setup.opening?.firstOrder);
    this.#seats = setup.strategies.map((strategy, i) => ({
      index: i as StrategyIndex,
      strategy,
      view: new StrategyView(this.state, i as StrategyIndex),
      desk: new WishList(i as StrategyIndex, this.#ids),
    }));
    this.#bookSeats = this.#seats.filter((seat) => seat.strategy.onBook !== undefined);
  }

  /** The first id that no order of this run has: a later run goes on from it. */
  get nextOrder(): ClientOrderId {
    return this.#ids.free;
  }

  /** Once, before the first event; `now` is the time just before it. */
  start(now: Timestamp): void {
    this.state.now = now;
    this.#logOpened(this.#openedAhead);
    for (const seat of this.#seats) {
      seat.strategy.onStart?.(seat.view, seat.desk);
      this.#flush(seat);
    }
    for (let market = 0; market < this.#universe.knownAhead; market++) this.#tellListed(market);
  }

  /** One row of market data, as it reaches us. See domain/tape.ts for the columns. */
  onRow(tape: Tape, row: number): void {
    const kind = tape.kind[row] as number;
    const market = tape.market[row] as MarketIndex;
    // Live, an answer can have come with a later time: the clock never goes back.
    const at = tape.tsInit[row] as number;
    if (at > this.state.now) this.state.now = at as Timestamp;
    if ((kind > KIND_TICK || kind === KIND_TRADE) && this.#onOtherRow(kind, tape, row)) return;
    applyBookRow(this.state.books[market] as MarketBook, tape, row);
    if (endsMessage(tape.flags[row] as number)) this.#onBook(market);
  }

  /** An answer of the exchange that has reached us. */
  onAnswer(event: ExchangeEvent): void {
    this.#moveClock(event.tsInit);
    const order = applyAnswer(this.state, event);
    this.log.append({ kind: 'Answered', at: this.state.now, event });
    if (order !== undefined) this.#tell(order.strategy, event);
  }

  /** The first timer due at or before `until` rings, if there is one: at its time, never before. */
  onTimer(until: Timestamp): void {
    const timer = this.timers.take(until);
    if (timer === undefined) return;
    this.#moveClock(timer.at);
    const seat = this.#seats[timer.strategy] as Seat;
    seat.strategy.onTimer?.(timer.market, seat.view, seat.desk);
    this.#flush(seat);
  }

  /** An operator's word; journaled like everything else. */
  onCommand(command: OperatorCommand, at: Timestamp): void {
    this.#moveClock(at);
    const { now } = this.state;
    this.log.append({ kind: 'Operated', at: now, command });
    switch (command.kind) {
      case 'Pause':
      case 'Resume':
        for (const seat of this.#seats) {
          if (command.strategy === undefined || command.strategy === seat.index) {
            this.state.paused[seat.index] = command.kind === 'Pause';
          }
        }
        return;
      case 'CancelAll':
        this.#execution.cancelAll(command.market, now);
        return;
      case 'Stop':
        this.state.paused.fill(true);
        this.#execution.cancelAll(undefined, now);
    }
  }

  /** No more market data will come: from here on every order is denied, and no timer rings. */
  endTrading(): void {
    this.#hasEnded = true;
    this.timers.clear();
  }

  /** Rows that are not about the book. Returns false for those that are (gap, confirm). */
  #onOtherRow(kind: number, tape: Tape, row: number): boolean {
    const market = tape.market[row] as MarketIndex;
    switch (kind) {
      case KIND_TRADE:
        this.#onTrade(tape, row);
        return true;
      case KIND_REFERENCE:
        this.#onReference(tape, row);
        return true;
      case KIND_LIST:
        this.#onList(market);
        return true;
      case KIND_OPEN:
        for (const seat of this.#seats) {
          seat.strategy.onMarketOpened?.(market, seat.view, seat.desk);
          this.#flush(seat);
        }
        return true;
      case KIND_CLOSE:
        this.#onClose(market);
        return true;
      case KIND_RESOLVE:
        this.#onResolve(market, tape.outcome[row] as Outcome, tape.price[row] as Price);
        return true;
      default:
        return false;
    }
  }

  #onTrade(tape: Tape, row: number): void {
    const token = ((tape.market[row] as number) * 2 + (tape.outcome[row] as number)) as TokenIndex;
    for (const seat of this.#seats) {
      seat.strategy.onTrade?.(
        token,
        tape.side[row] as BookSide,
        tape.price[row] as Price,
        tape.size[row] as Shares,
        seat.view,
        seat.desk,
      );
      this.#flush(seat);
    }
  }

  #onBook(market: MarketIndex): void {
    const seats = this.#bookSeats;
    for (let i = 0; i < seats.length; i++) {
      const seat = seats[i] as Seat;
      seat.strategy.onBook?.(market, seat.view, seat.desk);
      if (seat.desk.wishes.length > 0) this.#flush(seat);
    }
  }

  #onReference(tape: Tape, row: number): void {
    const { references, now } = this.state;
    const feed = tape.market[row] as number;
    const price = tape.size[row] as number;
    if (!references.take(feed, price, tape.tsEvent[row] as number, now)) return;
    const name = references.names[feed] as string;
    for (const seat of this.#seats) {
      seat.strategy.onReference?.(name, price, seat.view, seat.desk);
      this.#flush(seat);
    }
  }

  #onList(market: MarketIndex): void {
    const known = this.state.markets.length;
    invariant(market === known, `market ${market} is listed when ${known} are known`);
    const facts = this.#universe.markets[market];
    invariant(facts !== undefined, `market ${market} is listed, and nobody knows its facts`);
    const opened = this.#list(facts);
    const at = this.state.now;
    this.log.append({ kind: 'MarketListed', at, market, slug: facts.slug });
    this.#logOpened(opened);
    this.#tellListed(market);
  }

  #list(market: Market): OpenedPosition[] {
    const { state } = this;
    const sleeve = state.sleeve.bind(state);
    return this.opening.listed(state.list(market), market, { account: state.account, sleeve });
  }

  #logOpened(opened: readonly OpenedPosition[]): void {
    const { now: at } = this.state;
    for (const one of opened) this.log.append({ kind: 'PositionOpened', at, ...one });
  }

  #tellListed(index: number): void {
    const market = index as MarketIndex;
    for (const seat of this.#seats) {
      seat.strategy.onMarketListed?.(market, seat.view, seat.desk);
      this.#flush(seat);
    }
  }

  #onClose(market: MarketIndex): void {
    if (this.state.phases[market] !== PHASE_TRADING) return;
    this.state.phases[market] = PHASE_CLOSED;
    this.log.append({ kind: 'MarketClosed', at: this.state.now, market });
    for (const seat of this.#seats) {
      seat.strategy.onMarketClosed?.(market, seat.view, seat.desk);
      this.#flush(seat);
    }
  }

  #onResolve(market: MarketIndex, outcome: Outcome, price: Price): void {
    invariant(this.state.phases[market] !== PHASE_RESOLVED, `market ${market} resolved twice`);
    this.#onClose(market);
    this.state.phases[market] = PHASE_RESOLVED;
    const first = outcome === 0 ? price : complement(price);
    this.state.payouts[market] = first;
    payOut(this.state, market);
    this.state.books[market]?.retire(this.state.now);
    const payout = first as Resolution['payout'];
    this.log.append({ kind: 'MarketResolved', at: this.state.now, market, payout });
    for (const seat of this.#seats) {
      seat.strategy.onMarketResolved?.(market, seat.view, seat.desk);
      this.#flush(seat);
    }
  }

  #tell(strategy: StrategyIndex, event: OrderEvent): void {
    const seat = this.#seats[strategy] as Seat;
    seat.strategy.onOrder?.(event, seat.view, seat.desk);
    this.#flush(seat);
  }

  /** Carries out what the strategy wished, in order. */
  #flush(seat: Seat): void {
    const wishes = seat.desk.wishes;
    // A denial is told at once and may add wishes, which this loop then reaches.
    for (let i = 0; i < wishes.length; i++) {
      const wish = wishes[i] as (typeof wishes)[0];
      switch (wish.kind) {
        case 'SubmitOrder':
          this.#submit(seat, wish);
          break;
        case 'CancelOrder':
          this.#cancel(wish);
          break;
        case 'Skip':
          this.log.append({
            kind: 'Skipped',
            at: this.state.now,
            strategy: seat.index,
            market: wish.market,
            reason: wish.reason,
          });
          break;
        case 'WakeUp':
          this.#wake(seat, wish);
          break;
      }
    }
    wishes.length = 0;
  }

  #submit(seat: Seat, command: SubmitOrder): void {
    const { state } = this;
    const verdict = this.#hasEnded
      ? refuse('data_ended', 'the market data has ended')
      : state.paused[seat.index]
        ? refuse('paused', 'the strategy is paused by the operator')
        : this.#gate.check(command, seat.view, state.account);
    if ('ok' in verdict) {
      this.#deny(seat, command, verdict.code, verdict.message);
      return;
    }
    const reserved = this.#reserve(verdict);
    if (!reserved.ok) {
      this.#deny(seat, command, reserved.code, reserved.message);
      return;
    }
    // Known as submitted before it leaves, so that no answer can find it unknown.
    state.sleeve(seat.index).opened(state.orders.submitted(verdict, state.now));
    this.log.append({ kind: 'Submitted', at: state.now, command: verdict });
    this.#execution.submit(verdict, state.now);
  }

  /** The last word on money and shares, whatever the gate said: a strategy sells only its own. */
  #reserve({ id, strategy, terms }: SubmitOrder): Result<void> {
    const { account, markets } = this.state;
    const fee = markets[marketOf(terms.token)]?.fee;
    invariant(fee !== undefined, 'the gate approved an order whose fee is not known');
    const own = this.state.sleeve(strategy).sellable(terms.token);
    if (terms.side === 'sell' && terms.size > own) {
      return refuse(
        'not_enough_shares',
        `needs ${formatDecimal(terms.size)} shares, ${formatDecimal(own)} of its own are free`,
      );
    }
    return account.reserve(id, terms, fee.value);
  }

  #wake(seat: Seat, { at, market }: WakeUp): void {
    if (this.#hasEnded) return;
    this.timers.add(Math.max(at, this.state.now) as Timestamp, seat.index, market);
  }

  #deny(seat: Seat, command: SubmitOrder, code: string, message: string): void {
    const now = this.state.now;
    this.log.append({ kind: 'Denied', at: now, command, code, message });
    const event: OrderEvent = {
      kind: 'OrderDenied',
      order: command.id,
      code,
      message,
      tsEvent: now,
      tsInit: now,
    };
    seat.strategy.onOrder?.(event, seat.view, seat.desk);
  }

  #cancel(command: CancelOrder): void {
    const order = this.state.orders.get(command.order);
    // Another strategy's orders are none of its business.
    if (order === undefined || order.strategy !== command.strategy) return;
    // A cancel of what is closed already is a race that the strategy lost, not an error.
    if (order.status !== 'submitted' && order.status !== 'accepted') return;
    this.state.orders.move(order, 'cancelRequested');
    this.log.append({ kind: 'CancelRequested', at: this.state.now, command });
    this.#execution.cancel(command.order, this.state.now);
  }
  #moveClock(at: Timestamp): void {
    if (at > this.state.now) this.state.now = at;
  }
}
