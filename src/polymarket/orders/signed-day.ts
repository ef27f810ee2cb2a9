import { invariant } from '../../domain/invariant.ts';
import { MICROS_PER_SECOND, NO_USD, type Timestamp, type Usd } from '../../domain/units.ts';

const DAY = 24 * 60 * 60 * MICROS_PER_SECOND;

/** Dollars of all orders that were signed on the last UTC day on which any was. */
export class SignedDay {
  #day = Number.NEGATIVE_INFINITY;
  #worth: Usd = NO_USD;

  /** Nothing on a later day. A clock that is set back gives no day a second time. */
  worthAt(now: Timestamp): Usd {
    return dayOf(now) > this.#day ? NO_USD : this.#worth;
  }

  /** @throws InvariantError at what is no number: compared with a limit it would always pass. */
  set(at: Timestamp, worth: Usd): void {
    const isCounted = Number.isSafeInteger(at) && Number.isSafeInteger(worth) && worth >= 0;
    invariant(isCounted, `${worth} dollars at ${at} are no count of a day`);
    this.#day = Math.max(this.#day, dayOf(at));
    this.#worth = worth;
  }
}

function dayOf(at: Timestamp): number {
  return Math.floor(at / DAY);
}
