import type { Account } from '../domain/account.ts';
import type { ChangeSets } from '../domain/command.ts';
import type { Fill } from '../domain/fill.ts';
import {
  complementOf,
  type MarketIndex,
  marketOf,
  type Outcome,
  type TokenIndex,
  tokenIndex,
} from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { type Position, positionIn } from '../domain/position.ts';
import { SetHolds } from '../domain/set-holds.ts';
import { legsOf } from '../domain/set-legs.ts';
import type { SettlementEventKind } from '../domain/settlement.ts';
import { NO_SHARES, NO_USD, type Price, type Shares, type Usd } from '../domain/units.ts';
import { lossWhere } from '../domain/worst-case.ts';
import { Tally } from './tally.ts';

const NO_ORDERS: readonly Order[] = [];

/** One strategy's part of the account: its positions, its open orders, and its tally. */
export class Sleeve {
  readonly tally = new Tally();
  readonly #positions = new Map<TokenIndex, Position>();
  readonly #open = new Map<MarketIndex, Order[]>();
  readonly #sets = new SetHolds();
  /** Sums over all positions, listed or not: they are asked for at every decision. */
  #outlay = NO_USD;
  #realized = NO_USD;
  #exposure = NO_USD;
  readonly #exposures = new Map<MarketIndex, Usd>();
  readonly #account: Pick<Account, 'reservedBy'>;

  /** `account`: what open orders to buy may still cost is what that reserves for them. */
  constructor(account: Pick<Account, 'reservedBy'>) {
    this.#account = account;
  }

  position(token: TokenIndex): Shares {
    return this.#positions.get(token)?.traded ?? NO_SHARES;
  }

  /** Settled shares that none of its own open sales and merges asks for. */
  sellable(token: TokenIndex): Shares {
    const settled = this.#positions.get(token)?.settled ?? NO_SHARES;
    let reserved = 0;
    for (const order of this.openOrders(marketOf(token))) {
      if (order.token === token && order.side === 'sell') reserved += order.size - order.filled;
    }
    return (settled - reserved - this.#sets.of('merge', marketOf(token))) as Shares;
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
    this.#expose(market);
  }

  closed(order: Order): void {
    const market = marketOf(order.token);
    const list = this.#open.get(market) ?? [];
    const at = list.findIndex((open) => open.id === order.id);
    if (at >= 0) list.splice(at, 1);
    if (list.length === 0) this.#open.delete(market);
    this.#expose(market);
  }

  /** Its splits and merges under way. */
  get setsUnderWay(): Pick<SetHolds, 'changes' | 'dollars' | 'of'> {
    return this.#sets;
  }

  setsRequested(change: ChangeSets, gas: Usd): void {
    this.#sets.add(change, gas);
  }

  /** Under way no more; with the gas that it cost where it is done, undefined where it is not. */
  setsAnswered(change: ChangeSets, gas: Usd | undefined): void {
    this.#sets.release(change.id);
    if (gas === undefined) return;
    for (const leg of legsOf(change, gas)) {
      positionIn(this.#positions, leg.token);
      this.#change(leg.token, (position) => position.change(leg));
    }
  }

  /** More is held, or less, of markets that are not listed yet: what it cost. */
  holdUnlisted(change: Usd): void {
    this.#outlay = (this.#outlay + change) as Usd;
    this.#exposure = (this.#exposure + change) as Usd;
  }

  /** Shares that the strategy holds from an earlier run. */
  open(token: TokenIndex, shares: Shares, cost: Usd): void {
    positionIn(this.#positions, token);
    this.#change(token, (position) => position.open(shares, cost));
  }

  fill(fill: Fill): void {
    positionIn(this.#positions, fill.token);
    this.#change(fill.token, (position) => position.apply(fill));
  }

  settle(fill: Fill, event: SettlementEventKind): void {
    this.#change(fill.token, (position) => position.settle(fill, event));
  }

  /**
   * The market is decided; its positions become cash of the account. They stay known, since the
   * chain can still take back a fill of theirs.
   */
  resolve(token: TokenIndex, payout: Price): void {
    this.#change(token, (position) => position.resolve(payout));
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

  /** What it may lose, if every market ends worst, each for itself: as {@link Account.exposure}. */
  get exposure(): Usd {
    return this.#exposure;
  }

  /** What it loses at worst in a market where an outcome wins: as {@link Account.lossIf}. */
  lossIf(market: MarketIndex, outcome: Outcome, moreOffered = NO_SHARES, moreBid = NO_USD): Usd {
    const winner = tokenIndex(market, outcome);
    const loser = complementOf(winner);
    let offered: number = moreOffered;
    let bid: number = moreBid;
    for (const { id, token, side, size, filled } of this.openOrders(market)) {
      if (side === 'sell' && token === winner) offered += size - filled;
      if (side === 'buy' && token === loser) bid += this.#account.reservedBy(id);
    }
    return lossWhere({
      winner: this.#positions.get(winner),
      loser: this.#positions.get(loser),
      offered: offered as Shares,
      bid: bid as Usd,
    });
  }

  /** In order of first fill: deterministic. */
  positions(): IterableIterator<[TokenIndex, Position]> {
    return this.#positions.entries();
  }

  /** Everything that moves a position comes through here: the sums go with it. */
  #change(token: TokenIndex, move: (position: Position) => void): void {
    const position = this.#positions.get(token);
    if (position === undefined) return;
    const { cost, realized } = position;
    move(position);
    this.#outlay = (this.#outlay + position.cost - cost) as Usd;
    this.#realized = (this.#realized + position.realized - realized) as Usd;
    this.#expose(marketOf(token));
  }

  /** The account is moved first, so what it reserves is as it is now. */
  #expose(market: MarketIndex): void {
    const before = this.#exposures.get(market) ?? NO_USD;
    const now = Math.max(0, this.lossIf(market, 0), this.lossIf(market, 1)) as Usd;
    this.#exposure = (this.#exposure + now - before) as Usd;
    if (now === 0) this.#exposures.delete(market);
    else this.#exposures.set(market, now);
  }
}
