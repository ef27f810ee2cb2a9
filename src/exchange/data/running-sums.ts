import { mulDiv, NO_SHARES, notional, type Shares, type Usd } from '../../domain/units.ts';
import type { TradePart } from '../venue/trade-record.ts';

/** A wallet's dealings in one token as they stand now. Fees stand apart from prices. */
export type Held = {
  /** Bought less sold, as if no resolution had paid for them. */
  readonly size: Shares;
  /** Paid for these, at the average. */
  readonly cost: Usd;
  /** Fees of all its trades. */
  readonly fees: Usd;
  /** Of those in which it bought. */
  readonly buyFees: Usd;
  /** Over its whole life. */
  readonly bought: Shares;
  readonly boughtFor: Usd;
  /** With what it sold. */
  readonly dealt: Shares;
  readonly dealtFor: Usd;
  /** Of what was sold. */
  readonly realized: Usd;
};

/** Sums of fills that come one by one: asking costs the same however many there were. */
export class RunningSums {
  #size = 0;
  #cost = 0;
  #fees = 0;
  #buyFees = 0;
  #bought = 0;
  #boughtFor = 0;
  #dealt = 0;
  #dealtFor = 0;
  #realized = 0;

  add(part: TradePart): void {
    const amount = amountOf(part);
    this.#fees += part.fee;
    this.#dealt += part.size;
    this.#dealtFor += amount;
    if (part.side === 'buy') {
      this.#buyFees += part.fee;
      this.#size += part.size;
      this.#cost += amount;
      this.#bought += part.size;
      this.#boughtFor += amount;
      return;
    }
    const size = this.#size;
    const sold = size === 0 ? 0 : mulDiv(this.#cost, Math.min(part.size, size), size, 'halfEven');
    this.#size -= part.size;
    this.#cost -= sold;
    this.#realized += amount - sold;
  }

  held(): Held {
    return {
      size: Math.max(this.#size, NO_SHARES) as Shares,
      cost: this.#cost as Usd,
      fees: this.#fees as Usd,
      buyFees: this.#buyFees as Usd,
      bought: this.#bought as Shares,
      boughtFor: this.#boughtFor as Usd,
      dealt: this.#dealt as Shares,
      dealtFor: this.#dealtFor as Usd,
      realized: this.#realized as Usd,
    };
  }
}

/** Cost or proceeds, without the fee. */
export function amountOf({ size, price }: Pick<TradePart, 'size' | 'price'>): Usd {
  return notional(size, price, 'halfEven');
}
