import type { ChangeSets } from './command.ts';
import { dearestFee, type FeeSchedule } from './fee.ts';
import type { Fill } from './fill.ts';
import {
  type ClientOrderId,
  complementOf,
  type MarketIndex,
  marketOf,
  type Outcome,
  type TokenIndex,
  tokenIndex,
} from './ids.ts';
import { InvariantError } from './invariant.ts';
import type { OrderTerms } from './order.ts';
import { type Position, positionIn } from './position.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';
import { SetHolds } from './set-holds.ts';
import { legsOf } from './set-legs.ts';
import type { SettlementEventKind } from './settlement.ts';
import {
  formatDecimal,
  mulDiv,
  NO_SHARES,
  NO_USD,
  notional,
  type Price,
  type Shares,
  type Usd,
} from './units.ts';
import { type HeldFacts, UnlistedHolds } from './unlisted-holds.ts';
import { lossWhere } from './worst-case.ts';

/** What an open order holds back: dollars for a buy, shares for a sale. */
type Reservation = { readonly token: TokenIndex; usd: Usd; shares: Shares; size: Shares };

/**
 * The money and the shares of one wallet. An open order reserves the most that it can use, so that
 * no two orders are sent on the same dollar. The engine and the simulated exchange each keep one.
 */
export class Account {
  #cash: Usd;
  #reserved: Usd = NO_USD;
  #exposure: Usd = NO_USD;
  readonly #positions = new Map<TokenIndex, Position>();
  readonly #reservedShares = new Map<TokenIndex, Shares>();
  readonly #reservedUsd = new Map<TokenIndex, Usd>();
  readonly #reservations = new Map<ClientOrderId, Reservation>();
  readonly #active = new Set<MarketIndex>();
  readonly #sets = new SetHolds();
  /** What is held of markets that are not known yet. */
  readonly unlisted = new UnlistedHolds();

  constructor(cash: Usd) {
    this.#cash = cash;
  }

  /** All dollars, reserved or not. */
  get cash(): Usd {
    return this.#cash;
  }

