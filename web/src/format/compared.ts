import { UNKNOWN, units } from './amount.ts';
import { utcText } from './time.ts';
import { nameInWords } from './words.ts';

/** A number that a decision was made by, as people read it. */
export type Compared = {
  readonly name: string;
  readonly text: string;
  /** As it was told. */
  readonly raw: string;
};

/** Names of plain numbers, whatever their size. */
const PLAIN = /^(count|level|books|crossings|examples|most|market|order|spot|strike|reference)$/i;
const SECONDS = /^seconds|Seconds$|^remaining$/;
const TIME = /At$/;
/** No count in a decision is so high; prices, shares and dollars in units of 1e-6 are. */
const UNITS_FROM = 1_000;

/**
 * The numbers of a decision with their units. What is a whole number of some size counts
 * millionths: prices, shares and dollars; the others are told as they are.
 */
export function comparedNumbers(numbers: Readonly<Record<string, number>>): readonly Compared[] {
  return Object.entries(numbers).map(([name, value]) => ({
    name: nameInWords(name),
    text: textOf(name, value),
    raw: `${name} ${value}`,
  }));
}

function textOf(name: string, value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  if (TIME.test(name) && value > 1e14) return utcText(value).slice(11, 23);
  if (SECONDS.test(name)) return `${trimmed(value, 1)} s`;
  if (!Number.isSafeInteger(value)) return trimmed(value, 4);
  if (PLAIN.test(name) || Math.abs(value) < UNITS_FROM) return String(value);
  return units(value, 6).replace(/(\.\d\d\d*?)0+$/, '$1');
}

function trimmed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(/\.?0+$/, '');
}
