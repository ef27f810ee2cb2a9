import type { ChangeSets } from '../../src/domain/command.ts';
import type { OrderEvent, SetsNews } from '../../src/domain/event.ts';
import type { StrategyIndex } from '../../src/domain/ids.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  marketOf,
  type TokenIndex,
  tokenIndex,
} from '../../src/domain/ids.ts';
import type { Market } from '../../src/domain/market.ts';
import type { ModelForecast } from '../../src/domain/model-forecast.ts';
import type { Order, OrderTerms, Reason } from '../../src/domain/order.ts';
import type { BookSide } from '../../src/domain/side.ts';
import {
  formatDecimal,
  NO_SHARES,
  NO_USD,
  notional,
  type Price,
  type Shares,
  type Timestamp,
} from '../../src/domain/units.ts';
import type { Desk } from '../../src/ports/desk.ts';
import type { Opinion } from '../../src/ports/opinion.ts';
import type { MemoryFacts, Strategy, StrategyDefinition } from '../../src/ports/strategy.ts';
import type { StrategyLoop } from '../../src/ports/strategy-loop.ts';
import { parseParameters } from '../../src/runtime/parameters.ts';
import { aMarket, at } from './a-market.ts';
import { ScriptedView } from './scripted-view.ts';

export type Wish = { readonly seconds: number; readonly reason: Reason } & (
  | { readonly kind: 'submit'; readonly id: ClientOrderId; readonly terms: OrderTerms }
  | { readonly kind: 'cancel'; readonly id: ClientOrderId }
  | { readonly kind: 'sets'; readonly change: ChangeSets }
  | { readonly kind: 'skip'; readonly market: MarketIndex }
);

type Timer = { readonly at: Timestamp } & (
  | { readonly market: MarketIndex; readonly loop?: undefined }
  | { readonly loop: StrategyLoop }
);

type Untimed<E> = E extends SetsNews ? Omit<E, 'change' | 'tsEvent' | 'tsInit'> : never;

/**
 * A strategy alone on a stage: the test writes books and answers, the bench keeps what the
 * strategy wished. Orders rest until the test says what became of them.
 */
export class StrategyBench {
  readonly view: ScriptedView;
  readonly wishes: Wish[] = [];
  readonly forecasts: (ModelForecast & {
    readonly seconds: number;
    readonly market: MarketIndex;
  })[] = [];
  /** While set, the gate denies every order with this code. */
  denyWith: string | undefined;
  /** While set, the venue refuses every order with this code. */
  rejectWith: string | undefined;
  readonly #strategy: Strategy;
  readonly #desk: Desk;
  #timers: Timer[] = [];
  #denials: ClientOrderId[] = [];
  #rejects: ClientOrderId[] = [];
  #nextId = 1;

