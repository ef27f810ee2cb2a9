import type { VenueOrderId } from '../../domain/ids.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_LIST,
  KIND_REFERENCE,
  KIND_RESOLVE,
  KIND_TICK,
  KIND_TRADE,
  type Tape,
} from '../../domain/tape.ts';
import type { TickSize } from '../../domain/tick.ts';
import { NEVER, type Price, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Timer } from '../../ports/clock.ts';
import type { ExchangeMode, ModeChange } from '../../sim/options.ts';
import type { SimMarket } from '../../sim/sim-market.ts';
import type { ExchangeTime } from '../exchange-time.ts';
import { ApiKeys } from './api-keys.ts';
import { InventedIds } from './invented-ids.ts';
import type { ListedMarket } from './listed-market.ts';
import { ListedMarkets } from './listed-markets.ts';
import type { Listing } from './listing.ts';
import { Matching } from './matching.ts';
import { OneRow } from './one-row.ts';
import { type Decision, OrderRecord, type OrderRecordFacts } from './order-record.ts';
import { OrderRegister } from './order-register.ts';
import { Publisher } from './publisher.ts';
import { recordedPrint } from './recorded-print.ts';
import { TradeBook } from './trade-book.ts';
import type { ReferenceNews, VenueListener } from './venue-listener.ts';
import { SETTLEMENT_TIMES, type SettlementTimes, VenueSettlement } from './venue-settlement.ts';
import type { SignatureType, Wallet } from './wallet.ts';

export type LocalVenueOptions = {
  readonly time: ExchangeTime;
  /** Of all names that it gives. */
  readonly seed: number;
  /** What every wallet begins with. */
  readonly openingCash: Usd;
  readonly settlement?: SettlementTimes;
  /**
   * ASSUMPTION, kept here alone: whether the venue answers an order that it holds back (takers in
   * crypto markets, 150 ms) when it is decided, or at once with "delayed". Unverified.
   */
  readonly delayed?: 'held' | 'told';
};

/** Hears what became of an order, once. */
export type OnDecided = (decision: Decision, record: OrderRecord) => void;

/** What every wallet begins with, signing for itself, unless said. */
type WalletOpening = {
  readonly cash?: Usd | undefined;
  readonly signatureType?: SignatureType;
};

/**
 * The exchange without its network: markets, wallets, keys, orders and trades around the simulated
 * exchange's matching. Everything happens in steps; what a step changed is told after it.
 */
export class LocalVenue {
  readonly time: ExchangeTime;
  readonly ids: InventedIds;
  readonly markets = new ListedMarkets();
  readonly keys: ApiKeys;
  readonly orders = new OrderRegister();
  readonly trades: TradeBook;
  readonly settlement: VenueSettlement;
  readonly wallets = new Map<string, Wallet>();
  readonly timing: { transactionAfterMs: number };
  readonly #options: LocalVenueOptions;
  readonly #matching: Matching;
  readonly #publisher: Publisher;
  readonly #modes: ModeChange[] = [];
  readonly #row = new OneRow();
  #lastAt = 0 as Timestamp;
  /** The time of the recording while it tells what happened then. */
  #toldAt: Timestamp | undefined;
  #catchUp: (until: Timestamp) => void = () => {};
  #timer: { readonly due: Timestamp; readonly timer: Timer } | undefined;
  #isClosed = false;

