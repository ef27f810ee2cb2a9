import type { Outcome } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Side } from '../../domain/side.ts';
import { complement, type Price, SCALE, type Shares } from '../../domain/units.ts';

/** An order that should rest, in its own token's terms. */
export type Quote = {
  readonly outcome: Outcome;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
};

export type QuoteShape = {
  /** From the middle to the best quote, in price units, before rounding outward to the tick. */
  readonly halfSpread: number;
  /** Prices on each side, a tick apart. */
  readonly levels: number;
  /** Shares at the best price; each further level has so many more. */
  readonly size: Shares;
  /** How far the middle gives way for each share held of one outcome over the other. */
  readonly skewPerShare: number;
  /** With so many more of one outcome, nothing is quoted that would add to it. */
  readonly mostShares: Shares;
};

/** So many best quotes' worth of pairs is kept: fresh shares cannot be sold before they settle. */
const CUSHION = 5;

/** What a maker holds of the two outcomes. */
export type Holding = { readonly first: Shares; readonly second: Shares };

/**
 * Where a maker wants to stand: bids for the first outcome below its worth, bids for the second
 * below the rest of the dollar, which is the same as asking for the first. Where it holds pairs of
 * both beyond a cushion, it sells out of these instead of buying more.
 */
export function quotePlan(
  shape: QuoteShape,
  fair: Price,
  tick: Price,
  { first, second }: Holding,
): Quote[] {
  const net = first - second;
  const middle = fair - (net / SCALE) * shape.skewPerShare;
  const highest = SCALE - tick;
  const bid = within(floorTo(middle - shape.halfSpread, tick), tick, highest - tick);
  const ask = within(-floorTo(-(middle + shape.halfSpread), tick), bid + tick, highest);
  invariant(bid < ask, `a maker crosses itself at ${bid} and ${ask}`);
  const quotes: Quote[] = [];
  let pairs = Math.min(first, second) - CUSHION * shape.size;
  for (let level = 0; level < shape.levels; level++) {
    const size = (shape.size * (level + 1)) as Shares;
    const sells = pairs >= size;
    if (sells) pairs -= size;
    const low = bid - level * tick;
    const high = ask + level * tick;
    if (low >= tick && net < shape.mostShares) quotes.push(below(low as Price, size, sells));
    if (high <= highest && net > -shape.mostShares) {
      quotes.push(above(high as Price, size, sells));
    }
  }
  return quotes;
}

/** A bid for the first outcome, or the sale of the second that amounts to it. */
function below(price: Price, size: Shares, sells: boolean): Quote {
  return sells
    ? { outcome: 1, side: 'sell', price: complement(price), size }
    : { outcome: 0, side: 'buy', price, size };
}

function above(price: Price, size: Shares, sells: boolean): Quote {
  return sells
    ? { outcome: 0, side: 'sell', price, size }
    : { outcome: 1, side: 'buy', price: complement(price), size };
}

function floorTo(price: number, tick: number): number {
  return Math.floor(price / tick) * tick;
}

function within(price: number, low: number, high: number): number {
  return Math.min(Math.max(price, low), high);
}