  constructor(
    definition: StrategyDefinition,
    texts: Readonly<Record<string, string>> = {},
    markets: readonly Market[] = [aMarket()],
    seed = 1,
    memory?: string,
    /** Seconds after noon at which it begins. */
    start = -1,
  ) {
    const parameters = parseParameters(definition.parameters, texts);
    if (!parameters.ok) throw new Error(parameters.message);
    this.view = new ScriptedView(markets);
    this.#desk = this.#makeDesk();
    this.#strategy = definition.create(parameters.value, seed, memory);
    this.view.now = at(start);
    this.#tell((view, desk) => this.#strategy.onStart?.(view, desk));
    for (const loop of this.#strategy.loops ?? []) this.#ringAgain(loop);
    for (const index of markets.keys()) this.#list(index);
  }

  /** Lets time pass; timers ring on the way, those of the last moment included. */
  pass(seconds: number): void {
    this.#ring(at(seconds));
    this.view.now = at(seconds);
  }

  /** A book message of one bid and one ask for a token; an empty text is an empty side. */
  quote(seconds: number, bid: string, ask: string, token = 0): void {
    this.#arrive(seconds);
    const level = (price: string) => (price === '' ? [] : [[price, '1000'] as const]);
    this.view.setBook(token as TokenIndex, level(bid), level(ask));
    this.#onBook(marketOf(token as TokenIndex));
  }

  /** A public print of a token; `hit` is the side of its book that was taken. */
  print(seconds: number, token: number, hit: BookSide, price: string, size: string): void {
    this.#arrive(seconds);
    const [at, of] = [units(price) as Price, units(size) as Shares];
    const index = token as TokenIndex;
    this.#tell((view, desk) => this.#strategy.onTrade?.(index, hit, at, of, view, desk, view.now));
  }

  /** A feed tells a price, in dollars. */
  hear(seconds: number, feed: string, price: number): void {
    this.#arrive(seconds);
    const units = Math.round(price * 1e6);
    this.view.references.set(feed, { price: units, at: this.view.now });
    this.#tell((view, desk) => this.#strategy.onReference?.(feed, units, view, desk));
  }

  /** The recording breaks off; the strategy is called with an untrusted book. */
  distrust(seconds: number, market = 0): void {
    this.#arrive(seconds);
    this.view.book(market as MarketIndex).distrust(this.view.now, 'recording_gap');
    this.#onBook(market as MarketIndex);
  }

  /** A market becomes known. */
  add(market: Market): void {
    this.view.add(market);
    this.#list(this.view.markets.length - 1);
  }

  #list(market: number): void {
    this.#tell((view, desk) => this.#strategy.onMarketListed?.(market as MarketIndex, view, desk));
  }

  open(market = 0): void {
    this.#tell((view, desk) => this.#strategy.onMarketOpened?.(market as MarketIndex, view, desk));
  }

  close(market = 0): void {
    this.view.closed.add(market as MarketIndex);
    this.#tell((view, desk) => this.#strategy.onMarketClosed?.(market as MarketIndex, view, desk));
  }

  /** The market pays so much for a share of its first outcome; what is held of it is cash then. */
  resolve(market: number, payout: number): void {
    const index = market as MarketIndex;
    this.view.closed.add(index);
    this.view.payouts.set(index, payout as Price);
    for (const token of [2 * market, 2 * market + 1])
      this.view.positions.delete(token as TokenIndex);
    this.#tell((view, desk) => this.#strategy.onMarketResolved?.(index, view, desk));
  }

  /** What the strategy has learned. */
  get memory(): string | undefined {
    return this.#strategy.memory?.();
  }

  /** What can be told of it. */
  get memoryFacts(): MemoryFacts | undefined {
    return this.#strategy.memoryFacts?.();
  }

  /** Fills an order at its limit, whole or in part. */
  fill(id: number, shares?: string): void {
    const order = this.#order(id);
    const size = (shares === undefined ? order.size - order.filled : units(shares)) as Shares;
    order.filled = (order.filled + size) as Shares;
    if (order.filled === order.size) order.status = 'filled';
    const signed = order.side === 'buy' ? size : -size;
    this.view.positions.set(order.token, (this.view.position(order.token) + signed) as Shares);
    const fill = {
      id,
      order: order.id,
      token: order.token,
      side: order.side,
      price: order.price,
      size,
      amount: notional(size, order.price, order.side === 'buy' ? 'up' : 'down'),
      fee: NO_USD,
      rebate: NO_USD,
      liquidity: order.postOnly ? ('maker' as const) : ('taker' as const),
      match: 'complementary' as const,
      evidence: 'book' as const,
      tsEvent: this.view.now,
      settlement: 'confirmed' as const,
    };
    this.#answer({ kind: 'OrderFilled', order: order.id, fill, ...this.#stamps() });
  }

