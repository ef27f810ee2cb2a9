import { MarketBook } from '../../src/domain/book.ts';
import {
  type ClientOrderId,
  complementOf,
  type MarketIndex,
  marketOf,
  outcomeOf,
  type TokenIndex,
} from '../../src/domain/ids.ts';
import type { Market } from '../../src/domain/market.ts';
import type { MarketBreak } from '../../src/domain/market-break.ts';
import type { Order } from '../../src/domain/order.ts';
import { isClosed } from '../../src/domain/order-status.ts';
import { NEW_STANDING, type RiskStanding } from '../../src/domain/risk-standing.ts';
import { ASK, BID, type BookSide, opposite } from '../../src/domain/side.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import {
  complement,
  NO_SHARES,
  NO_USD,
  notional,
  type Price,
  parsePrice,
  parseShares,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../src/domain/units.ts';
import type { View } from '../../src/ports/view.ts';
import { at } from './a-market.ts';

const HOUR = 3_600_000_000;
const WORTH = 1_000_000_000 as Usd;

/** Levels of one side as text: price, size. */
type Levels = readonly (readonly [string, string])[];

/** A view whose books, positions and orders a test writes. */
export class ScriptedView implements View {
  now: Timestamp = at(0);
  available = WORTH;
  outlay = 0 as Usd;
  exposure = 0 as Usd;
  risk: RiskStanding = { ...NEW_STANDING, equity: WORTH, highWater: WORTH, dayEquity: WORTH };
  part = SCALE;
  readonly bookTimes = new Map<MarketIndex, Timestamp>();
  readonly breaks = new Map<MarketIndex, MarketBreak>();
  realized = 0 as Usd;
  setGas = 0 as Usd;
  /** Sets that splits under way are to bring, by market. */
  readonly splits = new Map<MarketIndex, Shares>();
  madeToday = 0 as Usd;
  worthToday = this.available;
  readonly costs = new Map<TokenIndex, Usd>();
  readonly payouts = new Map<MarketIndex, Price>();
  readonly unofficial = new Set<MarketIndex>();
  readonly halted = new Set<MarketIndex>();
  readonly markets: Market[] = [];
  readonly closed = new Set<MarketIndex>();
  readonly positions = new Map<TokenIndex, Shares>();
  /** Where it differs from the position. */
  readonly sellables = new Map<TokenIndex, Shares>();
  /** The latest price of each feed, 1e-6 dollars. */
  readonly references = new Map<string, { readonly price: number; readonly at: Timestamp }>();
  readonly orders = new Map<ClientOrderId, Order>();
  readonly failedFills = new Map<MarketIndex, Timestamp>();
  readonly #books: MarketBook[] = [];

  constructor(markets: readonly Market[]) {
    for (const market of markets) this.add(market);
  }

  /** A market appears. */
  add(market: Market): void {
    this.markets.push(market);
    this.#books.push(new MarketBook(market.ticks[0]?.tick as TickSize));
  }

  /** Writes a whole, trusted book of a token; an empty list is an empty side. */
  setBook(token: TokenIndex, bids: Levels, asks: Levels): void {
    const book = this.book(marketOf(token));
    book.clear();
    const own = outcomeOf(token) === 0;
    const write = (side: BookSide, levels: Levels) => {
      for (const [priceText, sizeText] of levels) {
        const price = units(parsePrice(priceText));
        book.setLevel(
          own ? side : opposite(side),
          own ? price : complement(price),
          units(parseShares(sizeText)),
        );
      }
    };
    write(BID, bids);
    write(ASK, asks);
    book.trust();
  }

  book(market: MarketIndex): MarketBook {
    return this.#books[market] as MarketBook;
  }

  isOpen(market: MarketIndex): boolean {
    return !this.closed.has(market);
  }

  isTrusted(market: MarketIndex): boolean {
    return this.book(market).isTrusted;
  }

  bookAt(market: MarketIndex): Timestamp | undefined {
    return this.bookTimes.get(market);
  }

