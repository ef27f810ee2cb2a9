import { productError } from './exact-product.ts';
import { InvariantError, invariant } from './invariant.ts';
import { ok, type Result, refuse } from './result.ts';

/** Units per whole: prices, shares and dollars are integers at 1e-6, as on chain. */
export const SCALE = 1_000_000;

declare const unit: unique symbol;

/** Dollars per share, integer at 1e-6, in [0, 1_000_000]. */
export type Price = number & { readonly [unit]: 'price' };
/** Outcome tokens, integer at 1e-6. */
export type Shares = number & { readonly [unit]: 'shares' };
/** Collateral dollars, integer at 1e-6; may be negative (a loss). */
export type Usd = number & { readonly [unit]: 'usd' };
/** A point in time, integer microseconds since 1970 UTC. */
export type Timestamp = number & { readonly [unit]: 'timestamp' };

/** The price of a sure claim: one dollar. */
export const ONE = SCALE as Price;
export const NO_USD = 0 as Usd;
export const NO_SHARES = 0 as Shares;
/** A level that exists but whose size the recording does not say. Never counted as depth. */
export const UNKNOWN_SIZE = -1 as Shares;
/** Later than every event. */
export const NEVER = Number.POSITIVE_INFINITY as Timestamp;

export const MICROS_PER_MS = 1_000;
export const MICROS_PER_SECOND = 1_000_000;

/** `up` is away from zero, `down` toward zero; `halfUp` breaks ties away from zero. */
export type Rounding = 'up' | 'down' | 'floor' | 'ceil' | 'halfUp' | 'halfEven';

/** Up to here a divisor leaves room for the remainder of a slightly wrong quotient. */
const LONG_DIVISOR_MAX = 2 ** 50;

/**
 * a * b / divisor, exact, then rounded once in the named direction.
 * @throws InvariantError when an argument is no safe integer, the divisor is not positive, or the
 *   result does not fit a safe integer.
 */
export function mulDiv(a: number, b: number, divisor: number, rounding: Rounding): number {
  // Not invariant(): this runs per fill, and its message would be built every time.
  if (!(Number.isSafeInteger(a) && Number.isSafeInteger(b))) {
    throw new InvariantError(`mulDiv needs safe integers, got ${a} * ${b}`);
  }
  if (!(Number.isSafeInteger(divisor) && divisor > 0)) {
    throw new InvariantError(`mulDiv needs a positive divisor, got ${divisor}`);
  }
  const product = a * b;
  // Below 2^53 the product and its remainder are exact.
  if (Number.isSafeInteger(product)) {
    const remainder = product % divisor;
    return rounded((product - remainder) / divisor, remainder, divisor, rounding);
  }
  return mulDivLong(a, b, divisor, rounding);
}

/**
 * The same for a product that passes 2^53, held as the sum of two floats. The quotient's estimate
 * is off by at most 3, so the remainder's four parts stay integers below 2^53: nothing is rounded.
 */
function mulDivLong(a: number, b: number, divisor: number, rounding: Rounding): number {
  const high = Math.abs(a * b);
  let quotient = Math.floor(high / divisor);
  if (divisor > LONG_DIVISOR_MAX || quotient > Number.MAX_SAFE_INTEGER - 4) {
    return mulDivWide(BigInt(a) * BigInt(b), BigInt(divisor), rounding);
  }
  const taken = quotient * divisor;
  const low = productError(Math.abs(a), Math.abs(b), high);
  let remainder = high - taken + (low - productError(quotient, divisor, taken));
  while (remainder < 0) {
    quotient--;
    remainder += divisor;
  }
  while (remainder >= divisor) {
    quotient++;
    remainder -= divisor;
  }
  const sign = a < 0 === b < 0 ? 1 : -1;
  return rounded(sign * quotient, sign * remainder, divisor, rounding);
}

/** product / divisor, rounded once; for products that pass 2^53. */
export function mulDivWide(product: bigint, divisor: bigint, rounding: Rounding): number {
  const quotient = product / divisor;
  const remainder = product % divisor;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const sign = remainder === 0n ? 0 : remainder < 0n ? -1 : 1;
  const step = roundingStep(
    sign,
    twice < divisor ? -1 : twice > divisor ? 1 : 0,
    quotient % 2n !== 0n,
    rounding,
  );
  const result = Number(quotient) + step;
  invariant(Number.isSafeInteger(result), `mulDiv overflow: ${product} / ${divisor}`);
  return result;
}