  constructor(options: LocalVenueOptions) {
    const { time, seed, settlement = SETTLEMENT_TIMES } = options;
    this.#options = options;
    this.time = time;
    this.ids = new InventedIds(seed);
    this.keys = new ApiKeys(this.ids);
    this.timing = { transactionAfterMs: settlement.minedMs };
    this.trades = new TradeBook(this.ids, this.timing);
    this.settlement = new VenueSettlement(settlement, {
      tradeOf: (fill) => this.trades.ofFill(fill),
      orderOf: (order) => this.#matching.record(order),
    });
    this.#publisher = new Publisher(this.trades, this.orders, (index) => this.simMarket(index));
    const { markets, trades } = this;
    const parts = { markets, trades, settlement: this.settlement, modes: this.#modes };
    this.#matching = new Matching(parts, this.#publisher);
  }

  /** Whoever listens hears everything from now on. Returns how to stop it. */
  listen(listener: VenueListener): () => void {
    return this.#publisher.listen(listener);
  }

  /** The wallet at an address; a new one opens as `opening` says. `signer`: who may act for it. */
  wallet(address: string, signer: string, opening: WalletOpening = {}): Wallet {
    const known = this.wallets.get(address);
    if (known !== undefined) return known;
    const { cash = this.#options.openingCash, signatureType = 0 } = opening;
    const openedAt = this.now();
    const wallet = { address, signer, signatureType, openedAt, ...this.#matching.join(cash) };
    this.wallets.set(address, wallet);
    return wallet;
  }

  /** What is taken; cancels always are. */
  get mode(): ExchangeMode {
    return this.#modes.at(-1)?.mode ?? 'normal';
  }

  set mode(mode: ExchangeMode) {
    this.#modes.push({ at: this.now(), mode });
  }

  /** What a wallet holds that nobody has named yet. */
  get openingCash(): Usd {
    return this.#options.openingCash;
  }

  /** Dollars of all wallets, of what a recording paid and got, and fees: trading keeps it. */
  totalCash(): Usd {
    return this.#matching.core.totalCash();
  }

  /**
   * A recording tells what happens here: `catchUp` is called before everything else that is done,
   * and plays all that had happened until then, within {@link at}.
   */
  follow(catchUp: (until: Timestamp) => void): void {
    this.#catchUp = catchUp;
  }

  /**
   * What `work` does here happens at a time that may be over, after all that was due before it. A
   * time must not be before that of the last thing that was done.
   */
  at<T>(time: Timestamp, work: () => T): T {
    this.#toldAt = time;
    try {
      return work();
    } finally {
      this.#toldAt = undefined;
    }
  }

  /** A market becomes known; its book is empty, or unknown before a recording tells it. */
  list(listing: Listing, book: 'empty' | 'untold' = 'empty'): ListedMarket {
    return this.#step((at) => {
      const market = this.markets.add(listing);
      market.isRecorded = book === 'untold';
      this.#matching.onRow(this.#row.write(KIND_LIST, market.index, at), 0);
      if (book === 'empty') this.#clearBook(market, at);
      this.#publisher.say((listener) => listener.listed?.(market, at));
      return market;
    });
  }

  /** Trading ends; what rests is canceled. */
  close(market: ListedMarket): void {
    this.#step((at) => {
      market.isAccepting = false;
      market.closedAt = at;
      this.#matching.onRow(this.#row.write(KIND_CLOSE, market.index, at), 0);
      this.#publisher.touch(market);
      this.#publisher.say((listener) => listener.closed?.(market, at));
    });
  }

  /** A share of the first outcome pays `payout`; every wallet is paid at once. */
  resolve(market: ListedMarket, payout: Price): void {
    this.#step((at) => {
      market.isAccepting = false;
      market.closedAt ??= at;
      market.resolvedAt = at;
      market.payout = payout;
      this.#matching.onRow(this.#row.write(KIND_RESOLVE, market.index, at, payout), 0);
      this.#publisher.touch(market);
      this.#publisher.say((listener) => listener.resolved?.(market, at));
    });
  }

  /** A new grid: what rests off it is canceled. */
  changeTick(market: ListedMarket, tick: TickSize): void {
    this.#step((at) => {
      const before = market.tick;
      market.tick = tick;
      this.#matching.onRow(this.#row.write(KIND_TICK, market.index, at, tick), 0);
      this.#clearBook(market, at);
      this.#publisher.say((listener) => listener.tickChanged?.(market, before, at));
    });
  }

  /** Rows of a recording, of one message or of many: its books and prints are the exchange's. */
  play(tape: Tape, from = 0, to = tape.length): void {
    this.#step((at) => {
      for (let row = from; row < to; row++) {
        this.#matching.onRow(tape, row);
        const kind = tape.kind[row];
        if (kind === KIND_REFERENCE) continue;
        const market = this.markets.at(tape.market[row] as number);
        this.#publisher.touch(market);
        if (kind === KIND_TRADE) this.#publisher.printed(recordedPrint(market, tape, row));
        if (kind === KIND_TICK) this.#followTick(market, at);
      }
    });
  }

  reference(news: ReferenceNews): void {
    this.#publisher.say((listener) => listener.reference?.(news));
    this.#publisher.flush(this.now());
  }

  /** Prices of one asset from before anybody could listen, oldest first. */
  earlierReference(prices: readonly ReferenceNews[]): void {
    this.#publisher.say((listener) => listener.earlierReference?.(prices));
    this.#publisher.flush(this.now());
  }

  /** Takes an order whose form was checked. `onDecided` is called within this call, or later. */
  submit(
    facts: Omit<OrderRecordFacts, 'number' | 'createdAt'>,
    onDecided?: OnDecided,
  ): OrderRecord {
    return this.#step((createdAt) => {
      const number = this.#matching.nextNumber();
      const record = new OrderRecord({ ...facts, number, createdAt });
      this.orders.add(record);
      this.#publisher.await(record, onDecided, this.#options.delayed ?? 'held');
      this.#matching.submit(record, createdAt);
      return record;
    });
  }

  /** Whether the order is canceled; an order that is over or held back is not. */
  cancel(record: OrderRecord): boolean {
    return this.#step((at) => record.isOpen && this.#matching.cancel(record, at));
  }

  find(id: VenueOrderId | string): OrderRecord | undefined {
    return this.orders.find(id);
  }

  /** µs; never goes back, but to what a recording tells. */
  now(): Timestamp {
    if (this.#toldAt !== undefined) return this.#toldAt;
    this.#lastAt = Math.max(this.#lastAt, this.time.now()) as Timestamp;
    return this.#lastAt;
  }

  simMarket(index: number): SimMarket {
    return this.#matching.core.markets[index] as SimMarket;
  }

  /** Nothing happens by itself any more. */
  stop(): void {
    this.#isClosed = true;
    if (this.#timer !== undefined) this.time.clearTimer(this.#timer.timer);
  }

  #clearBook(market: ListedMarket, at: Timestamp): void {
    const flags = FLAG_BOOK | FLAG_LAST;
    this.#matching.onRow(this.#row.write(KIND_CLEAR, market.index, at, 0, flags), 0);
    this.#publisher.touch(market);
  }

  /** The grid that a recording told; where it told the same again, nothing is new. */
  #followTick(market: ListedMarket, at: Timestamp): void {
    const before = market.tick;
    market.tick = this.simMarket(market.index).book.tick;
    if (market.tick === before) return;
    this.#publisher.say((listener) => listener.tickChanged?.(market, before, at));
  }

  #step<T>(work: (at: Timestamp) => T): T {
    const at = this.now();
    // At equal times what a recording tells comes first, as in a backtest.
    const isTold = this.#toldAt !== undefined;
    if (!isTold) this.#catchUp(at);
    this.#matching.advance((isTold ? at - 1 : at) as Timestamp);
    const result = work(at);
    this.#publisher.flush(at);
    this.#wakeInTime();
    return result;
  }

  /** Settlements, releases and expiries have their own times. */
  #wakeInTime(): void {
    const due = this.#matching.core.nextDue;
    if (this.#isClosed || due === NEVER || due >= (this.#timer?.due ?? NEVER)) return;
    if (this.#timer !== undefined) this.time.clearTimer(this.#timer.timer);
    const timer = this.time.setTimer(due, () => {
      this.#timer = undefined;
      this.#step(() => undefined);
    });
    this.#timer = { due, timer };
  }
}
