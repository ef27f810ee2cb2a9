import type { MarketBook } from '../domain/book.ts';
import { applyBookRow } from '../domain/book-row.ts';
import type { OperatorCommand } from '../domain/command.ts';
import { type ExchangeAnswer, isAboutSets, type OrderEvent } from '../domain/event.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  marketOf,
  type StrategyIndex,
  type TokenIndex,
} from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { Market, Resolution } from '../domain/market.ts';
import type { BookSide } from '../domain/side.ts';
import {
  endsMessage,
  FLAG_DERIVED,
  FLAG_UNOFFICIAL,
  KIND_CLOSE,
  KIND_LIST,
  KIND_OPEN,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
  type Tape,
} from '../domain/tape.ts';
import { complement, type Price, SCALE, type Shares, type Timestamp } from '../domain/units.ts';
import type { Execution } from '../ports/execution.ts';
import type { Opinion } from '../ports/opinion.ts';
import type { MemoryFacts } from '../ports/strategy.ts';
import { applyAnswer, payOut } from './answers.ts';
import { DecisionLog } from './decision-log.ts';
import type { EngineSetup } from './engine-setup.ts';
import { Measurements } from './measurements.ts';
import { type OpenedPosition, OpeningPositions } from './opening.ts';
import { OwnOutcomes } from './own-outcomes.ts';
import { RiskWatch } from './risk-watch.ts';
import { type MarketCallback, Seat } from './seat.ts';
import { EngineState, PHASE_CLOSED, PHASE_RESOLVED, PHASE_TRADING } from './state.ts';
import { StrategyLoops } from './strategy-loops.ts';
import { LaterView } from './strategy-view.ts';
import { Supervisor } from './supervisor.ts';
import { DESK, loopOf, RESTART, Timers } from './timers.ts';
import { WishCarrier } from './wish-carrier.ts';
import { OrderIds } from './wish-list.ts';
import { Withdrawals } from './withdrawals.ts';

