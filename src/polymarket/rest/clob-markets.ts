import type { ConditionId, TokenId } from '../../domain/ids.ts';
import { refuse } from '../../domain/result.ts';
import type { Side } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import { MICROS_PER_SECOND, type Price, type Timestamp } from '../../domain/units.ts';
import { type ClobBook, readBook, readBooks } from '../wire/clob/book.ts';
import { type ClobMarket, readClobMarket, readClobMarkets } from '../wire/clob/market.ts';
import { type ClobMarketInfo, readMarketInfo } from '../wire/clob/market-info.ts';
import { readNegativeRisk, readTickSize } from '../wire/clob/market-terms.ts';
import { FIRST_CURSOR } from '../wire/clob/page.ts';
import {
  type BestPrices,
  type LastTrade,
  readLastTrade,
  readLastTrades,
  readMidpoint,
  readPrice,
  readPrices,
  readPriceTable,
  readSpread,
} from '../wire/clob/prices.ts';
import { type PricePoint, readPricesHistory } from '../wire/clob/prices-history.ts';
import type { Page } from '../wire/page.ts';
import type { IpLimitName } from './endpoint-limits.ts';
import type { Reader, VenueOutcome } from './outcome.ts';
import { pages } from './pages.ts';
import { queryOf } from './query.ts';
import type { VenueService } from './service.ts';

/** Tokens in one request; more are refused by the venue (docs, read 2026-10). */
const TOKENS_MOST = 500;

/** Which stretch of a price history, and how fine. */
export type HistoryWish = (
  | { readonly from: Timestamp; readonly to: Timestamp }
  | { readonly interval: 'max' | '1w' | '1d' | '6h' | '1h' }
) & { readonly minutes?: number };

/** The lists of markets, from all of them to those that earn rewards. */
export type MarketList =
  | 'markets'
  | 'simplified-markets'
  | 'sampling-markets'
  | 'sampling-simplified-markets';

/** What the CLOB tells everybody (protocol notes §3.2). */
export class ClobMarkets {
  readonly #service: VenueService;

  constructor(service: VenueService) {
    this.#service = service;
  }

  /** Refused with `no_book` before a market has one and after it is settled. */
  book(token: TokenId): Promise<VenueOutcome<ClobBook>> {
    return this.#of(token, '/book', ['book'], readBook);
  }

  /** Books of at most 500 tokens; those without one are left out. */
  books(tokens: readonly TokenId[]): Promise<VenueOutcome<readonly ClobBook[]>> {
    return this.#ofMany(tokens, '/books', ['books'], readBooks);
  }

  /** The best bid (`buy`) or the best ask (`sell`): the venue names them the other way round. */
  price(token: TokenId, side: Side): Promise<VenueOutcome<Price>> {
    const query = { token_id: token, side: side.toUpperCase() };
    const limits = ['clob', 'price'] as const;
    return this.#service.ask({ path: '/price', query, limits, read: readPrice });
  }

  /** Best bid and ask of at most 500 tokens. */
  prices(tokens: readonly TokenId[]): Promise<VenueOutcome<ReadonlyMap<TokenId, BestPrices>>> {
    const entries = tokens.flatMap((token) =>
      ['BUY', 'SELL'].map((side) => ({ token_id: token, side })),
    );
    return this.#ofMany(tokens, '/prices', ['prices'], readPrices, entries);
  }

  midpoint(token: TokenId): Promise<VenueOutcome<Price>> {
    return this.#of(token, '/midpoint', ['midpoint'], readMidpoint);
  }

  midpoints(tokens: readonly TokenId[]): Promise<VenueOutcome<ReadonlyMap<TokenId, Price>>> {
    return this.#ofMany(tokens, '/midpoints', ['midpoints'], readPriceTable);
  }

  spread(token: TokenId): Promise<VenueOutcome<Price>> {
    return this.#of(token, '/spread', [], readSpread);
  }

