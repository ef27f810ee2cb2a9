import type { Outcome } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import {
  mulDiv,
  NO_USD,
  notional,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import { canonicalPrice } from '../../sim/canonical.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { knownPrice, payoutOf } from '../venue/market-state.ts';
import type { TradePart, TradeRecord } from '../venue/trade-record.ts';
import { type Held, RunningSums } from './running-sums.ts';

/** What one wallet has in a trade. */
export type OwnFill = {
  readonly trade: TradeRecord;
  readonly part: TradePart;
  readonly isTaker: boolean;
};

/**
 * How it stands with a holding. lost: its shares pay nothing, and nobody burns them. Nothing is
 * ever to be redeemed: matching pays winners when a market resolves, as the venue's own operator
 * does for its users, so they are closed at once.
 */
export type HoldingStatus = 'open' | 'lost' | 'closed';

/** Everything that a wallet did with one token. */
export class Holding {
  readonly market: ListedMarket;
  readonly outcome: Outcome;
  readonly #fills: OwnFill[] = [];
  #sums = new RunningSums();

  constructor(market: ListedMarket, outcome: Outcome) {
    this.market = market;
    this.outcome = outcome;
  }

  /** In order of matching; failed ones are among them. */
  get fills(): readonly OwnFill[] {
    return this.#fills;
  }

  add(fill: OwnFill): void {
    this.#fills.push(fill);
    this.#count(fill);
  }

  /** One of its trades failed on chain: the averages of all that came after it are others now. */
  recount(): void {
    this.#sums = new RunningSums();
    for (const fill of this.#fills) this.#count(fill);
  }

  /** Failed trades are passed over. */
  held(): Held {
    return this.#sums.held();
  }

  #count(fill: OwnFill): void {
    if (stands(fill)) this.#sums.add(fill.part);
  }

  /** When it was bought first. @throws InvariantError where nothing was bought that stands. */
  get firstAt(): Timestamp {
    const first = this.#fills.find((fill) => stands(fill) && fill.part.side === 'buy');
    invariant(first !== undefined, 'a position was bought');
    return first.trade.matchedAt;
  }

  /**
   * When anything happened to it last: a trade, or a resolution where something was still held.
   * @throws InvariantError where nothing was traded that stands.
   */
  get lastAt(): Timestamp {
    const { resolvedAt } = this.market;
    if (resolvedAt !== undefined && this.held().size > 0) return resolvedAt;
    const last = this.#fills.findLast(stands);
    invariant(last !== undefined, 'a position was traded');
    return last.trade.matchedAt;
  }

  status({ size }: Held): HoldingStatus {
    const paid = this.payout;
    if (size === 0) return 'closed';
    if (paid === undefined) return 'open';
    return paid === 0 ? 'lost' : 'closed';
  }

  /** Of a share of this token; undefined before the winner is final. */
  get payout(): Price | undefined {
    return payoutOf(this);
  }

  /** What a share is worth now: paid, the book's middle or the last print; undefined: unknown. */
  get price(): Price | undefined {
    const first = knownPrice(this.market);
    return first === undefined ? undefined : canonicalPrice(this.outcome, first);
  }
}

/** What fails on chain never happened. */
function stands({ trade }: OwnFill): boolean {
  return trade.status !== 'failed';
}

/** Dollars per share; undefined without shares. */
export function averageOf(dollars: Usd, shares: Shares): Price | undefined {
  if (shares <= 0) return undefined;
  return mulDiv(dollars, SCALE, shares, 'halfEven') as Price;
}

/** What shares are worth at a price that may not be known. */
export function worthAt(shares: Shares, price: Price | undefined): Usd | undefined {
  if (shares === 0) return NO_USD;
  return price === undefined ? undefined : notional(shares, price, 'halfEven');
}
