import type { Shares } from '../../domain/units.ts';
import { isCount, isNumbers } from '../saved.ts';

/** Below so many fills nothing is said of a market. */
const LEAST_FILLS = 5;
/** A fill counts half as much once so many came after it. */
const HALF_LIFE = 50;
const KEEP = 0.5 ** (1 / HALF_LIFE);

/** Fills in all; shares and dollars as they count now. */
export type SavedToxicity = readonly [fills: number, shares: number, dollars: number];

export function isSavedToxicity(one: unknown): one is SavedToxicity {
  return isNumbers(one, 3) && isCount(one[0]) && (one[1] as number) >= 0;
}

/** How far the midpoint went against the fills of a market; what was lately counts most. */
export class Toxicity {
  #fills = 0;
  #shares = 0;
  #dollars = 0;

  static from([fills, shares, dollars]: SavedToxicity): Toxicity {
    const toxicity = new Toxicity();
    toxicity.#fills = fills;
    toxicity.#shares = shares;
    toxicity.#dollars = dollars;
    return toxicity;
  }

  save(): SavedToxicity {
    return [this.#fills, this.#shares, this.#dollars];
  }

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
