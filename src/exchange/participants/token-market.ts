import { type Outcome, type TokenIndex, tokenIndex } from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import { opposite, type Side } from '../../domain/side.ts';
import { type Price, SCALE, type Shares } from '../../domain/units.ts';
import { canonicalPrice, canonicalSide } from '../../sim/canonical.ts';
import type { Floor, FloorMarket } from './floor.ts';

export const SHARE = SCALE;

/** One token of a market, its prices in its own terms: the floor tells those of the first only. */
export class TokenMarket {
  readonly token: TokenIndex;
  readonly #floor: Floor;
  readonly #market: FloorMarket;
  readonly #outcome: Outcome;

  constructor(floor: Floor, market: FloorMarket, outcome: Outcome) {
    this.token = tokenIndex(market.index, outcome);
    this.#floor = floor;
    this.#market = market;
    this.#outcome = outcome;
  }

  /** What an order of this side would meet first; undefined where nobody stands. */
  bestFor(side: Side): Price | undefined {
    const met = opposite(canonicalSide(this.#outcome, side));
    const best = this.#floor.best(this.#market.index, met);
    return best === undefined ? undefined : canonicalPrice(this.#outcome, best);
  }

  /** Shares that such an order would meet at its best price. */
  sizeFor(side: Side, price: Price): Shares {
    const met = opposite(canonicalSide(this.#outcome, side));
    return this.#floor.sizeAt(this.#market.index, met, canonicalPrice(this.#outcome, price));
  }

  /** So many ticks from a price, kept within the prices at which orders can rest. */
  step(price: Price, ticks: number): Price {
    const { tick } = this.#market;
    return Math.min(Math.max(price + ticks * tick, tick), SCALE - tick) as Price;
  }
}

/** An order that takes what it can at once. */
export function taking(side: Side, price: Price, size: Shares): LimitTerms {
  return { side, price, size, timeInForce: 'FAK', postOnly: false, expiresAt: undefined };
}

/** An order that only ever rests. */
export function resting(side: Side, price: Price, size: Shares): LimitTerms {
  return { side, price, size, timeInForce: 'GTC', postOnly: true, expiresAt: undefined };
}
