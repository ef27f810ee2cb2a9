import type { MarketBook } from '../domain/book.ts';
import type {
  ClientOrderId,
  MarketIndex,
  Outcome,
  StrategyIndex,
  TokenIndex,
} from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import type { MarketBreak } from '../domain/market-break.ts';
import type { Order } from '../domain/order.ts';
import type { RiskStanding } from '../domain/risk-standing.ts';
import { ASK, BID, type BookSide, opposite } from '../domain/side.ts';
import type { TickSize } from '../domain/tick.ts';
import { complement, type Price, type Shares, type Timestamp, type Usd } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import type { Sleeve } from './sleeve.ts';
import { type EngineState, PHASE_TRADING } from './state.ts';
import { isInHour } from './tally.ts';

/**
 * What one strategy sees of the engine's state. Books are kept in the first outcome's coordinates;
 * here they are turned to the token asked about, so that strategies never do it themselves.
 */
export class StrategyView implements View {
  readonly #state: EngineState;
  readonly #strategy: StrategyIndex;
  readonly #sleeve: Sleeve;
  readonly markets: readonly Market[];

  constructor(state: EngineState, strategy: StrategyIndex) {
    this.#state = state;
    this.#strategy = strategy;
    this.#sleeve = state.sleeve(strategy);
    this.markets = state.markets;
  }

  get now(): Timestamp {
    return this.#state.now;
  }

  get available(): Usd {
    return this.#state.account.available;
  }

  isOpen(market: MarketIndex): boolean {
    return this.#state.phases[market] === PHASE_TRADING;
  }

  isTrusted(market: MarketIndex): boolean {
    const book = this.#book(market);
    return book.isTrusted && !book.isCrossed;
  }

  bookAt(market: MarketIndex): Timestamp | undefined {
    const at = this.#state.bookTimes[market];
    return at === undefined || Number.isNaN(at) ? undefined : (at as Timestamp);
  }

  tick(market: MarketIndex): TickSize {
    return this.#book(market).tick;
  }

  epoch(market: MarketIndex): number {
    return this.#book(market).epoch;
  }

  bestBid(token: TokenIndex): Price | undefined {
    const book = this.#book(token >> 1);
    return (token & 1) === 0 ? book.bestBid : mirrored(book.bestAsk);
  }

  bestAsk(token: TokenIndex): Price | undefined {
    const book = this.#book(token >> 1);
    return (token & 1) === 0 ? book.bestAsk : mirrored(book.bestBid);
  }

  mid(token: TokenIndex): Price | undefined {
    const book = this.#book(token >> 1);
    const bid = book.bestBid;
    const ask = book.bestAsk;
    if (bid === undefined || ask === undefined) return undefined;
    // Every listed tick is an even number of units, so half a tick is whole.
    const mid = ((bid + ask) / 2) as Price;
    return (token & 1) === 0 ? mid : complement(mid);
  }

  sizeAt(token: TokenIndex, side: BookSide, price: Price): Shares {
    const book = this.#book(token >> 1);
    return (token & 1) === 0
      ? book.sizeAt(side, price)
      : book.sizeAt(opposite(side), complement(price));
  }

  nextBehind(token: TokenIndex, side: BookSide, price: Price): Price | undefined {
    const book = this.#book(token >> 1);
    return (token & 1) === 0
      ? book.nextBehind(side, price)
      : mirrored(book.nextBehind(side === BID ? ASK : BID, complement(price)));
  }

  position(token: TokenIndex): Shares {
    return this.#sleeve.position(token);
  }

  sellable(token: TokenIndex): Shares {
    return this.#sleeve.sellable(token);
  }

  cost(token: TokenIndex): Usd {
    return this.#sleeve.cost(token);
  }

  get outlay(): Usd {
    return this.#sleeve.outlay;
  }

  get pending(): Usd {
    const { account } = this.#state;
    let pending = 0;
    for (const { id } of this.#sleeve.openBuys()) pending += account.reservedBy(id);
    return (pending + this.#sleeve.setsUnderWay.dollars) as Usd;
  }

  get exposure(): Usd {
    return this.#sleeve.exposure;
  }

  lossIf(market: MarketIndex, outcome: Outcome, offered?: Shares, bid?: Usd): Usd {
    return this.#sleeve.lossIf(market, outcome, offered, bid);
  }

  splitting(market: MarketIndex): Shares {
    return this.#sleeve.setsUnderWay.of('split', market);
  }

  get setGas(): Usd {
    return this.#state.setGas;
  }

  get realized(): Usd {
    return this.#sleeve.realized;
  }

  get madeToday(): Usd {
    return this.#sleeve.tally.madeToday(this.now, this.realized);
  }

  get worthToday(): Usd {
    const worth = (this.#state.account.cash + this.outlay) as Usd;
    return this.#sleeve.tally.worthToday(this.now, worth);
  }

  get buysInHour(): number {
    let buys = this.#sleeve.tally.buysInHour(this.now);
    for (const { submittedAt, filled } of this.#sleeve.openBuys()) {
      // One that has bought something is counted already.
      if (filled === 0 && isInHour(submittedAt, this.now)) buys++;
    }
    return buys;
  }

  payout(market: MarketIndex): Price | undefined {
    const payout = this.#state.payouts[market];
    return payout === undefined || Number.isNaN(payout) ? undefined : (payout as Price);
  }

  isOfficial(market: MarketIndex): boolean {
    return this.#state.official[market] === 1;
  }

  isHalted(market: MarketIndex): boolean {
    return this.#state.isHalted(market);
  }

  fillFailedAt(market: MarketIndex): Timestamp | undefined {
    return this.#state.failedFills.get(market);
  }

  get risk(): RiskStanding {
    return this.#state.risk.standing;
  }

  get part(): number {
    return this.#state.parts[this.#strategy] as number;
  }

  breakIn(market: MarketIndex): MarketBreak | undefined {
    return this.#state.risk.breakIn(market, this.now);
  }

  openOrders(market: MarketIndex): readonly Order[] {
    return this.#sleeve.openOrders(market);
  }

  order(id: ClientOrderId): Order | undefined {
    const order = this.#state.orders.get(id);
    return order?.strategy === this.#strategy ? order : undefined;
  }

  reference(feed: string): number | undefined {
    return this.#state.references.price(feed);
  }

  referenceAt(feed: string): Timestamp | undefined {
    return this.#state.references.at(feed);
  }

  #book(market: number): MarketBook {
    return this.#state.books[market] as MarketBook;
  }
}

/** The same at a later time, up to which nothing was heard: only the clock has gone on. */
export class LaterView extends StrategyView {
  readonly #at: Timestamp;

  constructor(state: EngineState, strategy: StrategyIndex, at: Timestamp) {
    super(state, strategy);
    this.#at = Math.max(at, state.now) as Timestamp;
  }

  override get now(): Timestamp {
    return this.#at;
  }
}

function mirrored(price: Price | undefined): Price | undefined {
  return price === undefined ? undefined : complement(price);
}
