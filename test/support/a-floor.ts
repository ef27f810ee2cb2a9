// A floor with one market and a trader whose orders rest at once, for one participant at a time.
import type { ClientOrderId, MarketIndex, TokenIndex } from '../../src/domain/ids.ts';
import type { LimitTerms } from '../../src/domain/order.ts';
import { type ASK, BID } from '../../src/domain/side.ts';
import {
  formatDecimal,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../src/domain/units.ts';
import type { Floor, RestingOrder, Trader } from '../../src/exchange/participants/floor.ts';
import { upDownListing } from '../../src/exchange/series/up-down-listing.ts';
import { windowAt } from '../../src/exchange/series/window.ts';
import { InventedIds } from '../../src/exchange/venue/invented-ids.ts';

/** 2026-11-26 02:30 UTC, when the market opens. */
const OPENS = (Date.parse('2026-11-26T02:30:00Z') * 1_000) as Timestamp;

/** Seconds after the market's opening. */
export function opened(seconds: number): Timestamp {
  return (OPENS + Math.round(seconds * SCALE)) as Timestamp;
}

export class AFloor implements Floor, Trader {
  /** Canonical, in dollars; undefined: nobody stands there. */
  bid: number | undefined;
  ask: number | undefined;
  /** Shares at every price. */
  depth = 100;
  fair: number | undefined;
  readonly held: [number, number] = [0, 0];
  readonly cash = (1_000 * SCALE) as Usd;
  /** Rest in the book; filled only by hand. */
  orders: RestingOrder[] = [];
  readonly #listing = upDownListing(
    windowAt('btc', '5m', OPENS),
    { ids: new InventedIds(1), position: 0 },
    OPENS,
  );
  #said: string[] = [];
  #ids = 0;

  /** What was asked for since the last call. */
  get said(): string[] {
    const said = this.#said;
    this.#said = [];
    return said;
  }

  openMarkets() {
    return [{ index: 0 as MarketIndex, listing: this.#listing, tick: 10_000 as Price }];
  }

  best(_market: MarketIndex, side: typeof BID | typeof ASK): Price | undefined {
    return unitsOf(side === BID ? this.bid : this.ask);
  }

  sizeAt(): Shares {
    return (this.depth * SCALE) as Shares;
  }

  lastPrice(): undefined {
    return undefined;
  }

  fairPrice(): Price | undefined {
    return unitsOf(this.fair);
  }

  shares(token: TokenIndex): Shares {
    return ((this.held[token] ?? 0) * SCALE) as Shares;
  }

  resting(): readonly RestingOrder[] {
    return this.orders;
  }

  submit(token: TokenIndex, terms: LimitTerms): void {
    const { side, price, size, timeInForce, postOnly } = terms;
    const label = token === 0 ? 'Up' : 'Down';
    const how = postOnly ? 'post' : timeInForce;
    this.#said.push(`${side} ${label} ${formatDecimal(size)} @ ${formatDecimal(price)} ${how}`);
    if (timeInForce !== 'GTC') return;
    this.orders.push({ id: ++this.#ids as ClientOrderId, token, side, price, rest: size });
  }

  cancel(order: ClientOrderId): void {
    this.orders = this.orders.filter(({ id, price }) => {
      if (id === order) this.#said.push(`cancel ${formatDecimal(price)}`);
      return id !== order;
    });
  }
}

function unitsOf(dollars: number | undefined): Price | undefined {
  return dollars === undefined ? undefined : (Math.round(dollars * SCALE) as Price);
}
