import type { Fill } from './fill.ts';
import type { TokenIndex } from './ids.ts';
import { InvariantError, invariant } from './invariant.ts';
import type { SetLeg } from './set-legs.ts';
import type { SettlementEventKind } from './settlement.ts';
import { mulDiv, NO_SHARES, NO_USD, type Price, SCALE, type Shares, type Usd } from './units.ts';

/**
 * Net shares of one token, and what they cost. Fills count at once (traded) and become sellable
 * when the chain confirms them (settled). A sale takes its cost out of the settled shares at their
 * average, so a buy that fails later can be taken back exactly, as if it had never been.
 */
export class Position {
  /** Shares by fills, settled or not. */
  traded: Shares = NO_SHARES;
  /** Of those, what the chain has confirmed: only these can be sold safely. */
  settled: Shares = NO_SHARES;
  /** What the traded shares cost, fees included. */
  cost: Usd = NO_USD;
  /** Profit and loss of shares sold or resolved, after fees. */
  realized: Usd = NO_USD;
  /** What the sales had cost that the chain may still take back. */
  saleCost: Usd = NO_USD;
  #settledCost: Usd = NO_USD;
  /** Fills not yet final on chain, by id: the cost that each brought (buy) or took out (sale). */
  readonly #unsettled = new Map<number, Usd>();
  #payout: Price | undefined;
  /** Shares that the resolution paid for, and the dollars that it paid for them. */
  #paidShares: Shares = NO_SHARES;
  #paid: Usd = NO_USD;

  /** Average entry in price units, fees included; undefined without shares. */
  get averageEntry(): Price | undefined {
    if (this.traded <= 0) return undefined;
    return mulDiv(this.cost, SCALE, this.traded, 'halfEven') as Price;
  }

  /** What the settled shares cost. */
  get settledCost(): Usd {
    return this.#settledCost;
  }

  /** Shares that the resolution paid nothing for: they stay, since nobody burns them. */
  get worthless(): Shares {
    return this.#payout === 0 ? this.#paidShares : NO_SHARES;
  }

  /** Whether anything of it can still change what is lost. */
  get isAtStake(): boolean {
    return this.traded !== 0 || this.cost !== 0 || this.saleCost !== 0;
  }

  /**
   * Shares that are held from an earlier run, settled.
   * @throws InvariantError when this position has a history already.
   */
  open(shares: Shares, cost: Usd): void {
    invariant(
      shares >= 0 &&
        cost >= 0 &&
        this.traded === 0 &&
        this.cost === 0 &&
        this.#payout === undefined,
      'a position is opened once, before anything is traded',
    );
    this.#moveTraded(shares, cost);
    this.#moveSettled(shares, cost);
  }

  /**
   * Books a fill as traded; `settled` follows when the chain says so. Returns the dollars that it
   * brings to the account: negative for a buy. A fill heard of after the resolution is paid too.
   * @throws InvariantError when more is sold than is held.
   */
  apply(fill: Fill): Usd {
    const flow = cashOf(fill);
    const isFinal = fill.settlement === 'confirmed';
    const cost = this.#payout === undefined ? this.#trade(fill, flow, isFinal) : NO_USD;
    if (!isFinal) {
      this.#unsettled.set(fill.id, cost);
      if (fill.side === 'sell') this.saleCost = (this.saleCost + cost) as Usd;
    }
    return this.#payout === undefined ? flow : this.#afterwards(flow, signedSize(fill));
  }