  tick(market: MarketIndex): TickSize {
    return this.book(market).tick;
  }

  epoch(market: MarketIndex): number {
    return this.book(market).epoch;
  }

  bestBid(token: TokenIndex): Price | undefined {
    const book = this.book(marketOf(token));
    return outcomeOf(token) === 0 ? book.bestBid : mirrored(book.bestAsk);
  }

  bestAsk(token: TokenIndex): Price | undefined {
    return mirrored(this.bestBid(complementOf(token)));
  }

  mid(token: TokenIndex): Price | undefined {
    const bid = this.bestBid(token);
    const ask = this.bestAsk(token);
    return bid === undefined || ask === undefined ? undefined : (((bid + ask) / 2) as Price);
  }

  sizeAt(token: TokenIndex, side: BookSide, price: Price): Shares {
    const book = this.book(marketOf(token));
    return outcomeOf(token) === 0
      ? book.sizeAt(side, price)
      : book.sizeAt(opposite(side), complement(price));
  }

  nextBehind(token: TokenIndex, side: BookSide, price: Price): Price | undefined {
    const book = this.book(marketOf(token));
    return outcomeOf(token) === 0
      ? book.nextBehind(side, price)
      : mirrored(book.nextBehind(opposite(side), complement(price)));
  }

  /** As if no market charged a fee. */
  get pending(): Usd {
    const open = this.#buys.filter(({ status }) => !isClosed(status));
    const costs = open.map(({ size, filled, price }) =>
      notional((size - filled) as Shares, price, 'up'),
    );
    return costs.reduce((sum: number, cost) => sum + cost, 0) as Usd;
  }

  get buysInHour(): number {
    const count = this.#buys.filter(
      ({ submittedAt, status, filled }) =>
        submittedAt > this.now - HOUR && (filled > 0 || !isClosed(status)),
    );
    return count.length;
  }

  get #buys(): readonly Order[] {
    return [...this.orders.values()].filter(({ side }) => side === 'buy');
  }

  position(token: TokenIndex): Shares {
    return this.positions.get(token) ?? NO_SHARES;
  }

  splitting(market: MarketIndex): Shares {
    return this.splits.get(market) ?? NO_SHARES;
  }

  cost(token: TokenIndex): Usd {
    return this.costs.get(token) ?? NO_USD;
  }

  /** Of a strategy that holds nothing, unless a test says otherwise. */
  lossIf(_market: MarketIndex, _outcome: 0 | 1, offered = NO_SHARES, bid = NO_USD): Usd {
    return (offered + bid) as Usd;
  }

  breakIn(market: MarketIndex): MarketBreak | undefined {
    return this.breaks.get(market);
  }

  payout(market: MarketIndex): Price | undefined {
    return this.payouts.get(market);
  }

  isOfficial(market: MarketIndex): boolean {
    return this.payouts.has(market) && !this.unofficial.has(market);
  }

  isHalted(market: MarketIndex): boolean {
    return this.halted.has(market);
  }

  sellable(token: TokenIndex): Shares {
    return this.sellables.get(token) ?? this.position(token);
  }

  fillFailedAt(market: MarketIndex): Timestamp | undefined {
    return this.failedFills.get(market);
  }

  openOrders(market: MarketIndex): readonly Order[] {
    return [...this.orders.values()].filter(
      (order) => marketOf(order.token) === market && !isClosed(order.status),
    );
  }

  order(id: ClientOrderId): Order | undefined {
    return this.orders.get(id);
  }

  reference(feed: string): number | undefined {
    return this.references.get(feed)?.price;
  }

  referenceAt(feed: string): Timestamp | undefined {
    return this.references.get(feed)?.at;
  }
}

function mirrored(price: Price | undefined): Price | undefined {
  return price === undefined ? undefined : complement(price);
}

function units<T>(parsed: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!parsed.ok) throw new Error('a test wrote a number that does not parse');
  return parsed.value;
}
