import { type TokenIndex, tokenIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { TradePart, TradeRecord } from '../venue/trade-record.ts';
import { unixSeconds } from '../wire/forms.ts';
import { Holding, type OwnFill } from './holding.ts';

/** Of each wallet; beyond them the oldest holdings that are over are forgotten. */
export type Most = { readonly holdings: number; readonly fills: number };
const MOST: Most = { holdings: 1_000, fills: 50_000 };

/** Fills of all holdings are in order of matching, of each trade the taker's first. */
type Dealings = {
  readonly holdings: Map<TokenIndex, Holding>;
  fills: OwnFill[];
  /** When the newest of what was forgotten was decided. */
  forgottenTo: Timestamp | undefined;
};

/** What each wallet did since this began to listen. */
export class WalletHistory {
  readonly #wallets = new Map<string, Dealings>();
  readonly #most: Most;
  readonly #seen = new WeakSet<TradeRecord>();

  constructor(venue: LocalVenue, most: Most = MOST) {
    this.#most = most;
    venue.listen({ trade: (trade) => this.#trade(trade) });
  }

  /**
   * Whether nothing was forgotten that was decided from a moment on, in seconds since 1970; 0: at
   * all. Of a wallet, by its address in lower case, or of everybody.
   */
  isWholeSince(seconds: number, address?: string): boolean {
    const asked = address === undefined ? this.#wallets.values() : [this.#wallets.get(address)];
    return [...asked].every((dealings) => {
      const to = dealings?.forgottenTo;
      return to === undefined || unixSeconds(to) < seconds;
    });
  }

  /** By the wallet's address in lower case, in order of the first trade in each token. */
  holdings(address: string): readonly Holding[] {
    return [...(this.#wallets.get(address)?.holdings.values() ?? [])];
  }

  /** Of all wallets in a market, by address. */
  holdingsIn(market: ListedMarket): readonly (readonly [string, readonly Holding[]])[] {
    const tokens = ([0, 1] as const).map((outcome) => tokenIndex(market.index, outcome));
    return [...this.#wallets].map(([address, { holdings }]) => {
      return [address, tokens.flatMap((token) => holdings.get(token) ?? [])] as const;
    });
  }

  /** The newest trade first, of each the taker's part; each is looked for as it is asked for. */
  *fills(address: string): Generator<OwnFill> {
    const fills = this.#wallets.get(address)?.fills ?? [];
    for (let end = fills.length; end > 0; ) {
      const { trade } = fills[end - 1] as OwnFill;
      let start = end - 1;
      while (fills[start - 1]?.trade === trade) start--;
      for (let at = start; at < end; at++) yield fills[at] as OwnFill;
      end = start;
    }
  }

  #trade(trade: TradeRecord): void {
    // What the chain says later changes the record, which is kept.
    if (this.#seen.has(trade)) {
      if (trade.status === 'failed') this.#recount(trade);
      return;
    }
    this.#seen.add(trade);
    for (const fill of fillsOf(trade)) this.#add(fill);
  }

  #recount(trade: TradeRecord): void {
    for (const { part } of fillsOf(trade)) {
      const holdings = this.#wallets.get(walletOf(part) ?? '')?.holdings;
      holdings?.get(tokenIndex(trade.market.index, part.outcome))?.recount();
    }
  }

  #add(fill: OwnFill): void {
    const { market } = fill.trade;
    const address = walletOf(fill.part);
    if (address === undefined) return;
    const dealings = this.#wallets.get(address) ?? noDealings();
    this.#wallets.set(address, dealings);
    const { holdings } = dealings;
    const token = tokenIndex(market.index, fill.part.outcome);
    const holding = holdings.get(token) ?? new Holding(market, fill.part.outcome);
    holdings.set(token, holding);
    holding.add(fill);
    dealings.fills.push(fill);
    const { holdings: held, fills } = this.#most;
    if (holdings.size > held || dealings.fills.length > fills) forgetOldest(dealings);
  }
}

/** The taker's part first. */
export function fillsOf(trade: TradeRecord): OwnFill[] {
  return [trade.taker, ...trade.makers].map((part) => ({
    trade,
    part,
    isTaker: part === trade.taker,
  }));
}

/** Undefined for the liquidity of a recording, which is nobody's. */
export function walletOf({ order }: TradePart): string | undefined {
  return order?.facts.wallet.address;
}

function noDealings(): Dealings {
  return { holdings: new Map(), fills: [], forgottenTo: undefined };
}

/** Nothing, where nothing is over. */
function forgetOldest(dealings: Dealings): void {
  for (const [token, { market, outcome }] of dealings.holdings) {
    const { resolvedAt } = market;
    if (resolvedAt === undefined) continue;
    dealings.holdings.delete(token);
    dealings.fills = dealings.fills.filter(
      ({ trade, part }) => trade.market !== market || part.outcome !== outcome,
    );
    dealings.forgottenTo = Math.max(resolvedAt, dealings.forgottenTo ?? 0) as Timestamp;
    return;
  }
}
