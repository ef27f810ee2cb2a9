import type { ConditionId, TokenId } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { PricePoint } from '../wire/clob/prices-history.ts';
import { type DataActivity, readActivity } from '../wire/data/activity.ts';
import type { DataPage } from '../wire/data/envelope.ts';
import { readHolders, type TokenHolders } from '../wire/data/holders.ts';
import { type DataPosition, readPositions } from '../wire/data/positions.ts';
import { readPricesHistoryPage } from '../wire/data/prices-history.ts';
import { type DataResolution, readResolutions } from '../wire/data/resolutions.ts';
import { type DataTrade, readDataTrades } from '../wire/data/trades.ts';
import { type PortfolioValue, readPortfolioValue } from '../wire/data/value.ts';
import type { Address } from '../wire/values.ts';
import type { IpLimitName } from './endpoint-limits.ts';
import type { Reader, VenueOutcome } from './outcome.ts';
import { pages } from './pages.ts';
import { queryOf } from './query.ts';
import { type ServiceOptions, VenueService } from './service.ts';

/** Rows of a page, at most (docs, read 2026-10). */
const PAGE_ROWS = 1_000;

type Stretch = { readonly from?: Timestamp; readonly to?: Timestamp };

export type TradesFilter = Stretch & {
  readonly user?: Address;
  /** At most 20. */
  readonly markets?: readonly ConditionId[];
  /** Unless false, makers' fills are not shown. */
  readonly takerOnly?: boolean;
};

export type ActivityFilter = Stretch & {
  readonly user: Address;
  readonly markets?: readonly ConditionId[];
  /** TRADE, SPLIT, MERGE, REDEEM, ... */
  readonly types?: readonly string[];
};

export type PositionsFilter = {
  readonly user: Address;
  readonly markets?: readonly ConditionId[];
  /** OPEN, REDEEMABLE, REDEEMABLE_LOST, MERGEABLE, CLOSED. */
  readonly statuses?: readonly string[];
};

type Pages<T> = AsyncIterable<VenueOutcome<DataPage<T>>>;

/**
 * What happened on chain, by the venue's own reckoning: version 2 of its data service (protocol
 * notes §3.4). A cursor holds for the filter it came with.
 */
export class DataClient {
  readonly #service: VenueService;

  constructor(base: string, options: ServiceOptions) {
    this.#service = new VenueService(base, options);
  }

  /** Fills of anybody. Rows of markets that were not asked for have been seen: look at each. */
  trades(filter: TradesFilter, from?: string): Pages<DataTrade> {
    const query = {
      ...stretchQuery(filter),
      user: filter.user,
      condition: listOf(filter.markets),
      taker_only: filter.takerOnly,
    };
    return this.#pages('/v2/trades', query, 'dataTrades', readDataTrades, from);
  }

  activity(filter: ActivityFilter, from?: string): Pages<DataActivity> {
    const query = {
      ...stretchQuery(filter),
      user: filter.user,
      condition: listOf(filter.markets),
      type: listOf(filter.types),
    };
    return this.#pages('/v2/activity', query, 'activity', readActivity, from);
  }

  positions(filter: PositionsFilter, from?: string): Pages<DataPosition> {
    const query = {
      user: filter.user,
      condition: listOf(filter.markets),
      status: listOf(filter.statuses),
    };
    return this.#pages('/v2/positions', query, 'positions', readPositions, from);
  }

  /** The largest holders of a market's tokens. */
  holders(market: ConditionId, from?: string): Pages<TokenHolders> {
    return this.#pages('/v2/holders', { condition: market }, undefined, readHolders, from);
  }

  /** About one price each `bucketSeconds` (60 or more). */
  pricesHistory(
    token: TokenId,
    stretch: Stretch,
    bucketSeconds = 60,
    from?: string,
  ): Pages<PricePoint> {
    const query = { ...stretchQuery(stretch), token_id: token, bucket_seconds: bucketSeconds };
    return this.#pages('/v2/prices-history', query, undefined, readPricesHistoryPage, from);
  }

  /** What a wallet's positions are worth; undefined where it has none. */
  value(user: Address): Promise<VenueOutcome<PortfolioValue | undefined>> {
    const query = { user };
    return this.#service.ask({
      path: '/v2/value',
      query,
      limits: ['data'],
      read: readPortfolioValue,
    });
  }

  /** How far the oracle is with these markets. */
  resolutions(markets: readonly ConditionId[]): Promise<VenueOutcome<readonly DataResolution[]>> {
    const query = queryOf({ condition: listOf(markets) });
    return this.#service.ask({
      path: '/v2/resolutions',
      query,
      limits: ['data'],
      read: readResolutions,
    });
  }

  #pages<T>(
    path: string,
    query: Parameters<typeof queryOf>[0],
    limit: IpLimitName | undefined,
    read: Reader<DataPage<T>>,
    from: string | undefined,
  ): Pages<T> {
    const limits: readonly IpLimitName[] = limit === undefined ? ['data'] : ['data', limit];
    return pages(
      (cursor) =>
        this.#service.ask({
          path,
          query: queryOf({ ...query, limit: PAGE_ROWS, cursor }),
          limits,
          read,
        }),
      from,
    );
  }
}

function stretchQuery({ from, to }: Stretch) {
  return { start: secondsOf(from), end: secondsOf(to) };
}

function secondsOf(at: Timestamp | undefined): number | undefined {
  return at === undefined ? undefined : Math.floor(at / MICROS_PER_SECOND);
}

function listOf(values: readonly string[] | undefined): string | undefined {
  return values?.join(',');
}
