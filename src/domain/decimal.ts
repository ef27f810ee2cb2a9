import { ok, type Result, refuse } from './result.ts';
import { mulDivWide, type Rounding, SCALE } from './units.ts';

/** What is missing to six decimals, by the number of decimals read. */
const FACTORS = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1] as const;

/**
 * Plain unsigned decimal text to an integer at 1e-6, without a regular expression and without
 * allocating: order books are millions of such texts. NaN says that the text is unusual, not that
 * it is wrong: ask parseDecimal, which agrees wherever this one answers.
 */
export function scanDecimal(text: string): number {
  const { length } = text;
  if (length === 0) return Number.NaN;
  let value = 0;
  let decimals = -1;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (digit === -2 && decimals < 0 && length > 1) {
      decimals = 0;
    } else {
      return Number.NaN;
    }
  }
  const units = value * (FACTORS[Math.max(decimals, 0)] ?? Number.NaN);
  // Where an integer on the way was too large to be exact, so is this one.
  return Number.isSafeInteger(units) ? units : Number.NaN;
}

/** Longer than any fixed-point number on chain (78 digits): not a price. */
const LONGEST_WIDE = 80;
const PLAIN = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/**
 * Decimal text of any length to an integer at 1e-6, rounded once in the named direction.
 * `exponent` is the power of ten the text is to be divided by: 18 for on-chain fixed point.
 * For reference prices, which carry more digits than we keep; money uses parseDecimal.
 */
export function roundDecimal(text: string, rounding: Rounding, exponent = 0): Result<number> {
  if (text.length > LONGEST_WIDE) return refuse('too_large', `${text.length} digits are too many`);
  const match = PLAIN.exec(text);
  if (match === null) return refuse('not_a_decimal', `"${text}" is not a decimal number`);
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2]}${fraction}`);
  const divisor = 10n ** BigInt(fraction.length + exponent);
  const product = digits * BigInt(SCALE) * (match[1] === '-' ? -1n : 1n);
  const limit = BigInt(Number.MAX_SAFE_INTEGER - 1) * divisor;
  if (product > limit || product < -limit) return refuse('too_large', `"${text}" is too large`);
  const value = mulDivWide(product, divisor, rounding);
  return ok(value === 0 ? 0 : value);
}
