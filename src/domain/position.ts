import type { Fill } from './fill.ts';
import { invariant } from './invariant.ts';
import type { SettlementEventKind } from './settlement.ts';
import { mulDiv, NO_SHARES, NO_USD, type Price, SCALE, type Shares, type Usd } from './units.ts';

/** Net shares of one token, and what they cost. */
export class Position {
  /** Shares by fills, settled or not. */
  traded: Shares = NO_SHARES;
  /** Of those, what the chain has confirmed: only these can be sold safely. */
  settled: Shares = NO_SHARES;
  /** What the traded shares cost, fees included. */
  cost: Usd = NO_USD;
  /** Profit and loss of shares sold or resolved, after fees. */
  realized: Usd = NO_USD;

  /** Average entry in price units, fees included; undefined without shares. */
  get averageEntry(): Price | undefined {
    if (this.traded <= 0) return undefined;
    return mulDiv(this.cost, SCALE, this.traded, 'halfEven') as Price;
  }

  /** Books a fill as traded; `settled` follows when the chain says so. */
  apply(fill: Fill): void {
    if (fill.side === 'buy') {
      this.traded = (this.traded + fill.size) as Shares;
      this.cost = (this.cost + fill.amount + fill.fee) as Usd;
      return;
    }
    invariant(fill.size <= this.traded, `sold ${fill.size} of ${this.traded} shares held`);
    const cost = mulDiv(this.cost, fill.size, this.traded, 'halfEven') as Usd;
    this.traded = (this.traded - fill.size) as Shares;
    this.cost = (this.cost - cost) as Usd;
    this.realized = (this.realized + fill.amount - fill.fee - cost) as Usd;
  }

  /** Follows the chain: a confirmed buy becomes sellable, a failed fill is taken back. */
  settle(fill: Fill, event: SettlementEventKind): void {
    if (event === 'confirmed') {
      const signed = fill.side === 'buy' ? fill.size : -fill.size;
      this.settled = (this.settled + signed) as Shares;
    } else if (event === 'failed') {
      this.#reverse(fill);
    }
  }

  /** The market is decided: every share pays `payout`. Returns the dollars paid. */
  resolve(payout: Price): Usd {
    const paid = mulDiv(this.traded, payout, SCALE, 'down') as Usd;
    this.realized = (this.realized + paid - this.cost) as Usd;
    this.traded = NO_SHARES;
    this.settled = NO_SHARES;
    this.cost = NO_USD;
    return paid;
  }

  #reverse(fill: Fill): void {
    if (fill.side === 'buy') {
      // Shares of a failed buy can have been sold meanwhile only if the gate let unsettled shares
      // go; it does not, so they are still here.
      invariant(fill.size <= this.traded, `failed buy of ${fill.size}, only ${this.traded} held`);
      this.traded = (this.traded - fill.size) as Shares;
      this.cost = (this.cost - fill.amount - fill.fee) as Usd;
    } else {
      // The shares come back at what they fetched: the realized profit of the sale is undone.
      const back = (fill.amount - fill.fee) as Usd;
      this.traded = (this.traded + fill.size) as Shares;
      this.cost = (this.cost + back) as Usd;
    }
  }
}
