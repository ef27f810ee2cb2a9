import type { ConditionId, TokenId, VenueOrderId, VenueTradeId } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { PRIORITY } from '../../net/rate-limiter.ts';
import type { SignatureType } from '../signing/exchange-order.ts';
import {
  type BalanceAllowance,
  readApiKeys,
  readBalanceAllowance,
  readClosedOnly,
  readOrderScoring,
  readOrdersScoring,
} from '../wire/clob/account.ts';
import { readNotifications, type VenueNotification } from '../wire/clob/notifications.ts';
import { readOrder, readOrders, readTrades } from '../wire/clob/own-orders.ts';
import type { Page } from '../wire/page.ts';
import type { VenueOrder } from '../wire/venue-order.ts';
import type { VenueTrade } from '../wire/venue-trade.ts';
import { type ClobState, readNothing } from './clob-state.ts';
import type { IpLimitName } from './endpoint-limits.ts';
import type { Reader, VenueOutcome } from './outcome.ts';
import { pages } from './pages.ts';
import { queryOf } from './query.ts';
import type { Authorize, VenueService } from './service.ts';

export type OrderFilter = {
  readonly market?: ConditionId;
  readonly token?: TokenId;
};

export type TradeFilter = OrderFilter & {
  readonly trade?: VenueTradeId;
  readonly after?: Timestamp;
  readonly before?: Timestamp;
};

/** Dollars, or the shares of a token. */
export type Asset = 'collateral' | { readonly token: TokenId };

/** What the CLOB tells the holder of an API key (L2, protocol notes §3.3). */
export class ClobAccount {
  readonly #service: VenueService;
  readonly #authorize: Authorize;
  readonly #state: ClobState;

  constructor(service: VenueService, authorize: Authorize, state: ClobState) {
    this.#service = service;
    this.#authorize = authorize;
    this.#state = state;
  }

  /** Pages of what is open. */
  openOrders(
    filter: OrderFilter = {},
    from?: string,
  ): AsyncIterable<VenueOutcome<Page<VenueOrder>>> {
    return pages((cursor) => {
      const query = { market: filter.market, asset_id: filter.token, next_cursor: cursor };
      return this.#ask('/data/orders', query, ['ledger', 'openOrders'], readOrders);
    }, from);
  }

  /** Open or over; undefined where the venue knows no such order. */
  async order(order: VenueOrderId): Promise<VenueOutcome<VenueOrder | undefined>> {
    const outcome = await this.#ask(`/data/order/${order}`, {}, ['ledger'], readOrder);
    // The notes say that it keeps silent; the same in its own words means the same.
    const isUnknown = outcome.kind === 'refused' && outcome.error.code === 'order_not_found';
    return isUnknown ? { kind: 'ok', value: undefined, remarks: NO_REMARKS } : outcome;
  }

  /** Pages of our matches, the newest first. */
  trades(filter: TradeFilter = {}, from?: string): AsyncIterable<VenueOutcome<Page<VenueTrade>>> {
    return pages((cursor) => {
      const query = {
        id: filter.trade,
        market: filter.market,
        asset_id: filter.token,
        after: secondsOf(filter.after),
        before: secondsOf(filter.before),
        next_cursor: cursor,
      };
      return this.#ask('/data/trades', query, ['ledger', 'ownTrades'], readTrades);
    }, from);
  }

  /**
   * What the venue believes that we have: it keeps it for a while. Of dollars the answer also tells
   * for which contracts orders may be signed.
   */
  async balance(asset: Asset, type: SignatureType): Promise<VenueOutcome<BalanceAllowance>> {
    const query = assetQuery(asset, type);
    const limits = ['balanceAllowance'] as const;
    const outcome = await this.#ask('/balance-allowance', query, limits, readBalanceAllowance);
    if (asset === 'collateral' && outcome.kind === 'ok') {
      this.#state.heardContracts(outcome.value.allowances.keys());
    }
    return outcome;
  }

  /** Makes it look again. */
  updateBalance(asset: Asset, type: SignatureType): Promise<VenueOutcome<void>> {
    const query = assetQuery(asset, type);
    return this.#ask('/balance-allowance/update', query, ['balanceUpdate'], readNothing);
  }

  /** Does this order earn liquidity rewards? */
  isScoring(order: VenueOrderId): Promise<VenueOutcome<boolean>> {
    return this.#ask('/order-scoring', { order_id: order }, [], readOrderScoring);
  }

  areScoring(
    orders: readonly VenueOrderId[],
  ): Promise<VenueOutcome<ReadonlyMap<VenueOrderId, boolean>>> {
    return this.#service.ask({
      method: 'POST',
      path: '/orders-scoring',
      body: JSON.stringify(orders),
      limits: ['clob'],
      authorize: this.#authorize,
      read: readOrdersScoring,
    });
  }

  notifications(type: SignatureType): Promise<VenueOutcome<readonly VenueNotification[]>> {
    const query = { signature_type: type };
    return this.#ask('/notifications', query, ['ledger', 'notifications'], readNotifications);
  }

  dropNotifications(ids: readonly string[]): Promise<VenueOutcome<void>> {
    return this.#service.send({
      method: 'DELETE',
      path: '/notifications',
      query: { ids: ids.join(',') },
      toll: {
        limits: ['clob', 'ledger', 'notifications'],
        priority: PRIORITY.read,
        ageMsMost: 10_000,
      },
      authorize: this.#authorize,
      read: readNothing,
    });
  }

  /** May this account only reduce what it has? */
  isClosedOnly(): Promise<VenueOutcome<boolean>> {
    return this.#ask('/auth/ban-status/closed-only', {}, [], readClosedOnly);
  }

  /** The ids of the account's API keys. */
  apiKeys(): Promise<VenueOutcome<readonly string[]>> {
    return this.#ask('/auth/api-keys', {}, ['apiKeys'], readApiKeys);
  }

  #ask<T>(
    path: string,
    query: Parameters<typeof queryOf>[0],
    limits: readonly IpLimitName[],
    read: Reader<T>,
  ): Promise<VenueOutcome<T>> {
    return this.#service.ask({
      path,
      query: queryOf(query),
      limits: ['clob', ...limits],
      authorize: this.#authorize,
      read,
    });
  }
}

const NO_REMARKS = { refusals: [], wrongFields: [], unknownFields: new Map() };

function secondsOf(at: Timestamp | undefined): number | undefined {
  return at === undefined ? undefined : Math.floor(at / MICROS_PER_SECOND);
}

function assetQuery(asset: Asset, type: SignatureType) {
  return asset === 'collateral'
    ? { asset_type: 'COLLATERAL', signature_type: type }
    : { asset_type: 'CONDITIONAL', token_id: asset.token, signature_type: type };
}