  get reserved(): Usd {
    return (this.#reserved + this.#sets.dollars) as Usd;
  }

  /** What a new buy may use. */
  get available(): Usd {
    return (this.#cash - this.reserved) as Usd;
  }

  /** What an open order may still cost; 0: it holds nothing back. */
  reservedBy(id: ClientOrderId): Usd {
    return this.#reservations.get(id)?.usd ?? NO_USD;
  }

  /** Orders that hold something back: in flight or open. */
  get openOrders(): number {
    return this.#reservations.size;
  }

  /**
   * The most that can be lost: if every market ends worst, each for itself. What is won for sure in
   * one is not held against what another may lose.
   */
  get exposure(): Usd {
    return this.#exposure;
  }

  /** What can be lost in one market: {@link lossIf} of its worse outcome; negative: it is won. */
  exposureIn(market: MarketIndex): Usd {
    return Math.max(this.lossIf(market, 0), this.lossIf(market, 1)) as Usd;
  }

  /**
   * What is lost at worst in a market where an outcome wins, open orders and fills that are not
   * settled going the worse way. Negative: something is won in any case. `offered`, `bid`: as if so
   * many more shares of it were offered, and so many more dollars bid for the other one.
   */
  lossIf(market: MarketIndex, outcome: Outcome, offered = NO_SHARES, bid = NO_USD): Usd {
    const winner = tokenIndex(market, outcome);
    const loser = complementOf(winner);
    return lossWhere({
      winner: this.#positions.get(winner),
      loser: this.#positions.get(loser),
      offered: (offered + (this.#reservedShares.get(winner) ?? 0)) as Shares,
      bid: (bid + (this.#reservedUsd.get(loser) ?? 0)) as Usd,
    });
  }

  /** Markets in which something is held or asked for, or the chain may still take a sale back. */
  get activeMarkets(): ReadonlySet<MarketIndex> {
    return this.#active;
  }

  /** The position in a token, or undefined when none was ever held. */
  position(token: TokenIndex): Position | undefined {
    return this.#positions.get(token);
  }

  /** In order of first fill: deterministic. */
  positions(): IterableIterator<[TokenIndex, Position]> {
    return this.#positions.entries();
  }

  /** Settled shares that no open sale and no merge has reserved. */
  sellable(token: TokenIndex): Shares {
    const settled = this.#positions.get(token)?.settled ?? NO_SHARES;
    const merging = this.#sets.of('merge', marketOf(token));
    return (settled - (this.#reservedShares.get(token) ?? NO_SHARES) - merging) as Shares;
  }

  /** The most a buy can cost: its limit price and the taker fee on all of it, rounded up. */
  static costOf(terms: OrderTerms, fee: FeeSchedule): Usd {
    const fees = terms.postOnly ? NO_USD : dearestFee(fee, terms.size, terms.price);
    return (notional(terms.size, terms.price, 'up') + fees) as Usd;
  }

  /**
   * Holds back what the order can use. Refuses with not_enough_cash or not_enough_shares.
   * @throws InvariantError when the order has reserved before.
   */
  reserve(id: ClientOrderId, terms: OrderTerms, fee: FeeSchedule): Result<void> {
    if (this.#reservations.has(id)) throw new InvariantError(`order ${id} has reserved already`);
    if (terms.side === 'buy') {
      const usd = Account.costOf(terms, fee);
      if (usd > this.available) {
        return refuse(
          'not_enough_cash',
          `needs ${formatDecimal(usd)} dollars, ${formatDecimal(this.available)} are free`,
        );
      }
      const before = this.#atRisk(marketOf(terms.token));
      this.#addReservedUsd(terms.token, usd);
      this.#exposureMoved(terms.token, before);
      this.#reservations.set(id, { token: terms.token, usd, shares: NO_SHARES, size: terms.size });
      return ok(undefined);
    }
    const free = this.sellable(terms.token);
    if (terms.size > free) {
      return refuse(
        'not_enough_shares',
        `needs ${formatDecimal(terms.size)} shares, ${formatDecimal(free)} settled ones are free`,
      );
    }
    const before = this.#atRisk(marketOf(terms.token));
    this.#addReservedShares(terms.token, terms.size);
    this.#exposureMoved(terms.token, before);
    this.#reservations.set(id, {
      token: terms.token,
      usd: NO_USD,
      shares: terms.size,
      size: terms.size,
    });
    return ok(undefined);
  }

  /** Gives back whatever the order still holds; harmless when it holds nothing. */
  release(id: ClientOrderId): void {
    const held = this.#reservations.get(id);
    if (held === undefined) return;
    const before = this.#atRisk(marketOf(held.token));
    this.#free(id, held);
    this.#exposureMoved(held.token, before);
  }

  /**
   * Holds back what a split or merge uses: dollars and gas, or shares of both outcomes, whose gas
   * comes out of the dollars they bring. Refuses with not_enough_cash, not_enough_shares or
   * less_than_gas.
   * @throws InvariantError when it is under way already.
   */
  reserveSets(change: ChangeSets, gas: Usd): Result<void> {
    const refusal =
      change.direction === 'split'
        ? this.#refuseSplit(change.shares + gas)
        : this.#refuseMerge(change, gas);
    if (refusal !== undefined) return refusal;
    this.#sets.add(change, gas);
    return ok(undefined);
  }

  /** Gives back what a split or merge still holds; harmless when it holds nothing. */
  releaseSets(id: ClientOrderId): void {
    this.#sets.release(id);
  }

  /** Books a split or merge that is done: shares of both outcomes come or go, gas is paid. */
  changeSets(change: ChangeSets, gas: Usd): void {
    this.#sets.release(change.id);
    const before = this.#atRisk(change.market);
    const legs = legsOf(change, gas);
    for (const leg of legs) {
      this.#cash = (this.#cash + positionIn(this.#positions, leg.token).change(leg)) as Usd;
    }
    this.#exposureMoved(legs[0].token, before);
  }

  /** More is held, or less, of markets that are not known yet: all that it cost can be lost. */
  holdUnlisted(change: Usd, facts?: HeldFacts): void {
    this.unlisted.add(change, facts);
    this.#exposure = (this.#exposure + change) as Usd;
  }

  /** Shares held from an earlier run; the cash that they cost is gone already. */
  open(token: TokenIndex, shares: Shares, cost: Usd): void {
    const before = this.#atRisk(marketOf(token));
    positionIn(this.#positions, token).open(shares, cost);
    this.#exposureMoved(token, before);
  }

  /**
   * Books a fill: cash moves, the position changes, the order's reservation shrinks in proportion
   * and vanishes with its last share.
   */
  fill(fill: Fill): void {
    const before = this.#atRisk(marketOf(fill.token));
    this.#shrink(fill);
    this.#cash = (this.#cash + positionIn(this.#positions, fill.token).apply(fill)) as Usd;
    this.#exposureMoved(fill.token, before);
  }

  /** Books what the chain said of a fill; a failed one gives its cash back. Repeats are free. */
  settle(fill: Fill, event: SettlementEventKind): void {
    const before = this.#atRisk(marketOf(fill.token));
    this.#cash = (this.#cash + positionIn(this.#positions, fill.token).settle(fill, event)) as Usd;
    this.#exposureMoved(fill.token, before);
  }

  /** The token's market is decided: shares turn into dollars. Returns what was paid. */
  resolve(token: TokenIndex, payout: Price): Usd {
    const before = this.#atRisk(marketOf(token));
    const paid = this.#positions.get(token)?.resolve(payout) ?? NO_USD;
    this.#exposureMoved(token, before);
    this.#cash = (this.#cash + paid) as Usd;
    return paid;
  }

  #refuseSplit(usd: number): Refusal | undefined {
    if (usd <= this.available) return undefined;
    return refuse(
      'not_enough_cash',
      `needs ${formatDecimal(usd)} dollars with its gas, ${formatDecimal(this.available)} are free`,
    );
  }

  #refuseMerge({ market, shares }: ChangeSets, gas: Usd): Refusal | undefined {
    const first = tokenIndex(market, 0);
    const free = Math.min(this.sellable(first), this.sellable(complementOf(first)));
    if (shares > free) {
      return refuse(
        'not_enough_shares',
        `needs ${formatDecimal(shares)} shares of both outcomes, ${formatDecimal(free)} are free`,
      );
    }
    if (shares > gas) return undefined;
    return refuse(
      'less_than_gas',
      `brings ${formatDecimal(shares)} dollars, its gas costs ${formatDecimal(gas)}`,
    );
  }

  #shrink(fill: Fill): void {
    const held = this.#reservations.get(fill.order);
    if (held === undefined) return;
    if (fill.size >= held.size) {
      this.#free(fill.order, held);
      return;
    }
    // Rounded down, so that what is kept covers the rest of the order but for the rounding of its
    // further fills (at most 11 units each).
    const usd = mulDiv(held.usd, fill.size, held.size, 'down') as Usd;
    const shares = (held.shares === 0 ? 0 : fill.size) as Shares;
    held.usd = (held.usd - usd) as Usd;
    held.shares = (held.shares - shares) as Shares;
    held.size = (held.size - fill.size) as Shares;
    this.#addReservedUsd(held.token, -usd as Usd);
    this.#addReservedShares(held.token, -shares as Shares);
  }

  #free(id: ClientOrderId, held: Reservation): void {
    this.#addReservedUsd(held.token, -held.usd as Usd);
    this.#addReservedShares(held.token, -held.shares as Shares);
    this.#reservations.delete(id);
  }

  #atRisk(market: MarketIndex): Usd {
    return Math.max(0, this.exposureIn(market)) as Usd;
  }

  #exposureMoved(token: TokenIndex, before: Usd): void {
    const market = marketOf(token);
    this.#exposure = (this.#exposure + this.#atRisk(market) - before) as Usd;
    if (this.#isAtStake(token) || this.#isAtStake(complementOf(token))) this.#active.add(market);
    else this.#active.delete(market);
  }

  #isAtStake(token: TokenIndex): boolean {
    return (
      this.#positions.get(token)?.isAtStake === true ||
      (this.#reservedUsd.get(token) ?? 0) !== 0 ||
      (this.#reservedShares.get(token) ?? 0) !== 0
    );
  }

  #addReservedUsd(token: TokenIndex, change: Usd): void {
    this.#reserved = (this.#reserved + change) as Usd;
    this.#reservedUsd.set(token, ((this.#reservedUsd.get(token) ?? NO_USD) + change) as Usd);
  }

  #addReservedShares(token: TokenIndex, change: Shares): void {
    const reserved = this.#reservedShares.get(token) ?? NO_SHARES;
    this.#reservedShares.set(token, (reserved + change) as Shares);
  }
}
