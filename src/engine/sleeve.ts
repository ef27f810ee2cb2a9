import type { Fill } from '../domain/fill.ts';
import { type MarketIndex, marketOf, type TokenIndex } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { type Position, positionIn } from '../domain/position.ts';
import type { SettlementEventKind } from '../domain/settlement.ts';
import { NO_SHARES, NO_USD, type Price, type Shares, type Usd } from '../domain/units.ts';
import { Tally } from './tally.ts';

const NO_ORDERS: readonly Order[] = [];

/** One strategy's part of the account: its positions, its open orders, and its tally. */
export class Sleeve {
  readonly tally = new Tally();
  readonly #positions = new Map<TokenIndex, Position>();
  readonly #open = new Map<MarketIndex, Order[]>();
  /** Sums over all positions, listed or not: they are asked for at every decision. */
  #outlay = NO_USD;
  #realized = NO_USD;

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

  /** Its orders to buy that are not closed. */
  *openBuys(): IterableIterator<Order> {
    for (const orders of this.#open.values()) {
      for (const order of orders) if (order.side === 'buy') yield order;
    }
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

  /** More is held, or less, of markets that are not listed yet: what it cost. */
  holdUnlisted(change: Usd): void {
    this.#outlay = (this.#outlay + change) as Usd;
  }

  /** Shares that the strategy holds from an earlier run. */
  open(token: TokenIndex, shares: Shares, cost: Usd): void {
    this.#change(positionIn(this.#positions, token), (position) => position.open(shares, cost));
  }

  fill(fill: Fill): void {
    this.#change(positionIn(this.#positions, fill.token), (position) => position.apply(fill));
  }

  settle(fill: Fill, event: SettlementEventKind): void {
    this.#change(this.#positions.get(fill.token), (position) => position.settle(fill, event));
  }

  /**
   * The market is decided; its positions become cash of the account. They stay known, since the
   * chain can still take back a fill of theirs.
   */
  resolve(token: TokenIndex, payout: Price): void {
    this.#change(this.#positions.get(token), (position) => position.resolve(payout));
  }

  cost(token: TokenIndex): Usd {
    return this.#positions.get(token)?.cost ?? NO_USD;
  }

  /** What the shares cost that are neither sold nor paid, fees included, listed or not. */
  get outlay(): Usd {
    return this.#outlay;
  }

  /** Profit and loss of shares that were sold or paid, after fees. */
  get realized(): Usd {
    return this.#realized;
  }

  /** In order of first fill: deterministic. */
  positions(): IterableIterator<[TokenIndex, Position]> {
    return this.#positions.entries();
  }

  /** Everything that moves a position comes through here: the sums go with it. */
  #change(position: Position | undefined, move: (position: Position) => void): void {
    if (position === undefined) return;
    const { cost, realized } = position;
    move(position);
    this.#outlay = (this.#outlay + position.cost - cost) as Usd;
    this.#realized = (this.#realized + position.realized - realized) as Usd;
  }
}
