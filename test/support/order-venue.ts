// The venue as far as orders go, in memory: it takes, matches, cancels and tells, and a test says
// which of its answers are lost on the way. Orders are told apart by their salt.
import type { ConditionId, TokenId, VenueOrderId, VenueTradeId } from '../../src/domain/ids.ts';
import { decodeAmounts } from '../../src/domain/order-amounts.ts';
import type { SettlementStatus } from '../../src/domain/settlement.ts';
import type { Side } from '../../src/domain/side.ts';
import { NO_SHARES, type Price, type Shares, type Timestamp } from '../../src/domain/units.ts';
import type {
  AccountAccess,
  HeartbeatAccess,
  OrderAccess,
} from '../../src/polymarket/execution/venue-access.ts';
import type { PostOrder } from '../../src/polymarket/orders/post-order.ts';
import type { Failure, VenueOutcome } from '../../src/polymarket/rest/outcome.ts';
import type { TakenOrder } from '../../src/polymarket/rest/posted.ts';
import type { CancelOutcome } from '../../src/polymarket/wire/clob/canceled.ts';
import type { Page } from '../../src/polymarket/wire/page.ts';
import type { UserMessage } from '../../src/polymarket/wire/user/user-frame.ts';
import { venueError } from '../../src/polymarket/wire/venue-error.ts';
import type { VenueOrder } from '../../src/polymarket/wire/venue-order.ts';
import type { TradePart, VenueTrade } from '../../src/polymarket/wire/venue-trade.ts';
import type { VirtualClock } from './virtual-clock.ts';

export const MARKET = `0x${'c'.repeat(64)}` as ConditionId;
export const UP = '111' as TokenId;
export const DOWN = '222' as TokenId;
export const STRANGER = hashOf(999_999);

export function hashOf(salt: number): VenueOrderId {
  return `0x${String(salt).padStart(64, '0')}` as VenueOrderId;
}

export const TIMEOUT: Failure = {
  kind: 'unknown',
  cause: 'timeout',
  status: undefined,
  detail: 'time up',
};
export const RESTART: Failure = { kind: 'restarting', retryAfterMs: undefined };

const NO_REMARKS = { refusals: [], wrongFields: [], unknownFields: new Map() };

export function success<T>(value: T): VenueOutcome<T> {
  return { kind: 'ok', value, remarks: NO_REMARKS };
}

export function refusal(words: string): Failure {
  return { kind: 'refused', status: 400, error: venueError(words) };
}

type Resting = { order: VenueOrder; body: PostOrder };

export class OrderVenue implements OrderAccess, AccountAccess, HeartbeatAccess {
  readonly book = new Map<VenueOrderId, Resting>();
  prints: VenueTrade[] = [];
  /** What was asked of it: "POST 1", "DELETE all". */
  readonly requests: string[] = [];
  /** What becomes of an arriving order: matched so far, killed, or refused. */
  onArrival: (order: VenueOrder) => 'rest' | Failure = () => 'rest';
  /** Instead of an answer; the request was done all the same. */
  lost: { post?: Failure; cancel?: Failure } = {};
  /** Instead of an answer, and nothing was done. */
  failing: {
    post?: Failure;
    cancel?: Failure;
    cancelAll?: Failure;
    read?: Failure;
    /** Of questions, the lists alone. */
    list?: Failure;
    /** Of the lists, that of open orders alone. */
    open?: Failure;
  } = {};
  /** Instead of `live` in the answer to a POST. */
  status: 'live' | 'matched' | 'delayed' | undefined;
  namesTrades = true;
  /** Answers wait until the test lets them go. */
  gate: Promise<void> | undefined;
  state: HeartbeatAccess['state'] = { kind: 'unused' };
  stops = 0;
  balances: Record<string, number> = {};
  /** The world's: another one after a crash, so that the timers of the dead never ring. */
  clock: VirtualClock;
  #trades = 0;

  constructor(clock: VirtualClock) {
    this.clock = clock;
  }

  get open(): VenueOrder[] {
    return [...this.book.values()]
      .map(({ order }) => order)
      .filter(({ status }) => status.code === 'live' || status.code === 'delayed');
  }

  // What a test makes happen.

