import type { Fill } from '../domain/fill.ts';
import { type MarketIndex, marketOf, type TokenIndex } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { Position } from '../domain/position.ts';
import type { SettlementEventKind } from '../domain/settlement.ts';
import { NO_SHARES, NO_USD, type Price, type Shares, type Usd } from '../domain/units.ts';

const NO_ORDERS: readonly Order[] = [];

/** One strategy's part of the account: its positions and its open orders. */
export class Sleeve {
  readonly #positions = new Map<TokenIndex, Position>();
  readonly #open = new Map<MarketIndex, Order[]>();

  position(token: TokenIndex): Shares {
    return this.#positions.get(token)?.traded ?? NO_SHARES;
  }

  /** Settled shares that none of its own open sales asks for. */
  sellable(token: TokenIndex): Shares {
    const settled = this.#positions.get(token)?.settled ?? NO_SHARES;
    let reserved = 0;
    for (const order of this.openOrders(marketOf(token))) {
      if (order.token === token && order.side === 'sell') reserved += order.size - order.filled;
    }
    return (settled - reserved) as Shares;
  }

  openOrders(market: MarketIndex): readonly Order[] {
    return this.#open.get(market) ?? NO_ORDERS;
  }

  opened(order: Order): void {
    const market = marketOf(order.token);
    const list = this.#open.get(market);
    if (list === undefined) this.#open.set(market, [order]);
    else list.push(order);
  }

  closed(order: Order): void {
    const market = marketOf(order.token);
    const list = this.#open.get(market) ?? [];
    const at = list.findIndex((open) => open.id === order.id);
    if (at >= 0) list.splice(at, 1);
    if (list.length === 0) this.#open.delete(market);
  }

  /** Shares that the strategy holds from an earlier run. */
  open(token: TokenIndex, shares: Shares, cost: Usd): void {
    this.#positionOf(token).open(shares, cost);
  }

  fill(fill: Fill): void {
    this.#positionOf(fill.token).apply(fill);
  }

  settle(fill: Fill, event: SettlementEventKind): void {
    this.#positions.get(fill.token)?.settle(fill, event);
  }

  /**
   * The market is decided; its positions become cash of the account. They stay known, since the
   * chain can still take back a fill of theirs.
   */
  resolve(token: TokenIndex, payout: Price): void {
    this.#positions.get(token)?.resolve(payout);
  }

  cost(token: TokenIndex): Usd {
    return this.#positions.get(token)?.cost ?? NO_USD;
  }

  /** What the shares cost that are neither sold nor paid, fees included. */
  get outlay(): Usd {
    return this.#sum((position) => position.cost);
  }

  /** Profit and loss of shares that were sold or paid, after fees. */
  get realized(): Usd {
    return this.#sum((position) => position.realized);
  }

  #sum(of: (position: Position) => Usd): Usd {
    let sum = 0;
    for (const position of this.#positions.values()) sum += of(position);
    return sum as Usd;
  }

  /** In order of first fill: deterministic. */
  positions(): IterableIterator<[TokenIndex, Position]> {
    return this.#positions.entries();
  }

  #positionOf(token: TokenIndex): Position {
    let position = this.#positions.get(token);
    if (position === undefined) {
      position = new Position();
      this.#positions.set(token, position);
    }
    return position;
  }
}
