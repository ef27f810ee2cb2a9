import type { Timestamp } from '../../domain/units.ts';
import { canonicalPrice } from '../../sim/canonical.ts';
import type { SimMarket } from '../../sim/sim-market.ts';
import type { ListedMarket } from './listed-market.ts';
import type { MatchingListener } from './matching.ts';
import type { Decision, OrderRecord, WireOrderStatus } from './order-record.ts';
import type { OrderRegister } from './order-register.ts';
import type { TradeBook } from './trade-book.ts';
import type { TradeRecord } from './trade-record.ts';
import type { OrderNews, Print, VenueListener } from './venue-listener.ts';

type Waiting = {
  readonly onDecided: ((decision: Decision, record: OrderRecord) => void) | undefined;
  readonly delayed: 'held' | 'told';
};

/**
 * Keeps the records up to date while a step of matching runs, and tells everybody afterwards:
 * prints and books first, then what happened to orders, then who waits for an answer.
 */
export class Publisher implements MatchingListener {
  readonly #trades: TradeBook;
  readonly #orders: OrderRegister;
  readonly #simMarket: (index: number) => SimMarket;
  readonly #listeners = new Set<VenueListener>();
  readonly #touched = new Set<ListedMarket>();
  /** Something was traded there. */
  readonly #printed = new Set<ListedMarket>();
  readonly #orderNews: [OrderRecord, OrderNews][] = [];
  readonly #waiting = new Map<OrderRecord, Waiting>();
  #sayings: ((listener: VenueListener) => void)[] = [];
  #settled: TradeRecord[] = [];

  constructor(trades: TradeBook, orders: OrderRegister, simMarket: (index: number) => SimMarket) {
    this.#trades = trades;
    this.#orders = orders;
    this.#simMarket = simMarket;
  }

  listen(listener: VenueListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The market's book may have changed. */
  touch(market: ListedMarket): void {
    this.#touched.add(market);
  }

  /** To be told to everybody when the step is over. */
  say(saying: (listener: VenueListener) => void): void {
    this.#sayings.push(saying);
  }

  /** Somebody traded, here or in a recording. */
  printed(print: Print): void {
    const { market, transaction: _, ...trade } = print;
    const { outcome, price } = trade;
    market.traded(trade, canonicalPrice(outcome, price));
    this.#printed.add(market);
    this.say((listener) => listener.printed?.(print));
  }

  /** Somebody wants to know what becomes of an order. */
  await(record: OrderRecord, onDecided: Waiting['onDecided'], delayed: 'held' | 'told'): void {
    this.#waiting.set(record, { onDecided, delayed });
  }

  accepted(record: OrderRecord): void {
    record.status = 'LIVE';
    record.decision = { kind: 'live' };
    this.#touched.add(record.facts.market);
    this.#orderNews.push([record, 'PLACEMENT']);
  }

  refused(record: OrderRecord, code: string, message: string): void {
    record.decision = { kind: 'refused', code, message };
    this.#end(record, code === 'no_match' ? 'UNMATCHED' : 'INVALID');
  }

  filled(record: OrderRecord): void {
    this.#touched.add(record.facts.market);
    if (record.rest === 0) this.#end(record, 'MATCHED');
    if (record.isPlaced) this.#orderNews.push([record, 'UPDATE']);
  }

  ended(record: OrderRecord, reason: string): void {
    this.#touched.add(record.facts.market);
    if (reason === 'killed') {
      const message = 'the book cannot fill the whole order';
      record.decision = { kind: 'refused', code: 'fok_killed', message };
    }
    this.#orderNews.push([record, 'CANCELLATION']);
    this.#end(record, statusAfter(reason, record));
  }

  settled(fill: number, event: 'mined' | 'retrying' | 'confirmed' | 'failed', at: Timestamp): void {
    const trade = this.#trades.settled(fill, event, at);
    if (trade !== undefined) this.#settled.push(trade);
  }

  /** The step is over: everybody hears what it changed. */
  flush(at: Timestamp): void {
    const fresh = this.#trades.takeFresh();
    for (const trade of fresh) this.#print(trade);
    this.#tellSayings();
    for (const market of this.#touched) this.#tellBook(market, at);
    for (const { market } of fresh) this.#printed.add(market);
    for (const market of this.#printed) {
      this.#tell((listener) => listener.bookAfterTrade?.(market, at));
    }
    this.#printed.clear();
    this.#touched.clear();
    for (const trade of fresh) this.#tell((listener) => listener.trade?.(trade, at));
    this.#tellOrders(at);
    const settled = this.#settled;
    this.#settled = [];
    for (const trade of settled) this.#tell((listener) => listener.trade?.(trade, at));
    this.#answer();
  }

  #tellSayings(): void {
    const sayings = this.#sayings;
    this.#sayings = [];
    for (const saying of sayings) this.#tell(saying);
  }

  #tellBook(market: ListedMarket, at: Timestamp): void {
    const changes = market.depth.follow(this.#simMarket(market.index));
    if (changes.length === 0) return;
    market.changedAt = at;
    this.#tell((listener) => listener.levels?.(market, changes, at));
  }

  #tellOrders(at: Timestamp): void {
    const news = this.#orderNews.splice(0);
    for (const [record, what] of news) {
      record.isPlaced = true;
      this.#tell((listener) => listener.order?.(record, what, at));
    }
  }

  #print({ market, taker, transaction, matchedAt: at }: TradeRecord): void {
    // Where a recording's print filled an order of ours, the recording tells it itself.
    if (taker.order === undefined) return;
    const { outcome, side, price, size } = taker;
    this.printed({ outcome, side, price, size, at, market, transaction });
  }

  #answer(): void {
    for (const [record, { onDecided, delayed }] of this.#waiting) {
      if (record.decision === undefined && delayed === 'held') continue;
      this.#waiting.delete(record);
      onDecided?.(decisionOf(record), record);
    }
  }

  #end(record: OrderRecord, status: WireOrderStatus): void {
    record.isOpen = false;
    record.status = status;
    this.#orders.close(record);
  }

  #tell(saying: (listener: VenueListener) => void): void {
    for (const listener of this.#listeners) saying(listener);
  }
}

/** ASSUMPTION, kept here alone: an order that traded at once is "matched", even if a rest rests. */
function decisionOf({ decision, matched }: OrderRecord): Decision {
  if (decision === undefined) return { kind: 'delayed' };
  if (decision.kind === 'live' && matched > 0) return { kind: 'matched' };
  return decision;
}

function statusAfter(reason: string, { matched }: OrderRecord): WireOrderStatus {
  if (reason === 'market_closed') return 'CANCELED_MARKET_RESOLVED';
  if (reason === 'killed') return 'UNMATCHED';
  return reason === 'unfilled_rest' && matched > 0 ? 'MATCHED' : 'CANCELED';
}
