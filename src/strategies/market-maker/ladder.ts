import { ASK, BID, type BookSide } from '../../domain/side.ts';

/** One side of a ladder; level 0 is the nearest to the other side. */
export type Rungs = {
  /** Of the first outcome, in price units: whole and on the tick once `restOnGrid` is through. */
  readonly prices: Float64Array;
  /** In share units; 0: nothing is to rest there. */
  readonly sizes: Float64Array;
  /** 1 where held shares are to be sold, 0 where the other outcome is to be bid for. */
  readonly sells: Uint8Array;
  /** Why the side has less than was asked for; undefined: it has all of it. */
  limit: string | undefined;
};

/**
 * What we wish to rest in one market: desired quotes on some levels of both sides, in the first
 * outcome's terms. The stages change it in place, one after the other; one serves all markets.
 */
export class Ladder {
  readonly levels: number;
  /** What a share is worth to us, price units: distances are from here. */
  reservation = Number.NaN;
  readonly #sides: readonly [Rungs, Rungs];

  constructor(levels: number) {
    this.levels = levels;
    this.#sides = [rungs(levels), rungs(levels)];
  }

  get bids(): Rungs {
    return this.#sides[BID];
  }

  get asks(): Rungs {
    return this.#sides[ASK];
  }

  side(side: BookSide): Rungs {
    return this.#sides[side];
  }

  /** All prices so many times as far from the reservation price. */
  widen(factor: number): void {
    if (factor === 1) return;
    for (const { prices } of this.#sides) {
      for (let level = 0; level < this.levels; level++) {
        prices[level] = this.reservation + ((prices[level] as number) - this.reservation) * factor;
      }
    }
  }
}

function rungs(levels: number): Rungs {
  return {
    prices: new Float64Array(levels),
    sizes: new Float64Array(levels),
    sells: new Uint8Array(levels),
    limit: undefined,
  };
}
