import type { Outcome } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import {
  complement,
  mulDiv,
  NO_SHARES,
  NO_USD,
  notional,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { knownPrice } from '../venue/market-state.ts';
import type { TradePart, TradeRecord } from '../venue/trade-record.ts';

/** What one wallet has in a trade. */
export type OwnFill = {
  readonly trade: TradeRecord;
  readonly part: TradePart;
  readonly isTaker: boolean;
};

/** A wallet's dealings in one token as they stand now. Fees stand apart from prices. */
export type Held = {
  /** Bought less sold, as if no resolution had paid for them. */
  readonly size: Shares;
  /** Paid for these, at the average. */
  readonly cost: Usd;
  /** Fees of all its trades. */
  readonly fees: Usd;
  /** Of those in which it bought. */
  readonly buyFees: Usd;
  /** Over its whole life. */
  readonly bought: Shares;
  readonly boughtFor: Usd;
  /** Of what was sold. */
  readonly realized: Usd;
};

/**
 * How it stands with a holding. lost: its shares pay nothing, and nobody burns them. Nothing is
 * ever to be redeemed: matching pays winners when a market resolves, as the venue's own operator
 * does for its users, so they are closed at once.
 */
export type HoldingStatus = 'open' | 'lost' | 'closed';

/** Everything that a wallet did with one token; small enough to be summed when it is asked for. */
export class Holding {
  readonly market: ListedMarket;
  readonly outcome: Outcome;
  /** In order of matching; failed ones are passed over. */
  readonly fills: OwnFill[] = [];

  constructor(market: ListedMarket, outcome: Outcome) {
    this.market = market;
    this.outcome = outcome;
  }

  held(): Held {
    let [size, cost, fees, buyFees] = [0, 0, 0, 0];
    let [bought, boughtFor, realized] = [0, 0, 0];
    for (const { part, trade } of this.fills) {
      if (trade.status === 'failed') continue;
      const amount = amountOf(part);
      fees += part.fee;
      if (part.side === 'buy') {
        buyFees += part.fee;
        size += part.size;
        cost += amount;
        bought += part.size;
        boughtFor += amount;
        continue;
      }
      const sold = size === 0 ? 0 : mulDiv(cost, Math.min(part.size, size), size, 'halfEven');
      size -= part.size;
      cost -= sold;
      realized += amount - sold;
    }
    return {
      size: Math.max(size, NO_SHARES) as Shares,
      cost: cost as Usd,
      fees: fees as Usd,
      buyFees: buyFees as Usd,
      bought: bought as Shares,
      boughtFor: boughtFor as Usd,
      realized: realized as Usd,
    };
  }

  /** When it was bought first, of what stands. @throws InvariantError where nothing was. */
  get firstAt(): Timestamp {
    const first = this.fills.find(
      ({ trade, part }) => trade.status !== 'failed' && part.side === 'buy',
    );
    invariant(first !== undefined, 'a position was bought');
    return first.trade.matchedAt;
  }

  status({ size }: Held): HoldingStatus {
    const paid = this.payout;
    if (size === 0) return 'closed';
    if (paid === undefined) return 'open';
    return paid === 0 ? 'lost' : 'closed';
  }

  /** Of a share of this token; undefined before the winner is final. */
  get payout(): Price | undefined {
    const { payout } = this.market;
    return payout === undefined ? undefined : this.#own(payout);
  }

  /** What a share is worth now: paid, the book's middle or the last print; undefined: unknown. */
  get price(): Price | undefined {
    const first = knownPrice(this.market);
    return first === undefined ? undefined : this.#own(first);
  }

  #own(first: Price): Price {
    return this.outcome === 0 ? first : complement(first);
  }
}

/** Cost or proceeds, without the fee. */
export function amountOf({ size, price }: Pick<TradePart, 'size' | 'price'>): Usd {
  return notional(size, price, 'halfEven');
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