  /** The chain takes the one fill of an order back. */
  failFill(id: number): void {
    const { id: order, token, filled } = this.#order(id);
    this.view.positions.set(token, (this.view.position(token) - filled) as Shares);
    const settlement = 'failed' as const;
    this.#answer({ kind: 'FillSettled', order, fillId: id, settlement, ...this.#stamps() });
  }

  /** The venue takes an order. */
  accept(id: number): void {
    this.#answer({ kind: 'OrderAccepted', order: id as ClientOrderId, ...this.#stamps() });
  }

  reject(id: number, code: string): void {
    this.#order(id).status = 'rejected';
    const order = id as ClientOrderId;
    this.#answer({ kind: 'OrderRejected', order, code, message: code, ...this.#stamps() });
  }

  /** The venue cancels what is left of an order. */
  cancel(id: number, reason: string): void {
    this.#order(id).status = 'canceled';
    this.#answer({
      kind: 'OrderCanceled',
      order: id as ClientOrderId,
      reason,
      ...this.#stamps(),
    });
  }

  /** A split or a merge is done. */
  changeSets(id: number): void {
    const change = this.#changeOf(id);
    const signed = change.direction === 'split' ? change.shares : -change.shares;
    for (const outcome of [0, 1] as const) {
      const token = tokenIndex(change.market, outcome);
      this.view.positions.set(token, (this.view.position(token) + signed) as Shares);
    }
    this.#tellSets(change, { kind: 'SetsChanged', gas: this.view.setGas });
  }

  /** It is not done; `kind` says whose word that is. */
  refuseSets(id: number, code: string, kind: 'SetsRefused' | 'SetsDenied' = 'SetsRefused'): void {
    this.#tellSets(this.#changeOf(id), { kind, code, message: code });
  }

  #tellSets(change: ChangeSets, said: Untimed<SetsNews>): void {
    const event = { ...said, change: change.id, ...this.#stamps() } as SetsNews;
    this.#tell((view, desk) => this.#strategy.onSets?.(change, event, view, desk));
  }

  #changeOf(id: number): ChangeSets {
    for (const wish of this.wishes) {
      if (wish.kind === 'sets' && wish.change.id === id) return wish.change;
    }
    throw new Error(`the strategy asked for no split or merge ${id}`);
  }

  /** The venue keeps an order that was to be canceled. */
  refuseCancel(id: number): void {
    this.#order(id).status = 'accepted';
    const order = id as ClientOrderId;
    this.#answer({ kind: 'CancelRejected', order, code: 'delayed', ...this.#stamps() });
  }

  /** What it thinks of a market, when asked at this moment. */
  opinion(market = 0): Opinion | undefined {
    return this.#strategy.opinion?.(market as MarketIndex, this.view);
  }

  /** What was wished, one line each, e.g. `260s buy 10 of 0 at 0.64 FAK: favorite`. */
  get story(): string[] {
    return this.wishes.map((wish) => `${wish.seconds}s ${tell(wish)}: ${wish.reason.code}`);
  }

  /** As in the engine, market data comes before timers of the same moment. */
  #arrive(seconds: number): void {
    this.#ring((at(seconds) - 1) as Timestamp);
    this.view.now = at(seconds);
  }

  #ring(until: Timestamp): void {
    for (;;) {
      this.#timers.sort((a, b) => a.at - b.at);
      const timer = this.#timers[0];
      if (timer === undefined || timer.at > until) return;
      this.#timers.shift();
      if (timer.at > this.view.now) this.view.now = timer.at;
      const { loop } = timer;
      if (loop === undefined) {
        this.#tell((view, desk) => this.#strategy.onTimer?.(timer.market, view, desk));
      } else {
        this.#tell((view, desk) => loop.run(view, desk));
        this.#ringAgain(loop);
      }
    }
  }

  #ringAgain(loop: StrategyLoop): void {
    const next = (Math.floor(this.view.now / loop.every) + 1) * loop.every;
    this.#timers.push({ at: next as Timestamp, loop });
  }

  #onBook(market: MarketIndex): void {
    this.#tell((view, desk) => this.#strategy.onBook?.(market, view, desk));
  }

  #answer(event: OrderEvent): void {
    this.#tell((view, desk) => this.#strategy.onOrder?.(event, view, desk));
  }

  #tell(call: (view: ScriptedView, desk: Desk) => void): void {
    call(this.view, this.#desk);
    const denied = this.#denials;
    this.#denials = [];
    const code = this.denyWith ?? 'denied';
    for (const order of denied) {
      this.#answer({ kind: 'OrderDenied', order, code, message: code, ...this.#stamps() });
    }
    const rejects = this.#rejects;
    this.#rejects = [];
    for (const order of rejects) this.reject(order, this.rejectWith ?? 'rejected');
  }

  #stamps() {
    return { tsEvent: this.view.now, tsInit: this.view.now };
  }

  #order(id: number): Order {
    const order = this.view.orders.get(id as ClientOrderId);
    if (order === undefined) throw new Error(`the strategy sent no order ${id}`);
    return order;
  }

  #makeDesk(): Desk {
    const seconds = () => (this.view.now - at(0)) / 1_000_000;
    return {
      submit: (terms, reason) => {
        const id = this.#nextId++ as ClientOrderId;
        this.wishes.push({ kind: 'submit', seconds: seconds(), reason, id, terms });
        if (this.denyWith !== undefined) this.#denials.push(id);
        else this.view.orders.set(id, this.#submitted(id, terms));
        if (this.rejectWith !== undefined) this.#rejects.push(id);
        return id;
      },
      cancel: (id, reason) => {
        this.wishes.push({ kind: 'cancel', seconds: seconds(), reason, id });
        const order = this.view.orders.get(id);
        if (order?.status === 'accepted') order.status = 'pendingCancel';
      },
      split: (market, shares, reason) => this.#change('split', market, shares, reason),
      merge: (market, shares, reason) => this.#change('merge', market, shares, reason),
      skip: (market, reason) => {
        this.wishes.push({ kind: 'skip', seconds: seconds(), reason, market });
      },
      forecast: (market, forecast) => {
        this.forecasts.push({ seconds: seconds(), market, ...forecast });
      },
      wakeAt: (time, market) => {
        this.#timers.push({ at: time, market });
      },
    };
  }

  #change(
    direction: 'split' | 'merge',
    market: MarketIndex,
    shares: Shares,
    reason: Reason,
  ): ClientOrderId {
    const id = this.#nextId++ as ClientOrderId;
    const strategy = 0 as StrategyIndex;
    const price = (this.view.mid(tokenIndex(market, 0)) ?? 500_000) as Price;
    const change = { kind: 'ChangeSets', id, strategy, market, direction, shares, price } as const;
    const seconds = (this.view.now - at(0)) / 1_000_000;
    this.wishes.push({ kind: 'sets', seconds, reason, change: { ...change, reason } });
    return id;
  }

  #submitted(id: ClientOrderId, terms: OrderTerms): Order {
    return {
      ...terms,
      id,
      strategy: 0 as StrategyIndex,
      submittedAt: this.view.now,
      status: 'accepted',
      filled: NO_SHARES,
    };
  }
}

function units(decimal: string): number {
  return Math.round(Number(decimal) * 1_000_000);
}

function tell(wish: Wish): string {
  switch (wish.kind) {
    case 'submit': {
      const { side, size, token, price, timeInForce, postOnly } = wish.terms;
      const kind = postOnly ? `${timeInForce} post-only` : timeInForce;
      return `${side} ${formatDecimal(size)} of ${token} at ${formatDecimal(price)} ${kind}`;
    }
    case 'cancel':
      return `cancel ${wish.id}`;
    case 'sets':
      return `${wish.change.direction} ${formatDecimal(wish.change.shares)}`;
    case 'skip':
      return `skip ${wish.market}`;
  }
}