function compare(a: number, b: number): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A quotient truncated toward zero, and its remainder, as one integer. */
function rounded(quotient: number, remainder: number, divisor: number, rounding: Rounding): number {
  const half = compare(Math.abs(remainder) * 2, divisor);
  const result = quotient + roundingStep(Math.sign(remainder), half, quotient % 2 !== 0, rounding);
  // -0 would compare equal but print and hash differently.
  return result === 0 ? 0 : result;
}

/**
 * What to add to the quotient truncated toward zero. `sign` is that of the remainder,
 * `half` compares twice the remainder with the divisor.
 */
function roundingStep(sign: number, half: -1 | 0 | 1, odd: boolean, rounding: Rounding): number {
  if (sign === 0) return 0;
  switch (rounding) {
    case 'down':
      return 0;
    case 'up':
      return sign;
    case 'floor':
      return sign < 0 ? -1 : 0;
    case 'ceil':
      return sign > 0 ? 1 : 0;
    case 'halfUp':
      return half >= 0 ? sign : 0;
    case 'halfEven':
      return half > 0 || (half === 0 && odd) ? sign : 0;
  }
}

/** Dollars for `size` shares at `price`. Of a trade see traded-amount.ts: which side rounds how. */
export function notional(size: Shares, price: Price, rounding: Rounding): Usd {
  return mulDiv(size, price, SCALE, rounding) as Usd;
}

/** The other outcome's price: 1 - p. */
export function complement(price: Price): Price {
  return (SCALE - price) as Price;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$|^([+-]?)\.(\d+)$/;

/**
 * Decimal text to an integer at 1e-6. Text in, integer out: no float on the way.
 * Refuses anything that is not a plain decimal, has non-zero digits beyond 1e-6, or does not fit.
 */
export function parseDecimal(text: string): Result<number> {
  const match = DECIMAL.exec(text);
  if (match === null) return refuse('not_a_decimal', `"${text}" is not a decimal number`);
  const sign = (match[1] ?? match[4]) === '-' ? -1 : 1;
  const whole = match[2] ?? '0';
  const fraction = match[3] ?? match[5] ?? '';
  if (/[1-9]/.test(fraction.slice(6))) {
    return refuse('too_precise', `"${text}" has more than 6 decimals`);
  }
  const value = Number(whole) * SCALE + Number(fraction.slice(0, 6).padEnd(6, '0'));
  if (!Number.isSafeInteger(value)) return refuse('too_large', `"${text}" is too large`);
  return ok(value === 0 ? 0 : sign * value);
}

/** Price text to units; refuses what lies outside [0, 1]. */
export function parsePrice(text: string): Result<Price> {
  const parsed = parseDecimal(text);
  if (!parsed.ok) return parsed;
  if (parsed.value < 0 || parsed.value > SCALE) {
    return refuse('price_out_of_range', `price "${text}" is outside [0, 1]`);
  }
  return ok(parsed.value as Price);
}

/** Size text to units; refuses a negative size. */
export function parseShares(text: string): Result<Shares> {
  const parsed = parseDecimal(text);
  if (!parsed.ok) return parsed;
  if (parsed.value < 0) return refuse('negative_size', `size "${text}" is negative`);
  return ok(parsed.value as Shares);
}

/** Dollar text to units; may be negative. */
export function parseUsd(text: string): Result<Usd> {
  return parseDecimal(text) as Result<Usd>;
}

/** Units as the shortest exact decimal text, e.g. 1_230_000 as "1.23". */
export function formatDecimal(value: number): string {
  invariant(Number.isSafeInteger(value), `formatDecimal needs a safe integer, got ${value}`);
  const magnitude = Math.abs(value);
  const fraction = magnitude % SCALE;
  const whole = (magnitude - fraction) / SCALE;
  const digits = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
  return `${value < 0 ? '-' : ''}${whole}${digits}`;
}