type Payout = Resolution['payout'];

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
  readonly supervisor: Supervisor;
  readonly #seats: readonly Seat[];
  /** Those with the callback that every book message calls: nobody else is visited. */
  readonly #bookSeats: readonly Seat[];
  readonly #carrier: WishCarrier;
  readonly #loops: StrategyLoops;
  readonly #measurements: Measurements;
  readonly #outcomes = new OwnOutcomes();
  readonly #withdrawals: Withdrawals;
  readonly #risk: RiskWatch | undefined;
  readonly #execution: Execution;
  readonly #universe: EngineSetup['universe'];
  readonly #openedAhead: readonly OpenedPosition[];
  readonly #ids: OrderIds;

  constructor(setup: EngineSetup) {
    const { markets, knownAhead } = setup.universe;
    this.#universe = setup.universe;
    this.state = new EngineState(
      setup.feeds,
      setup.strategies.length,
      setup.capital,
      setup.opening?.haltedFeeds,
      setup.opening?.risk,
    );
    this.state.setGas = setup.execution.setGas;
    for (const tally of setup.opening?.tallies ?? []) {
      this.state.sleeve(tally.strategy).tally.open(tally);
    }
    const { account } = this.state;
    const sleeve = this.state.sleeve.bind(this.state);
    this.opening = new OpeningPositions(setup.opening?.positions ?? [], { account, sleeve });
    this.log = new DecisionLog(setup.journal);
    this.#execution = setup.execution;
    const { state, log, timers } = this;
    const carrier = new WishCarrier({ ...setup, state, log, timers });
    const parts = { state, log, timers, carrier };
    this.#carrier = carrier;
    this.#measurements = new Measurements({ state, log, timers, rewardSeed: setup.rewardSeed });
    const { rules } = setup.gate;
    const unlisted = () => this.opening.unlistedWorth;
    this.#risk = rules && new RiskWatch({ ...parts, rules, unlisted });
    this.#ids = new OrderIds(setup.opening?.firstOrder);
    this.#loops = new StrategyLoops(parts);
    this.supervisor = new Supervisor({ ...parts, loops: this.#loops });
    const onFailure = this.supervisor.failed.bind(this.supervisor);
    const seats = setup.strategies.map((make, i) => {
      const place = { index: i as StrategyIndex, state, ids: this.#ids };
      return new Seat(place, make, onFailure);
    });
    this.#seats = seats;
    this.#withdrawals = new Withdrawals({ ...parts, seats, closeLead: setup.closeLead });
    this.#bookSeats = seats.filter(({ hearsBooks }) => hearsBooks);
    this.#openedAhead = markets.slice(0, knownAhead).flatMap((market) => this.#list(market));
  }

  /** The first id that no order of this run has: a later run goes on from it. */
  get nextOrder(): ClientOrderId {
    return this.#ids.free;
  }

  /** What a strategy has learned so far; undefined: it does not learn, or is halted. */
  memoryOf(strategy: StrategyIndex): string | undefined {
    return this.#seats[strategy]?.memory();
  }

  /**
   * What can be told of that, cheaper than it is written out. @throws whatever the strategy throws.
   */
  memoryFactsOf(strategy: StrategyIndex): MemoryFacts | undefined {
    return this.#seats[strategy]?.memoryFacts();
  }

  /**
   * What a strategy thinks of a market at a time that is now or later; undefined: nothing, or it is
   * halted. Changes nothing. @throws whatever the strategy throws.
   */
  opinionOf(strategy: StrategyIndex, market: MarketIndex, at: Timestamp): Opinion | undefined {
    return this.#seats[strategy]?.opinion(market, new LaterView(this.state, strategy, at));
  }

  /** Once, before the first event; `now` is the time just before it. */
  start(now: Timestamp): void {
    this.state.now = now;
    this.#logOpened(this.#openedAhead);
    this.#risk?.look();
    for (const seat of this.#seats) {
      seat.start();
      this.#loops.start(seat);
      this.#carrier.flush(seat);
    }
    for (let market = 0; market < this.#universe.knownAhead; market++) {
      this.#tellAll('onMarketListed', market as MarketIndex);
    }
  }

  /** One row of market data, as it reaches us. See domain/tape.ts for the columns. */
  onRow(tape: Tape, row: number): void {
    const kind = tape.kind[row] as number;
    const market = tape.market[row] as MarketIndex;
    // Live, an answer can have come with a later time: the clock never goes back.
    const at = tape.tsInit[row] as number;
    if (at > this.state.now) this.state.now = at as Timestamp;
    if ((kind > KIND_TICK || kind === KIND_TRADE) && this.#onOtherRow(kind, tape, row)) return;
    const flags = tape.flags[row] as number;
    // What an importer tells again was not heard: a live run has no such row.
    if ((flags & FLAG_DERIVED) === 0) this.state.bookTimes[market] = at;
    applyBookRow(this.state.books[market] as MarketBook, tape, row);
    if (endsMessage(flags)) this.#onBook(market);
  }

  /** An answer of the exchange that has reached us. */
  onAnswer(event: ExchangeAnswer): void {
    this.#moveClock(event.tsInit);
    if (isAboutSets(event)) {
      this.#carrier.onSets(event, this.#seats);
      return;
    }
    const order = applyAnswer(this.state, event);
    this.log.append({ kind: 'Answered', at: this.state.now, event });
    this.#measurements.answered(event);
    if (order === undefined) return;
    this.#risk?.answered(event, order);
    if (event.kind === 'CancelRejected') this.#withdrawals.pullAgain(marketOf(order.token));
    this.#tell(order.strategy, event);
  }

  /** The first timer due at or before `until` rings, if there is one: at its time, never before. */
  onTimer(until: Timestamp): void {
    const timer = this.timers.take(until);
    if (timer === undefined) return;
    this.#moveClock(timer.at);
    if (timer.strategy === DESK) {
      if (this.#measurements.rings(timer.market)) return;
      if (this.#risk?.rings(timer.market) !== true) this.#withdrawals.pullQuotes(timer.market);
      return;
    }
    const seat = this.#seats[timer.strategy] as Seat;
    if (timer.market === RESTART) {
      this.supervisor.restart(seat);
      return;
    }
    const loop = loopOf(timer);
    if (loop !== undefined) {
      this.#loops.ring(seat, loop);
      return;
    }
    seat.tell('onTimer', timer.market);
    this.#carrier.flush(seat);
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
        if (command.kind === 'Resume' && command.strategy === undefined)
          this.state.stopping = false;
        return;
      case 'Resize': {
        const { strategy, part } = command;
        invariant(part >= 0 && part <= SCALE, `strategy ${strategy} cannot have ${part} of limits`);
        this.state.parts[strategy] = part;
        return;
      }
      case 'CancelAll':
        this.#execution.cancelAll(command.market, now);
        return;
      case 'Stop':
        this.state.stopping = true;
        this.state.paused.fill(true);
        this.#execution.cancelAll(undefined, now);
    }
  }

  /** No more market data will come: from here on every order is denied, and no timer rings. */
  endTrading(): void {
    this.#carrier.endTrading();
    this.#measurements.end();
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
        this.#tellAll('onMarketOpened', market);
        return true;
      case KIND_CLOSE:
        this.#onClose(market);
        return true;
      case KIND_RESOLVE:
        this.#onResolve(market, tape, row);
        return true;
      default:
        return false;
    }
  }

  #onTrade(tape: Tape, row: number): void {
    const token = ((tape.market[row] as number) * 2 + (tape.outcome[row] as number)) as TokenIndex;
    for (const seat of this.#seats) {
      seat.tellTrade(
        token,
        tape.side[row] as BookSide,
        tape.price[row] as Price,
        tape.size[row] as Shares,
        tape.tsEvent[row] as Timestamp,
      );
      this.#carrier.flush(seat);
    }
  }

  #onBook(market: MarketIndex): void {
    const seats = this.#bookSeats;
    for (let i = 0; i < seats.length; i++) {
      const seat = seats[i] as Seat;
      seat.tellBook(market);
      if (seat.desk.wishes.length > 0) this.#carrier.flush(seat);
    }
  }

  #onReference(tape: Tape, row: number): void {
    const { references, now } = this.state;
    const feed = tape.market[row] as number;
    const price = tape.size[row] as number;
    const tsEvent = tape.tsEvent[row] as number;
    const name = references.names[feed] as string;
    for (const difference of this.#outcomes.heard(name, price, tsEvent))
      this.#withdrawals.halt(difference);
    if (!references.take(feed, price, tsEvent, now)) return;
    for (const seat of this.#seats) {
      seat.tellReference(name, price);
      this.#carrier.flush(seat);
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
    if (opened.length > 0) this.#risk?.opened();
    this.#tellAll('onMarketListed', market);
  }

  #list(market: Market): OpenedPosition[] {
    const { state } = this;
    const index = state.list(market);
    this.#outcomes.listed(index, market);
    this.#withdrawals.listed(index, market);
    return this.opening.listed(index, market);
  }

  #logOpened(opened: readonly OpenedPosition[]): void {
    const { now: at } = this.state;
    for (const one of opened) this.log.append({ kind: 'PositionOpened', at, ...one });
  }

  #tellAll(callback: MarketCallback, market: MarketIndex): void {
    for (const seat of this.#seats) {
      seat.tell(callback, market);
      this.#carrier.flush(seat);
    }
  }

  #onClose(market: MarketIndex): void {
    if (this.state.phases[market] !== PHASE_TRADING) return;
    this.state.phases[market] = PHASE_CLOSED;
    this.log.append({ kind: 'MarketClosed', at: this.state.now, market });
    this.#tellAll('onMarketClosed', market);
  }

  #onResolve(market: MarketIndex, tape: Tape, row: number): void {
    invariant(this.state.phases[market] !== PHASE_RESOLVED, `market ${market} resolved twice`);
    this.#onClose(market);
    this.state.phases[market] = PHASE_RESOLVED;
    const price = tape.price[row] as Price;
    const first = tape.outcome[row] === 0 ? price : complement(price);
    const isOfficial = ((tape.flags[row] as number) & FLAG_UNOFFICIAL) === 0;
    this.state.payouts[market] = first;
    this.state.official[market] = isOfficial ? 1 : 0;
    payOut(this.state, market);
    this.state.books[market]?.retire(this.state.now);
    const payout = first as Payout;
    this.log.append({ kind: 'MarketResolved', at: this.state.now, market, payout });
    // Before the strategies hear of it: nobody learns from a market that is in dispute.
    if (isOfficial) this.#compare(market);
    this.#risk?.resolved(market);
    this.#tellAll('onMarketResolved', market);
  }

  /** The venue's word on how a market ended against our own. */
  #compare(market: MarketIndex): void {
    const difference = this.#outcomes.resolved(market, this.state.payouts[market] as Payout);
    if (difference !== undefined) this.#withdrawals.halt(difference);
  }

  #tell(strategy: StrategyIndex, event: OrderEvent): void {
    const seat = this.#seats[strategy] as Seat;
    seat.tellOrder(event);
    this.#carrier.flush(seat);
  }

  #moveClock(at: Timestamp): void {
    if (at > this.state.now) this.state.now = at;
  }
}
