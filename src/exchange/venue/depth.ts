import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { NO_SHARES, type Price, type Shares } from '../../domain/units.ts';
import type { SimMarket } from '../../sim/sim-market.ts';

/** A level of the first outcome's book and its new total; 0 where it is gone. */
export type DepthChange = {
  readonly side: BookSide;
  readonly price: Price;
  readonly size: Shares;
};

/** The book of a market as it was last told: that of the first outcome. */
export class Depth {
  readonly #sides: readonly [Map<Price, Shares>, Map<Price, Shares>] = [new Map(), new Map()];

  /** Levels of a side, best first. */
  levels(side: BookSide): readonly (readonly [Price, Shares])[] {
    const levels = [...this.#sides[side]];
    return levels.sort(([a], [b]) => (side === BID ? b - a : a - b));
  }

  best(side: BookSide): Price | undefined {
    let best: Price | undefined;
    for (const price of this.#sides[side].keys()) {
      if (best === undefined || (side === BID ? price > best : price < best)) best = price;
    }
    return best;
  }

  sizeAt(side: BookSide, price: Price): Shares {
    return this.#sides[side].get(price) ?? NO_SHARES;
  }

  /** Takes over what the market shows now; returns what is new. */
  follow(market: SimMarket): DepthChange[] {
    const changes: DepthChange[] = [];
    this.#followSide(market, BID, changes);
    this.#followSide(market, ASK, changes);
    return changes;
  }

  /** Nothing is shown any more. */
  clear(): void {
    for (const side of this.#sides) side.clear();
  }

  #followSide(market: SimMarket, side: BookSide, changes: DepthChange[]): void {
    const told = this.#sides[side];
    let seen = 0;
    let price = market.depthBehind(side, undefined);
    while (price !== undefined) {
      const size = market.depthAt(side, price);
      // A level of unknown size can be told to nobody: the protocol has no word for it.
      if (size > 0) {
        const before = told.get(price);
        if (before !== undefined) seen++;
        if (before !== size) changes.push({ side, price, size });
      }
      price = market.depthBehind(side, price);
    }
    if (seen < told.size) dropGone(market, side, told, changes);
    for (const change of changes) if (change.side === side) set(told, change);
  }
}

function dropGone(
  market: SimMarket,
  side: BookSide,
  told: ReadonlyMap<Price, Shares>,
  changes: DepthChange[],
): void {
  for (const price of told.keys()) {
    if (market.depthAt(side, price) <= 0) changes.push({ side, price, size: NO_SHARES });
  }
}

function set(told: Map<Price, Shares>, { price, size }: DepthChange): void {
  if (size === 0) told.delete(price);
  else told.set(price, size);
}