  spreads(tokens: readonly TokenId[]): Promise<VenueOutcome<ReadonlyMap<TokenId, Price>>> {
    return this.#ofMany(tokens, '/spreads', [], readPriceTable);
  }

  /** Undefined where nothing was traded yet. */
  lastTrade(token: TokenId): Promise<VenueOutcome<LastTrade | undefined>> {
    return this.#of(token, '/last-trade-price', [], readLastTrade);
  }

  lastTrades(tokens: readonly TokenId[]): Promise<VenueOutcome<ReadonlyMap<TokenId, LastTrade>>> {
    return this.#ofMany(tokens, '/last-trades-prices', [], readLastTrades);
  }

  pricesHistory(token: TokenId, wish: HistoryWish): Promise<VenueOutcome<readonly PricePoint[]>> {
    const stretch =
      'interval' in wish
        ? { interval: wish.interval }
        : { startTs: secondsOf(wish.from), endTs: secondsOf(wish.to) };
    const query = queryOf({ market: token, ...stretch, fidelity: wish.minutes });
    const limits = ['clob', 'pricesHistory'] as const;
    return this.#service.ask({ path: '/prices-history', query, limits, read: readPricesHistory });
  }

  /** As of now: it changes while a market trades. */
  tickSize(token: TokenId): Promise<VenueOutcome<TickSize>> {
    return this.#of(token, '/tick-size', ['tickSize'], readTickSize);
  }

  negativeRisk(token: TokenId): Promise<VenueOutcome<boolean>> {
    return this.#of(token, '/neg-risk', [], readNegativeRisk);
  }

  /** What trading a market needs, its fees included; `read`: for who wants the text as well. */
  marketInfo(market: ConditionId, read: Reader<ClobMarketInfo> = readMarketInfo) {
    const path = `/clob-markets/${market}`;
    return this.#service.ask({ path, limits: ['clob'], read });
  }

  market(market: ConditionId): Promise<VenueOutcome<ClobMarket>> {
    return this.#service.ask({
      path: `/markets/${market}`,
      limits: ['clob'],
      read: readClobMarket,
    });
  }

  marketByToken(token: TokenId): Promise<VenueOutcome<ClobMarket>> {
    const path = `/markets-by-token/${token}`;
    return this.#service.ask({ path, limits: ['clob'], read: readClobMarket });
  }

  /** Pages of a list of markets; goes on from a cursor. */
  list(which: MarketList, from = FIRST_CURSOR): AsyncIterable<VenueOutcome<Page<ClobMarket>>> {
    return pages((cursor) => {
      const query = queryOf({ next_cursor: cursor });
      return this.#service.ask({
        path: `/${which}`,
        query,
        limits: ['clob'],
        read: readClobMarkets,
      });
    }, from);
  }

  #of<T>(
    token: TokenId,
    path: string,
    limits: readonly IpLimitName[],
    read: Reader<T>,
  ): Promise<VenueOutcome<T>> {
    const query = { token_id: token };
    return this.#service.ask({ path, query, limits: ['clob', ...limits], read });
  }

  #ofMany<T>(
    tokens: readonly TokenId[],
    path: string,
    limits: readonly IpLimitName[],
    read: Reader<T>,
    entries: readonly object[] = tokens.map((token) => ({ token_id: token })),
  ): Promise<VenueOutcome<T>> {
    if (tokens.length === 0 || tokens.length > TOKENS_MOST) {
      const refusal = refuse('bad_batch', `${tokens.length} tokens: 1 to ${TOKENS_MOST} at once`);
      return Promise.resolve({ kind: 'notSent', refusal });
    }
    const body = JSON.stringify(entries);
    return this.#service.ask({ method: 'POST', path, body, limits: ['clob', ...limits], read });
  }
}

function secondsOf(at: Timestamp): number {
  return Math.floor(at / MICROS_PER_SECOND);
}
