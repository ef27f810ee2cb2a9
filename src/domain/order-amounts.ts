import { InvariantError } from './invariant.ts';
import type { Side } from './side.ts';
import type { TickSize } from './tick.ts';
import { mulDiv, notional, type Price, SCALE, type Shares, type Usd } from './units.ts';

/** What an order gives and gets, at 1e-6: the two numbers that stand for price and size. */
export type Amounts = { readonly makerAmount: number; readonly takerAmount: number };

/**
 * By tick, the step of the shares that a market buy asks for: 3 decimals for a tick of 0.1, 4 for
 * 0.01, 5 for 0.005 and 0.001, 6 for 0.0025 and 0.0001. Venue client 1.1.0's table, read 2026-11.
 */
const SHARE_STEPS: ReadonlyMap<number, number> = new Map([
  [100_000, 1_000],
  [10_000, 100],
  [5_000, 10],
  [2_500, 1],
  [1_000, 10],
  [100, 1],
]);

/**
 * Of an order of so many shares at a price; market sales too. Sizes have two decimals and a price
 * has four at most, so their product has six at most: nothing is rounded, whatever the direction.
 */
export function limitAmounts(side: Side, price: Price, size: Shares): Amounts {
  return amountsOf(side, size, notional(size, price, 'down'));
}

/**
 * Of a buy for so many dollars at `price` or better: the shares are cut to the tick's step. The
 * venue's client first rounds them up four decimals further, against the errors of its floats; a
 * quotient by a price on the grid is never so near to the next step that this would matter.
 */
export function marketBuyAmounts(spend: Usd, price: Price, tick: TickSize): Amounts {
  const step = shareStep(tick);
  const shares = mulDiv(spend, SCALE / step, price, 'down') * step;
  return amountsOf('buy', shares as Shares, spend);
}

/**
 * The step of the shares that a market buy asks for, at 1e-6.
 * @throws InvariantError when the venue has no such tick size.
 */
export function shareStep(tick: TickSize): number {
  const step = SHARE_STEPS.get(tick);
  if (step === undefined) throw new InvariantError(`${tick} is no tick size of the venue`);
  return step;
}

function amountsOf(side: Side, shares: Shares, dollars: Usd): Amounts {
  return side === 'buy'
    ? { makerAmount: dollars, takerAmount: shares }
    : { makerAmount: shares, takerAmount: dollars };
}

/** What amounts say. */
export type Decoded = {
  readonly size: Shares;
  readonly dollars: Usd;
  /** Dollars by shares, rounded down to 1e-6. */
  readonly price: Price;
  /** Whether nothing had to be rounded. */
  readonly isExact: boolean;
};

/** Undefined when there are no shares, or more dollars than shares: that is no price. */
export function decodeAmounts(side: Side, amounts: Amounts): Decoded | undefined {
  const { makerAmount, takerAmount } = amounts;
  const [dollars, size] = side === 'buy' ? [makerAmount, takerAmount] : [takerAmount, makerAmount];
  if (!(size > 0 && dollars >= 0 && dollars <= size)) return undefined;
  const price = mulDiv(dollars, SCALE, size, 'down');
  const isExact = price === mulDiv(dollars, SCALE, size, 'up');
  return { size: size as Shares, dollars: dollars as Usd, price: price as Price, isExact };
}
