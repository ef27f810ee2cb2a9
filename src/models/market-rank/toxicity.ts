import type { Shares } from '../../domain/units.ts';

/** Below so many fills nothing is said of a market. */
const LEAST_FILLS = 5;
/** A fill counts half as much once so many came after it. */
const HALF_LIFE = 50;
const KEEP = 0.5 ** (1 / HALF_LIFE);

/** How far the midpoint went against the fills of a market; what was lately counts most. */
export class Toxicity {
  #fills = 0;
  #shares = 0;
  #dollars = 0;

  /** `loss`: dollars per share by which the midpoint went against a fill of so many shares. */
  hear(loss: number, shares: Shares): void {
    this.#fills++;
    this.#shares = this.#shares * KEEP + shares;
    this.#dollars = this.#dollars * KEEP + loss * shares;
  }

  /** Dollars per share; undefined: too few fills. */
  get perShare(): number | undefined {
    return this.#fills < LEAST_FILLS ? undefined : this.#dollars / this.#shares;
  }
}
