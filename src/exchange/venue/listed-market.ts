import type { MarketIndex, Outcome } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Side } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import {
  NO_SHARES,
  NO_USD,
  notional,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import { Depth } from './depth.ts';
import type { Listing } from './listing.ts';

/** A print, in the token that the taker traded. */
export type LastTrade = {
  readonly outcome: Outcome;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly at: Timestamp;
};

/** Price of the first outcome once a minute, for charts. */
export type PricePoint = { readonly at: Timestamp; readonly price: Price };

const MINUTE = 60_000_000;
/** A day of minutes. */
const POINTS_MOST = 1_440;

/** A market of the exchange through its life, as far as the public sees it. */
export class ListedMarket {
  readonly index: MarketIndex;
  readonly listing: Listing;
  tick: TickSize;
  /** A recording tells its book: others hold of it what nobody here knows of. */
  isRecorded = false;
  /** Takes orders: from its listing to its close. */
  isAccepting = true;
  closedAt: Timestamp | undefined;
  resolvedAt: Timestamp | undefined;
  /** What a share of the first outcome paid; undefined before. */
  payout: Price | undefined;
  /** The reference at the ends of the window as decimal text, once each is known. */
  priceToBeat: string | undefined;
  finalPrice: string | undefined;
  lastTrade: LastTrade | undefined;
  volume: Usd = NO_USD;
  volumeShares: Shares = NO_SHARES;
  readonly history: PricePoint[] = [];
  /** Whether there were points before those. */
  isHistoryCut = false;
  /** What was last told of the book. */
  readonly depth = new Depth();
  /** When the book last changed. */
  changedAt: Timestamp;

  constructor(index: MarketIndex, listing: Listing) {
    const first = listing.market.ticks[0];
    invariant(first !== undefined, `${listing.market.slug} has no tick size`);
    this.index = index;
    this.listing = listing;
    this.tick = first.tick;
    this.changedAt = listing.listedAt;
  }

  get slug(): string {
    return this.listing.market.slug;
  }

  /** A print was made; `first` is its price for the first outcome. */
  traded(trade: LastTrade, first: Price): void {
    this.lastTrade = trade;
    this.volumeShares = (this.volumeShares + trade.size) as Shares;
    this.volume = (this.volume + notional(trade.size, trade.price, 'halfEven')) as Usd;
    const { history } = this;
    if (trade.at - (history.at(-1)?.at ?? Number.NEGATIVE_INFINITY) < MINUTE) return;
    history.push({ at: trade.at, price: first });
    if (history.length <= POINTS_MOST) return;
    history.shift();
    this.isHistoryCut = true;
  }
}