  /** `size` shares of an order trade; it was the taker, or rested. */
  match(
    id: VenueOrderId,
    size: number,
    change: Partial<TradePart> & { role?: 'taker' | 'maker'; isWhole?: boolean } = {},
  ): VenueTrade {
    const { role = 'maker', isWhole, ...rest } = change;
    const { order } = this.#order(id);
    const part = { ...this.partOf(order, size), ...rest };
    const trade = this.aTrade(part, role);
    this.prints.push(trade);
    const sizeMatched = (order.sizeMatched + part.size) as Shares;
    const isFull = isWhole ?? sizeMatched >= (order.size ?? 0);
    this.#set(id, {
      sizeMatched,
      trades: [...order.trades, trade.trade],
      ...(isFull ? { status: { code: 'matched', text: 'MATCHED', reason: undefined } } : {}),
    });
    return trade;
  }

  aTrade(part: TradePart, role: 'taker' | 'maker'): VenueTrade {
    const other: TradePart = {
      ...part,
      order: STRANGER,
      side: part.side === 'buy' ? 'sell' : 'buy',
      owner: undefined,
      maker: undefined,
    };
    return {
      trade: `t-${++this.#trades}` as VenueTradeId,
      status: { code: 'matched', text: 'MATCHED' },
      market: MARKET,
      taker: role === 'taker' ? part : other,
      makers: [role === 'taker' ? other : part],
      ownSide: role,
      matchedAt: this.now(),
      updatedAt: this.now(),
      transaction: undefined,
      error: undefined,
    };
  }

  partOf(order: VenueOrder, shares: number): TradePart {
    const { token, side, price } = order;
    const size = Math.round(shares * 1e6) as Shares;
    const who = { outcome: undefined, owner: undefined, maker: undefined };
    return { order: order.order, token, side, price, size, ...who };
  }

  /** The chain moves on. */
  settle(trade: VenueTrade, code: SettlementStatus): VenueTrade {
    const updatedAt = this.now();
    const moved: VenueTrade = { ...trade, status: { code, text: code.toUpperCase() }, updatedAt };
    this.prints = this.prints.map((each) => (each.trade === trade.trade ? moved : each));
    return moved;
  }

  end(id: VenueOrderId, text = 'CANCELED'): void {
    const code = text === 'CANCELED_MARKET_RESOLVED' ? 'canceled_market_resolved' : 'canceled';
    this.#set(id, { status: { code, text, reason: undefined } });
  }

  forget(id: VenueOrderId): void {
    this.book.delete(id);
  }

  /** As the user channel tells it. */
  tradeFrame(trade: VenueTrade): UserMessage {
    return { kind: 'TradeChanged', tsEvent: trade.updatedAt ?? this.now(), ...trade };
  }

  orderFrame(id: VenueOrderId, change: 'placement' | 'update' | 'cancellation'): UserMessage {
    const { order } = this.#order(id);
    return { kind: 'OrderChanged', tsEvent: this.now(), change, ...order };
  }

  /** An order of somebody else with the same key. */
  foreignOrder(salt: number): VenueOrderId {
    const id = hashOf(salt);
    const status = { code: 'live', text: 'LIVE', reason: undefined } as const;
    const terms = { side: 'buy', price: 500_000 as Price, size: 5_000_000 as Shares } as const;
    const none = { budget: undefined, timeInForce: undefined, outcome: undefined } as const;
    const order = { order: id, status, market: MARKET, token: UP, ...terms, ...none };
    const who = { owner: undefined, maker: undefined, createdAt: undefined, expiresAt: undefined };
    const made: VenueOrder = { ...order, ...who, sizeMatched: NO_SHARES, trades: [] };
    this.book.set(id, { order: made, body: {} as PostOrder });
    return id;
  }

  // What a desk asks.

  async post(body: PostOrder): Promise<VenueOutcome<TakenOrder>> {
    this.requests.push(`POST ${body.order.salt}`);
    const outcome = this.failing.post ?? this.#arrive(body);
    await this.gate;
    return this.lost.post ?? outcome;
  }

  async postMany(bodies: readonly PostOrder[]): Promise<readonly VenueOutcome<TakenOrder>[]> {
    this.requests.push(`POST ${bodies.map(({ order }) => order.salt).join(',')}`);
    const outcomes = bodies.map((body) => this.failing.post ?? this.#arrive(body));
    await this.gate;
    return outcomes.map((outcome) => this.lost.post ?? outcome);
  }

  cancel(id: VenueOrderId): Promise<VenueOutcome<CancelOutcome>> {
    return this.#cancel(`DELETE ${Number(id.slice(-6))}`, [id]);
  }

  cancelMany(ids: readonly VenueOrderId[]): Promise<VenueOutcome<CancelOutcome>> {
    return this.#cancel(`DELETE ${ids.map((id) => Number(id.slice(-6))).join(',')}`, ids);
  }

  cancelAll(): Promise<VenueOutcome<CancelOutcome>> {
    const ids = this.open.map(({ order }) => order);
    if (this.failing.cancelAll === undefined) return this.#cancel('DELETE all', ids);
    this.requests.push('DELETE all');
    return Promise.resolve(this.failing.cancelAll);
  }

  cancelMarket(): Promise<VenueOutcome<CancelOutcome>> {
    if (this.failing.cancelAll === undefined) {
      return this.#cancel(
        'DELETE market',
        this.open.map(({ order }) => order),
      );
    }
    this.requests.push('DELETE market');
    return Promise.resolve(this.failing.cancelAll);
  }

  /** Two orders to a page. */
  async *openOrders(): AsyncGenerator<VenueOutcome<Page<VenueOrder>>> {
    yield* this.#pages(this.open, this.failing.open);
  }

  async order(id: VenueOrderId): Promise<VenueOutcome<VenueOrder | undefined>> {
    this.requests.push(`GET ${Number(id.slice(-6))}`);
    return this.failing.read ?? success(this.book.get(id)?.order);
  }

  async *trades(
    filter: { trade?: VenueTradeId; after?: Timestamp } = {},
  ): AsyncGenerator<VenueOutcome<Page<VenueTrade>>> {
    const rows = this.prints.filter(
      ({ trade, matchedAt }) =>
        (filter.trade === undefined || filter.trade === trade) &&
        (filter.after === undefined || (matchedAt ?? 0) >= filter.after),
    );
    yield* this.#pages(rows.toReversed());
  }

  updateBalance(asset: 'collateral' | { token: TokenId }): Promise<VenueOutcome<void>> {
    this.requests.push(`UPDATE ${asset === 'collateral' ? asset : asset.token}`);
    return Promise.resolve(this.failing.read ?? success(undefined));
  }

  balance(asset: 'collateral' | { token: TokenId }) {
    const name = asset === 'collateral' ? asset : asset.token;
    return Promise.resolve(success({ balance: this.balances[name] ?? 0, allowances: new Map() }));
  }

  maySubmit(): ReturnType<HeartbeatAccess['maySubmit']> {
    const isFine = this.state.kind === 'unused' || this.state.kind === 'healthy';
    if (isFine) return { ok: true, value: undefined };
    return { ok: false, code: `heartbeat_${this.state.kind}`, message: 'no heartbeat' };
  }

  reconciled(loss: number): boolean {
    if (this.state.kind !== 'unreconciled' || this.state.loss !== loss) return false;
    this.state = { kind: 'healthy' };
    return true;
  }

  /** The venue's dead-man's switch: fifteen seconds later nothing is open. */
  stop(): void {
    this.stops++;
    this.clock.setTimer(15_000, () => {
      for (const { order } of this.open) this.end(order);
    });
  }

  now(): Timestamp {
    return this.clock.now();
  }

  #arrive(body: PostOrder): VenueOutcome<TakenOrder> {
    const made = orderOf(body, this.now());
    const status = { code: 'live', text: 'LIVE', reason: undefined } as const;
    this.book.set(made.order, { order: { ...made, status }, body });
    const verdict = this.onArrival(made);
    if (verdict !== 'rest') {
      this.book.delete(made.order);
      return verdict;
    }
    const { order } = this.#order(made.order);
    const code = this.status ?? (order.trades.length > 0 ? 'matched' : 'live');
    return success({
      outcome: 'accepted',
      order: made.order,
      status: { code, text: code },
      making: undefined,
      taking: undefined,
      trades: this.namesTrades ? order.trades : [],
      transactions: [],
    });
  }

  async #cancel(
    request: string,
    ids: readonly VenueOrderId[],
  ): Promise<VenueOutcome<CancelOutcome>> {
    this.requests.push(request);
    if (this.failing.cancel !== undefined) return this.failing.cancel;
    const canceled: VenueOrderId[] = [];
    const notCanceled = new Map<VenueOrderId, ReturnType<typeof venueError>>();
    for (const id of ids) {
      const order = this.book.get(id)?.order;
      if (order === undefined) notCanceled.set(id, venueError("the order can't be found"));
      else if (order.status.code === 'delayed') {
        notCanceled.set(id, venueError('order match delayed due to market conditions'));
      } else if (order.status.code !== 'live') {
        notCanceled.set(id, venueError('already canceled or matched'));
      } else {
        this.end(id);
        canceled.push(id);
      }
    }
    await this.gate;
    return this.lost.cancel ?? success({ canceled, notCanceled });
  }

  async *#pages<T>(rows: readonly T[], failing?: Failure): AsyncGenerator<VenueOutcome<Page<T>>> {
    for (let from = 0; from === 0 || from < rows.length; from += 2) {
      const failure = this.failing.read ?? this.failing.list ?? failing;
      if (failure !== undefined) {
        yield failure;
        return;
      }
      const isLast = from + 2 >= rows.length;
      const nextCursor = isLast ? undefined : String(from + 2);
      yield success({ rows: rows.slice(from, from + 2), nextCursor });
    }
  }

  #order(id: VenueOrderId): Resting {
    const found = this.book.get(id);
    if (found === undefined) throw new Error(`the venue has no order ${id}`);
    return found;
  }

  #set(id: VenueOrderId, change: Partial<VenueOrder>): void {
    const { order, body } = this.#order(id);
    this.book.set(id, { body, order: { ...order, ...change } });
  }
}

function orderOf({ order, orderType }: PostOrder, now: Timestamp): VenueOrder {
  const side: Side = order.side === 'BUY' ? 'buy' : 'sell';
  const amounts = {
    makerAmount: Number(order.makerAmount),
    takerAmount: Number(order.takerAmount),
  };
  const decoded = decodeAmounts(side, amounts);
  if (decoded === undefined) throw new Error('an order without shares');
  return {
    order: hashOf(order.salt),
    status: { code: 'live', text: 'LIVE', reason: undefined },
    market: MARKET,
    token: order.tokenId as TokenId,
    side,
    price: decoded.price,
    size: decoded.size,
    budget: undefined,
    sizeMatched: NO_SHARES,
    timeInForce: orderType,
    outcome: undefined,
    trades: [],
    owner: undefined,
    maker: undefined,
    createdAt: now,
    expiresAt: undefined,
  };
}
