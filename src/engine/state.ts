import { Account } from '../domain/account.ts';
import { MarketBook } from '../domain/book.ts';
import type { Fill } from '../domain/fill.ts';
import type { MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { Market } from '../domain/market.ts';
import type { Order } from '../domain/order.ts';
import type { RiskStanding } from '../domain/risk-standing.ts';
import { strikeFeed } from '../domain/strike-record.ts';
import { NO_USD, SCALE, type Timestamp, type Usd } from '../domain/units.ts';
import { withRoom } from '../domain/with-room.ts';
import { Orders } from './orders.ts';
import { References } from './references.ts';
import { RiskState } from './risk-state.ts';
import { SetChanges } from './set-changes.ts';
import { Sleeve } from './sleeve.ts';

/** Where a market is in its life, as far as the engine has been told. */
export const PHASE_TRADING = 0;
export const PHASE_CLOSED = 1;
export const PHASE_RESOLVED = 2;

/** A fill with its order, which may be forgotten elsewhere before the chain is done. */
export type Unsettled = { readonly fill: Fill; readonly order: Order };

/** Everything the engine knows, changed in place by events and by nothing else. */
export class EngineState {
  now = 0 as Timestamp;
  /** Those that are known so far, by index; what is kept by market grows with them. */
  readonly markets: Market[] = [];
  readonly books: MarketBook[] = [];
  phases = new Uint8Array();
  /** Dollars that a share of each first outcome pays, in price units; NaN until resolved. */
  payouts = new Float64Array();
  /** When a row about the book last came, by market; NaN: none has. */
  bookTimes = new Float64Array();
  /** 1 where that is the venue's own word. */
  official = new Uint8Array();
  readonly references: References;
  readonly account: Account;
  readonly orders = new Orders();
  readonly sets = new SetChanges();
  /** What one split or merge costs at most, by the exchange that would make it. */
  setGas = NO_USD;
  readonly sleeves: readonly Sleeve[];
  /** Fills whose settlement is not final, by id. */
  readonly settling = new Map<number, Unsettled>();
  /** When a buy last failed on the chain, by market. */
  readonly failedFills = new Map<MarketIndex, Timestamp>();
  /** Id of the latest fill heard of. */
  newestFill = 0;
  readonly paused: boolean[];
  /** Of the limits each strategy may use so much, millionths. */
  readonly parts: number[];
  /** The operator has stopped everything: exits are sent no more either. */
  stopping = false;
  readonly risk: RiskState;
  /** Nothing is opened in markets that these feeds decide: the venue's outcome was not ours. */
  readonly haltedFeeds: Set<string>;

  constructor(
    feeds: readonly string[],
    strategies: number,
    capital: Usd,
    haltedFeeds: readonly string[] = [],
    standing?: RiskStanding,
  ) {
    this.risk = new RiskState(standing);
    this.haltedFeeds = new Set(haltedFeeds);
    this.references = new References(feeds);
    this.account = new Account(capital);
    this.sleeves = Array.from({ length: strategies }, () => new Sleeve(this.account));
    this.paused = new Array(strategies).fill(false);
    this.parts = new Array(strategies).fill(SCALE);
  }

  /** The next market becomes known. @throws InvariantError when it has no tick size. */
  list(market: Market): MarketIndex {
    const [first] = market.ticks;
    invariant(first !== undefined, `market ${market.slug} has no tick size`);
    const count = this.markets.push(market);
    this.books.push(new MarketBook(first.tick));
    this.phases = withRoom(this.phases, count, PHASE_TRADING);
    this.payouts = withRoom(this.payouts, count, Number.NaN);
    this.official = withRoom(this.official, count);
    this.bookTimes = withRoom(this.bookTimes, count, Number.NaN);
    return (count - 1) as MarketIndex;
  }

  /** Whether the feed that decides the market is halted. */
  isHalted(market: MarketIndex): boolean {
    const rule = this.haltedFeeds.size === 0 ? undefined : this.markets[market]?.rule;
    const feed = rule === undefined ? undefined : strikeFeed(rule.value);
    return feed !== undefined && this.haltedFeeds.has(feed);
  }

  /** @throws InvariantError when there is no such strategy. */
  sleeve(strategy: StrategyIndex): Sleeve {
    const sleeve = this.sleeves[strategy];
    invariant(sleeve !== undefined, 'there is no such strategy');
    return sleeve;
  }
}
