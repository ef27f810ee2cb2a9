import type { Interval } from '../domain/interval.ts';
import { mulDiv, SCALE, type Timestamp } from '../domain/units.ts';

/** What stands where a number cannot be known. */
export const UNKNOWN = '–';

/** Units of 1e-6 as text with that many decimals, thousands grouped; rounds half to even. */
export function units(value: number, decimals: number): string {
  const step = 10 ** decimals;
  const rounded = mulDiv(value, step, SCALE, 'halfEven');
  const magnitude = Math.abs(rounded);
  const fraction = magnitude % step;
  const whole = group((magnitude - fraction) / step);
  const digits = decimals === 0 ? '' : `.${String(fraction).padStart(decimals, '0')}`;
  return `${rounded < 0 ? '-' : ''}${whole}${digits}`;
}

/** The same with a plus sign before gains; zero has none. */
function signedUnits(value: number, decimals: number): string {
  const text = units(value, decimals);
  return /[1-9]/.test(text) && value > 0 ? `+${text}` : text;
}

/** Dollars and cents, from units. */
export function dollars(value: number): string {
  return units(value, 2);
}

export function signedDollars(value: number): string {
  return signedUnits(value, 2);
}

/** A price of a share, from units: four decimals hold the finest tick. */
export function price(value: number | undefined): string {
  return value === undefined ? UNKNOWN : units(value, 4);
}

/** Shares, from units; the fraction only where there is one. */
export function shares(value: number): string {
  return value % SCALE === 0 ? units(value, 0) : units(value, 2);
}

export function count(value: number): string {
  return group(value);
}

/** "1 market", "3 markets", "3 entries"; a verb may follow: "1 market was", "3 markets were". */
export function plural(value: number, noun: string, many = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : many}`;
}

/** A statistic with fixed decimals; undefined becomes a dash. */
export function decimal(value: number | undefined, decimals: number): string {
  if (value === undefined) return UNKNOWN;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : UNKNOWN;
  const text = value.toFixed(decimals);
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}

export function signedDecimal(value: number | undefined, decimals: number): string {
  const text = decimal(value, decimals);
  return value !== undefined && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A p-value to two digits; what is below a ten-thousandth is said to be that. */
export function probability(value: number | undefined): string {
  if (value === undefined) return UNKNOWN;
  return value < 0.0001 ? 'below 0.0001' : value.toPrecision(2);
}

/** A fraction as a percentage without its sign, e.g. 0.845 as "84.5". */
export function percent(value: number | undefined, decimals = 1): string {
  return decimal(value === undefined ? undefined : value * 100, decimals);
}

export function signedPercent(value: number | undefined, decimals = 1): string {
  return signedDecimal(value === undefined ? undefined : value * 100, decimals);
}

/** "[low, high]" by the given format; a dash where there is no interval. */
export function interval(value: Interval | undefined, format: (end: number) => string): string {
  return value === undefined ? UNKNOWN : `[${format(value.low)}, ${format(value.high)}]`;
}

/** part / whole, or undefined when there is no whole. */
export function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** "2026-04-13 12:00:05", UTC, whole seconds. */
export function dateTime(at: Timestamp): string {
  return iso(at).slice(0, 19).replace('T', ' ');
}

/** "12:00:05.123", UTC. */
export function timeOfDay(at: Timestamp): string {
  return iso(at).slice(11, 23);
}

/** "2026-04-13", UTC. */
export function day(at: Timestamp): string {
  return iso(at).slice(0, 10);
}

/** The two largest units of a length of time, from microseconds: "2 h 13 min". */
export function duration(micros: number): string {
  const seconds = Math.round(micros / 1_000_000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first === -1) return micros > 0 ? 'under 1 s' : '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

function iso(at: Timestamp): string {
  return new Date(Math.floor(at / 1_000)).toISOString();
}

function group(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
