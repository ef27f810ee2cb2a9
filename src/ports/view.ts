import type { ClientOrderId, MarketIndex, Outcome, TokenIndex } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import type { MarketBreak } from '../domain/market-break.ts';
import type { Order } from '../domain/order.ts';
import type { RiskStanding } from '../domain/risk-standing.ts';
import type { BookSide } from '../domain/side.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Price, Shares, Timestamp, Usd } from '../domain/units.ts';

/**
 * All that a strategy may see, as of `now`: its own orders and positions, and every book in the
 * coordinates of the token asked about. Nothing here allocates; `undefined` means unknown or empty.
 */
export interface View {
  readonly now: Timestamp;
  /** All known so far, by index: may grow, never shrinks. */
  readonly markets: readonly Market[];
  /** Cash of the account that no open order has reserved. */
  readonly available: Usd;
  /** The venue takes orders: from long before the window that the question asks about (its
   * opensAt) until the close, as far as that is known. */
  isOpen(market: MarketIndex): boolean;
  /** The book is complete and not crossed: it may be traded on. */
  isTrusted(market: MarketIndex): boolean;
  /** When a row about the book last came, be it that it is as it was; undefined: none has. */
  bookAt(market: MarketIndex): Timestamp | undefined;
  tick(market: MarketIndex): TickSize;
  /** Changes whenever the book was rebuilt after a break. */
  epoch(market: MarketIndex): number;
  bestBid(token: TokenIndex): Price | undefined;
  bestAsk(token: TokenIndex): Price | undefined;
  /** Half-way between best bid and best ask; undefined when a side is empty. */
  mid(token: TokenIndex): Price | undefined;
  /** Size at a price; 0 when empty, UNKNOWN_SIZE when the recording does not say. */
  sizeAt(token: TokenIndex, side: BookSide, price: Price): Shares;
  /** The next level strictly behind `price` (lower for bids, higher for asks). */
  nextBehind(token: TokenIndex, side: BookSide, price: Price): Price | undefined;
  /** This strategy's own shares by fills. */
  position(token: TokenIndex): Shares;
  /** Of those, what it may sell or merge now: settled and not reserved. */
  sellable(token: TokenIndex): Shares;
  /** Complete sets of a market that its splits under way are to bring. */
  splitting(market: MarketIndex): Shares;
  /** What one split or merge costs in gas at most. */
  readonly setGas: Usd;
  /** What its shares of a token cost, fees included. */
  cost(token: TokenIndex): Usd;
  /** What this strategy's shares cost that are neither sold nor paid yet, fees included. */
  readonly outlay: Usd;
  /** What its open orders to buy may still cost, fees included, and its splits under way. */
  readonly pending: Usd;
  /**
   * What this strategy may lose if every market ends worst, each for itself: its open orders and
   * fills that are not settled go the worse way.
   */
  readonly exposure: Usd;
  /**
   * What it loses at worst in a market where an outcome wins; negative: it wins something in any
   * case. `offered`, `bid`: as if it offered so many more shares of that outcome, and bid so many
   * more dollars for the other one.
   */
  lossIf(market: MarketIndex, outcome: Outcome, offered?: Shares, bid?: Usd): Usd;
  /** Profit and loss of its shares that were sold or paid in this run, after fees. */
  readonly realized: Usd;
  /** The same of today (UTC), with what earlier runs of the account have brought today. */
  readonly madeToday: Usd;
  /** The account's cash as today began, and what this strategy's shares had cost then. */
  readonly worthToday: Usd;
  /** Its orders to buy of the last hour that are open or bought something, in any run. */
  readonly buysInHour: number;
  /** What a share of the first outcome paid: 1, 0.5 or 0 dollars; undefined until settled. */
  payout(market: MarketIndex): Price | undefined;
  /** That is the venue's own word, and not derived from prints or the last book. */
  isOfficial(market: MarketIndex): boolean;
  /** A market that the same feed decides ended otherwise than by our prints: in dispute. */
  isHalted(market: MarketIndex): boolean;
  /** When a buy in the market, of any strategy, last failed on the chain; undefined: none has. */
  fillFailedAt(market: MarketIndex): Timestamp | undefined;
  /** Where the account stands against its limits of loss; in mode `reduce`, quote half. */
  readonly risk: RiskStanding;
  /**
   * So much of its limits the strategy may use, millionths: less than one where an operator said
   * so. What is quoted is to be that part of what it would be.
   */
  readonly part: number;
  /** Why nothing is bought in the market for a while; undefined: it is. */
  breakIn(market: MarketIndex): MarketBreak | undefined;
  /** This strategy's orders in a market that are not closed, oldest first. */
  openOrders(market: MarketIndex): readonly Order[];
  order(id: ClientOrderId): Order | undefined;
  /** Latest reference price of a feed in 1e-6 dollars, e.g. 'chainlink/btcusd'. */
  reference(feed: string): number | undefined;
  referenceAt(feed: string): Timestamp | undefined;
}
