import type { ConditionId, TokenId, VenueOrderId } from '../../domain/ids.ts';
import { type Refusal, type Result, refuse } from '../../domain/result.ts';
import { PRIORITY, type Priority } from '../../net/rate-limiter.ts';
import type { PostOrder } from '../orders/post-order.ts';
import { type CancelOutcome, readCanceled } from '../wire/clob/canceled.ts';
import { readPostedOrder, readPostedOrders } from '../wire/clob/posted-order.ts';
import type { ClobState } from './clob-state.ts';
import type { IpLimitName } from './endpoint-limits.ts';
import type { VenueOutcome } from './outcome.ts';
import { legOutcomes, orderOutcome, type TakenOrder } from './posted.ts';
import type { Authorize, VenueService } from './service.ts';
import type { Toll, VenueLimiter } from './venue-limiter.ts';

/** Orders in one request, and cancels in one (docs, read 2026-10; cancels since 2026-06-15). */
const ORDERS_MOST = 15;
const CANCELS_MOST = 1_000;

/** How long an order or a cancel may wait for the limits, ms; then it is not sent. */
export type Patience = { readonly orderMs: number; readonly cancelMs: number };
const PATIENCE: Patience = { orderMs: 500, cancelMs: 5_000 };

type Options = {
  readonly state: ClobState;
  /** Whether anything new may be sent now; cancels always may. */
  readonly mayPost: () => Result<void>;
  readonly authorize: Authorize;
  readonly limiter: VenueLimiter;
  readonly patience?: Partial<Patience> | undefined;
};

/**
 * Puts orders in and takes them out. Each is sent once: what is unknown afterwards is found out by
 * a query for the order's hash, never by sending again.
 */
export class ClobOrders {
  readonly #service: VenueService;
  readonly #options: Options;
  readonly #patience: Patience;

  constructor(service: VenueService, options: Options) {
    this.#service = service;
    this.#options = options;
    this.#patience = { ...PATIENCE, ...options.patience };
  }

  async post(order: PostOrder): Promise<VenueOutcome<TakenOrder>> {
    const may = this.#options.mayPost();
    if (!may.ok) return { kind: 'notSent', refusal: may };
    const outcome = await this.#service.send({
      method: 'POST',
      path: '/order',
      body: JSON.stringify(order),
      toll: this.#tollOf('orders', 1, ['postOrderLong', 'postOrder']),
      authorize: this.#options.authorize,
      read: readPostedOrder,
    });
    return this.#seen(orderOutcome(outcome));
  }

  /** 1 to 15 orders at once; an outcome for each, in the same order. */
  async postMany(orders: readonly PostOrder[]): Promise<readonly VenueOutcome<TakenOrder>[]> {
    const may = this.#options.mayPost();
    const refusal = may.ok ? badBatch(orders.length, ORDERS_MOST) : may;
    if (refusal !== undefined) return orders.map(() => ({ kind: 'notSent', refusal }));
    const outcome = await this.#service.send({
      method: 'POST',
      path: '/orders',
      body: JSON.stringify(orders),
      toll: this.#tollOf('orders', orders.length, ['postOrdersLong', 'postOrders']),
      authorize: this.#options.authorize,
      read: readPostedOrders,
    });
    return legOutcomes(outcome, orders.length).map((leg) => this.#seen(leg));
  }

  cancel(order: VenueOrderId): Promise<VenueOutcome<CancelOutcome>> {
    const toll = this.#tollOf('cancels', 1, ['cancelOrderLong', 'cancelOrder']);
    return this.#cancel('/order', { orderID: order }, toll);
  }

  /**
   * At most 1000 orders. A number above the burst of the signer's tier is not sent (`never_fits`),
   * because the venue would never take it.
   */
  cancelMany(orders: readonly VenueOrderId[]): Promise<VenueOutcome<CancelOutcome>> {
    const refusal = badBatch(orders.length, CANCELS_MOST);
    if (refusal !== undefined) return Promise.resolve({ kind: 'notSent', refusal });
    return this.#cancel('/orders', orders, this.#tollOf('cancels', orders.length, []));
  }

  /** Everything of this API key. */
  cancelAll(): Promise<VenueOutcome<CancelOutcome>> {
    const toll = this.#tollOf('cancels', 1, ['cancelAll']);
    return this.#counted(this.#cancel('/cancel-all', undefined, toll));
  }

  /** Everything in a market, or of one of its tokens. */
  cancelMarket(
    which: { readonly market: ConditionId } | { readonly token: TokenId },
  ): Promise<VenueOutcome<CancelOutcome>> {
    const body = 'market' in which ? { market: which.market } : { asset_id: which.token };
    const toll = this.#tollOf('cancels', 1, []);
    return this.#counted(this.#cancel('/cancel-market-orders', body, toll));
  }

  #cancel(path: string, body: unknown, toll: Toll): Promise<VenueOutcome<CancelOutcome>> {
    return this.#service.send({
      method: 'DELETE',
      path,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      toll,
      authorize: this.#options.authorize,
      read: readCanceled,
    });
  }

  /** What such a request costs is known only when it is done. */
  async #counted(
    canceling: Promise<VenueOutcome<CancelOutcome>>,
  ): Promise<VenueOutcome<CancelOutcome>> {
    const outcome = await canceling;
    if (outcome.kind === 'ok') this.#options.limiter.canceled(outcome.value.canceled.length);
    return outcome;
  }

  #tollOf(share: 'orders' | 'cancels', cost: number, limits: readonly IpLimitName[]): Toll {
    const isCancel = share === 'cancels';
    const priority: Priority = isCancel ? PRIORITY.cancel : PRIORITY.order;
    const ageMsMost = isCancel ? this.#patience.cancelMs : this.#patience.orderMs;
    return { limits: ['clob', ...limits], signer: { share, cost }, priority, ageMsMost };
  }

  #seen(outcome: VenueOutcome<TakenOrder>): VenueOutcome<TakenOrder> {
    const isOld = outcome.kind === 'refused' && outcome.error.code === 'order_version_mismatch';
    if (isOld) this.#options.state.forgetVersion();
    return outcome;
  }
}

function badBatch(size: number, most: number): Refusal | undefined {
  if (size >= 1 && size <= most) return undefined;
  return refuse('bad_batch', `${size} at once: 1 to ${most} are taken`);
}
