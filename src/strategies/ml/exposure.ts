import { mulDiv, SCALE, type Usd } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';

/** What the strategy has out: shares that are not paid yet and orders under way, at cost. */
export class Exposure {
  /** Dollars at cost that are in neither. */
  readonly #free: number;
  readonly #out: number;

  constructor({ available, outlay, pending }: Pick<View, 'available' | 'outlay' | 'pending'>) {
    this.#free = available;
    this.#out = outlay + pending;
  }

  /** Of all that the account is worth at cost; all of it, where that is nothing. */
  get share(): number {
    const worth = this.#free + this.#out;
    return worth <= 0 ? 1 : this.#out / worth;
  }

  /** Dollars that may be staked: a fraction of the cash, up to the most that may be out. */
  stake(fraction: number, most: number): Usd {
    const limit = mulDiv(this.#free + this.#out, millionths(most), SCALE, 'down');
    const wanted = mulDiv(this.#free, millionths(fraction), SCALE, 'down');
    return Math.max(0, Math.min(wanted, limit - this.#out)) as Usd;
  }
}

/** Rounded down, so that nothing is staked that was not asked for. */
function millionths(share: number): number {
  return Math.floor(share * SCALE);
}