  /**
   * Books an outcome's part of a split or merge, which is final at once; gas is lost at once, and
   * in no cost. Returns the dollars that it brings to the account, as {@link apply} does.
   * @throws InvariantError when more is merged than is held.
   */
  change(leg: SetLeg): Usd {
    const flow = cashOf(leg);
    if (this.#payout !== undefined) return this.#afterwards(flow, signedSize(leg));
    this.#trade(leg, (flow + leg.fee) as Usd, true);
    this.realized = (this.realized - leg.fee) as Usd;
    return flow;
  }

  /**
   * Follows the chain: a confirmed buy becomes sellable, a failed fill is taken back. Repeats and
   * fills never applied change nothing. Returns the dollars that come back to the account.
   * @throws InvariantError when a buy fails whose shares have been sold.
   */
  settle(fill: Fill, event: SettlementEventKind): Usd {
    const cost = this.#unsettled.get(fill.id);
    if (cost === undefined || (event !== 'confirmed' && event !== 'failed')) return NO_USD;
    this.#unsettled.delete(fill.id);
    if (fill.side === 'sell' && this.#payout === undefined) {
      this.saleCost = (this.saleCost - cost) as Usd;
    }
    if (event === 'failed') return this.#reverse(fill, cost);
    if (fill.side === 'buy' && this.#payout === undefined) this.#moveSettled(fill.size, cost);
    return NO_USD;
  }

  /**
   * The market is decided: every share pays `payout`, rounded down once for all shares together.
   * Returns the dollars paid. Called again with another payout it corrects the first one.
   */
  resolve(payout: Price): Usd {
    const shares = this.traded;
    this.realized = (this.realized - this.cost) as Usd;
    this.traded = NO_SHARES;
    this.settled = NO_SHARES;
    this.cost = NO_USD;
    this.saleCost = NO_USD;
    this.#settledCost = NO_USD;
    this.#payout = payout;
    return this.#afterwards(NO_USD, shares);
  }

  /** Moves shares and cost; returns the cost that came in or went out. */
  #trade({ side, size }: Moved, flow: Usd, isFinal: boolean): Usd {
    if (side === 'buy') {
      const cost = -flow as Usd;
      this.#moveTraded(size, cost);
      if (isFinal) this.#moveSettled(size, cost);
      return cost;
    }
    if (size > this.traded) {
      throw new InvariantError(`sold ${size} of ${this.traded} shares held`);
    }
    // The gate lets only settled shares go; should the venue have sold more, all shares pay.
    const ofSettled = size <= this.settled;
    const pool = ofSettled ? this.#settledCost : this.cost;
    const cost = mulDiv(pool, size, ofSettled ? this.settled : this.traded, 'halfEven') as Usd;
    this.#moveTraded(-size, -cost);
    this.#moveSettled(-size, -cost);
    this.realized = (this.realized + flow - cost) as Usd;
    return cost;
  }

  #reverse(fill: Fill, cost: Usd): Usd {
    const flow = -cashOf(fill) as Usd;
    if (this.#payout !== undefined) return this.#afterwards(flow, -signedSize(fill));
    if (fill.side === 'buy') {
      if (fill.size > this.traded) {
        throw new InvariantError(`failed buy of ${fill.size}, only ${this.traded} held`);
      }
      this.#moveTraded(-fill.size, -cost);
      this.#dropCostOfNothing();
    } else {
      this.#moveTraded(fill.size, cost);
      this.#moveSettled(fill.size, cost);
      this.realized = (this.realized + flow + cost) as Usd;
    }
    return flow;
  }

  /** After the resolution there are no shares, only cash: restates what was paid. */
  #afterwards(flow: Usd, change: number): Usd {
    this.#paidShares = (this.#paidShares + change) as Shares;
    if (this.#paidShares < 0) {
      throw new InvariantError(`${-this.#paidShares} more shares left than were resolved`);
    }
    const paid = mulDiv(this.#paidShares, this.#payout ?? 0, SCALE, 'down');
    const dollars = (flow + paid - this.#paid) as Usd;
    this.#paid = paid as Usd;
    this.realized = (this.realized + dollars) as Usd;
    return dollars;
  }

  /** Shares sold before they settled leave a difference when their buy fails: it is realized. */
  #dropCostOfNothing(): void {
    if (this.traded !== 0) return;
    const rest = this.cost;
    this.realized = (this.realized - rest) as Usd;
    this.#moveTraded(0, -rest);
    this.#moveSettled(0, -rest);
  }

  #moveTraded(shares: number, cost: number): void {
    this.traded = (this.traded + shares) as Shares;
    this.cost = (this.cost + cost) as Usd;
  }

  #moveSettled(shares: number, cost: number): void {
    this.settled = (this.settled + shares) as Shares;
    this.#settledCost = (this.#settledCost + cost) as Usd;
  }
}

/** The position in a token; one that was not there yet is a new one, of nothing. */
export function positionIn(positions: Map<TokenIndex, Position>, token: TokenIndex): Position {
  let position = positions.get(token);
  if (position === undefined) {
    position = new Position();
    positions.set(token, position);
  }
  return position;
}

/** Shares that come or go, and the dollars for them. */
type Moved = Pick<Fill, 'side' | 'size' | 'amount' | 'fee'>;

function cashOf(fill: Moved): Usd {
  return (fill.side === 'buy' ? -fill.amount - fill.fee : fill.amount - fill.fee) as Usd;
}

function signedSize(fill: Moved): number {
  return fill.side === 'buy' ? fill.size : -fill.size;
}
