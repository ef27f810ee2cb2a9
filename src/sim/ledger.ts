import type { Fill } from '../domain/fill.ts';
import { type MarketIndex, marketOf, type TokenIndex } from '../domain/ids.ts';
import { NO_USD, type Shares, type Usd } from '../domain/units.ts';
import { withRoom } from '../domain/with-room.ts';

/**
 * The other side of every account's book-keeping, so that no dollar and no share appears or
 * disappears: what the recorded market paid and got, fees, and the collateral of pairs that
 * accounts of the simulation minted with each other.
 */
export class Ledger {
  /** Net dollars that went to the recorded market; negative when it paid. */
  recordedCash: Usd = NO_USD;
  /** Fees collected by the venue. */
  fees: Usd = NO_USD;
  /** What splits and merges cost. */
  gas: Usd = NO_USD;
  #recordedShares = new Float64Array();
  #locked = new Float64Array();

  /** Makes room for so many markets. */
  grow(markets: number): void {
    this.#recordedShares = withRoom(this.#recordedShares, 2 * markets);
    this.#locked = withRoom(this.#locked, markets);
  }

  /** Net shares of a token that went to the recorded market; negative when it gave them. */
  recordedShares(token: TokenIndex): Shares {
    return (this.#recordedShares[token] ?? 0) as Shares;
  }

  /** A dollar for each pair minted here less pairs merged here; may be negative. */
  locked(market: MarketIndex): Usd {
    return (this.#locked[market] ?? 0) as Usd;
  }

  /** The same over all markets. */
  get totalLocked(): Usd {
    return this.#locked.reduce((sum, usd) => sum + usd, 0) as Usd;
  }

  /** An account holds shares from before: the recorded market gave them. */
  adopt(token: TokenIndex, shares: Shares): void {
    this.#recordedShares[token] = this.recordedShares(token) - shares;
  }

  /** One of our orders traded with the recorded market. */
  againstRecorded(fill: Fill): void {
    const sign = fill.side === 'buy' ? 1 : -1;
    this.recordedCash = (this.recordedCash + sign * fill.amount) as Usd;
    this.#recordedShares[fill.token] = this.recordedShares(fill.token) - sign * fill.size;
  }

  /**
   * A fill against the recording failed on chain: `returned` dollars, its fee apart, went back to
   * the account; negative for a sale.
   */
  undoRecorded(fill: Fill, returned: Usd): void {
    const sign = fill.side === 'buy' ? 1 : -1;
    this.recordedCash = (this.recordedCash - returned) as Usd;
    this.#recordedShares[fill.token] = this.recordedShares(fill.token) + sign * fill.size;
  }

  /** Negative where a fee is given back. */
  collect(fee: Usd): void {
    this.fees = (this.fees + fee) as Usd;
  }

  burn(gas: Usd): void {
    this.gas = (this.gas + gas) as Usd;
  }

  /** Two buyers made pairs, or one account split: dollars become collateral. Negative: merged. */
  lock(market: MarketIndex, pairs: number): void {
    this.#locked[market] = this.locked(market) + pairs;
  }

  /** Accounts were paid `paid`: the collateral pays, the recorded market bears the difference. */
  resolve(market: MarketIndex, paid: Usd): void {
    this.recordedCash = (this.recordedCash + this.locked(market) - paid) as Usd;
    this.#locked[market] = 0;
    this.#recordedShares[2 * market] = 0;
    this.#recordedShares[2 * market + 1] = 0;
  }

  /** Net shares of a token outside the recorded market must be `locked - recordedShares`. */
  sharesOutside(token: TokenIndex): Shares {
    return (this.locked(marketOf(token)) - this.recordedShares(token)) as Shares;
  }
}
