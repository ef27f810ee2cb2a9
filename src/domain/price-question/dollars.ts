import { SCALE } from '../units.ts';

/** An amount in words, as a pattern: $110,000, $4.5k, 69¢, 100k dollars. */
export const AMOUNT = [
  String.raw`(?:\$?\d[\d,]*(?:\.\d+)?|\$\.\d+)`,
  String.raw`(?:\s?(?:k|m|b|t|thousand|million|billion|trillion))?`,
  String.raw`(?:¢|c|\s?(?:cents|dollars|usdt|usdc|usd))?(?![\w%])`,
].join('');

const PARTS = new RegExp(
  [
    String.raw`^(\$?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d{1,6}))?`,
    String.raw`\s?([a-z]*?)\s?(¢|c|cents|dollars|usdt|usdc|usd)?$`,
  ].join(''),
  'i',
);

/** As powers of ten. */
const SUFFIXES: Readonly<Record<string, number>> = {
  '': 0,
  k: 3,
  thousand: 3,
  m: 6,
  million: 6,
  b: 9,
  billion: 9,
  t: 12,
  trillion: 12,
};

export type Dollars =
  | { readonly kind: 'dollars'; readonly value: number; readonly suffix: string }
  /** A number without a dollar sign, or none at all. */
  | { readonly kind: 'no_currency' }
  | { readonly kind: 'malformed' };

/**
 * An amount as an integer at 1e-6 dollars. `shared` is the suffix of the other end of a range,
 * which `$5-10b` says once for both.
 */
export function dollarsOf(text: string, shared = ''): Dollars {
  const [, sign, whole, decimals, own, unit] = PARTS.exec(text.trim()) ?? [];
  if (whole === undefined) return { kind: 'malformed' };
  if (sign === '' && unit === undefined) return { kind: 'no_currency' };
  const suffix = (own === '' || own === undefined ? shared : own).toLowerCase();
  const power = SUFFIXES[suffix];
  if (power === undefined) return { kind: 'malformed' };
  const isCents = unit !== undefined && /^(?:¢|c|cents)$/i.test(unit);
  // Digits at 1e-6 as text, so that no float rounds them.
  const digits = `${whole.replaceAll(',', '')}${(decimals ?? '').padEnd(6, '0')}`;
  const shifted = isCents ? BigInt(digits) / 100n : BigInt(digits) * 10n ** BigInt(power);
  const value = Number(shifted);
  if (isCents && (BigInt(digits) % 100n !== 0n || power !== 0)) return { kind: 'malformed' };
  if (value <= 0 || !Number.isSafeInteger(value)) return { kind: 'malformed' };
  return { kind: 'dollars', value, suffix };
}

/** The same in dollars, for texts. */
export function inDollars(value: number): number {
  return value / SCALE;
}
