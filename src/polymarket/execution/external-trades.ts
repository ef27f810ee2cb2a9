import type { FeeSchedule } from '../../domain/fee.ts';
import type { TokenId, VenueOrderId, VenueTradeId } from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { formatDecimal, type Shares, type Usd } from '../../domain/units.ts';
import type { TradePart, VenueTrade } from '../wire/venue-trade.ts';
import type { ExpectedBalances } from './balance-check.ts';
import { amountOf, feeOf, type OwnPart } from './fill-of.ts';
import type { ForeignMatch } from './foreign-news.ts';

/** The fee schedule of a token's market; undefined: it is not known here, and no fee is counted. */
export type FeeIn = (token: TokenId) => FeeSchedule | undefined;

/** With the dollars that it brought, its fee taken off; negative: it cost them. */
type Moved = TradePart & { readonly dollars: Usd };

/** What the engine has free beside its open orders: the dollars, and the shares of one token. */
export type FreeFunds = { readonly cash: Usd; readonly shares: Shares };

/**
 * What somebody else did with this wallet while this run trades, by hand at the venue's page for
 * one. It is kept apart: no strategy asked for it, so none gets it. What it took (dollars that were
 * spent, shares that were sold) is not there for new orders; what it brought is not touched. The
 * next start begins with what the venue says that the wallet holds.
 */
export class ExternalTrades {
  readonly #wallet: string;
  readonly #isOurs: (order: VenueOrderId) => boolean;
  readonly #feeIn: FeeIn;
  readonly #tell: (match: ForeignMatch) => void;
  readonly #trades = new Map<VenueTradeId, readonly Moved[]>();

  /** `wallet`: the address whose dollars and shares these are. `isOurs`: this desk has sent it. */
  constructor(
    wallet: string,
    isOurs: (order: VenueOrderId) => boolean,
    feeIn: FeeIn,
    tell: (match: ForeignMatch) => void,
  ) {
    this.#wallet = wallet.toLowerCase();
    this.#isOurs = isOurs;
    this.#feeIn = feeIn;
    this.#tell = tell;
  }

  /**
   * A match, which comes again with each status. Orders of ours may have met one that was placed by
   * hand; where they met strangers alone it is no news here. `isEarlier`: what this run begins with
   * holds it already.
   */
  take(trade: VenueTrade, isEarlier: boolean): void {
    const isKnown = this.#trades.has(trade.trade);
    if (trade.status.code === 'failed') {
      if (!isKnown || this.#trades.get(trade.trade)?.length === 0) return;
      this.#trades.set(trade.trade, []);
      this.#tell({ trade: trade.trade, parts: [], isUndone: true });
    } else if (!isKnown) {
      const parts = this.#partsOf(trade);
      if (parts.length === 0 && this.#isBooked(trade)) return;
      this.#trades.set(trade.trade, isEarlier ? [] : parts);
      this.#tell({ trade: trade.trade, parts, isUndone: false });
    }
  }

  /** Dollars that the wallet has more by it, or less. */
  get cash(): Usd {
    return this.#sum(({ dollars }) => dollars) as Usd;
  }

  /** Shares of a token that the wallet has more by it, or less. */
  shares(token: TokenId): Shares {
    const own = (part: TradePart) => (part.side === 'buy' ? part.size : -part.size);
    return this.#sum((part) => (part.token === token ? own(part) : 0)) as Shares;
  }

  /** What the venue should say, where our books say so much. */
  expected(books: ExpectedBalances | undefined): ExpectedBalances | undefined {
    if (books === undefined || this.#trades.size === 0) return books;
    const shares = [...books.shares].map(
      ([token, own]) => [token, Math.max(0, own + this.shares(token)) as Shares] as const,
    );
    return { cash: (books.cash + this.cash) as Usd, shares: new Map(shares) };
  }

  /** Whether what was taken leaves enough for an order; `left`: with its own funds set aside. */
  covers({ side }: Pick<LimitTerms, 'side'>, token: TokenId, left: FreeFunds): Result<void> {
    const missing = side === 'buy' ? -left.cash - this.cash : -left.shares - this.shares(token);
    if (this.#trades.size === 0 || missing <= 0) return ok(undefined);
    const what = side === 'buy' ? 'dollars' : 'shares';
    const lack = `${formatDecimal(missing)} ${what} are missing`;
    return refuse('external_trade', `somebody else has moved this wallet: ${lack}`);
  }

  /** A key may act for several wallets: whose a part is, its address says where there is one. */
  #partsOf(trade: VenueTrade): readonly Moved[] {
    const { taker, makers, ownSide } = trade;
    const isOfWallet = ({ maker }: TradePart) => maker?.toLowerCase() === this.#wallet;
    const isTaken = taker.maker === undefined ? ownSide === 'taker' : isOfWallet(taker);
    const took = isTaken && ownSide !== 'maker' ? [{ ...taker, liquidity: 'taker' as const }] : [];
    const made = makers
      .filter(isOfWallet)
      .map((part) => ({ ...part, liquidity: 'maker' as const }));
    return [...took, ...made]
      .filter(({ order }) => !this.#isOurs(order))
      .map((part) => ({ ...part, dollars: this.#dollarsOf(part, trade) }));
  }

  #dollarsOf(part: OwnPart, trade: VenueTrade): Usd {
    const schedule = this.#feeIn(part.token);
    const fee = schedule === undefined ? 0 : feeOf(part, trade, schedule);
    const amount = amountOf(part, trade);
    return ((part.side === 'buy' ? -amount : amount) - fee) as Usd;
  }

  #isBooked({ taker, makers }: VenueTrade): boolean {
    return [taker, ...makers].some(({ order }) => this.#isOurs(order));
  }

  #sum(of: (part: Moved) => number): number {
    let sum = 0;
    for (const parts of this.#trades.values()) for (const part of parts) sum += of(part);
    return sum;
  }
}
