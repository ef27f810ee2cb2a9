import type { Interval } from '../../domain/interval.ts';
import { formatDecimal } from '../../domain/units.ts';
import { decimal } from '../format.ts';
import type { Decimal, IntervalJson } from './values-schema.ts';

/** Units of 1e-6 as exact decimal text; undefined as null. */
export function exact(units: number): Decimal;
export function exact(units: number | undefined): Decimal | null;
export function exact(units: number | undefined): Decimal | null {
  return units === undefined ? null : formatDecimal(units);
}

/** A statistic to six decimals; what is unknown or not finite is null. */
export function rounded(value: number | undefined): Decimal | null {
  return value === undefined || !Number.isFinite(value) ? null : decimal(value, 6);
}

export function intervalJson(value: Interval | undefined): IntervalJson | null {
  if (value === undefined) return null;
  return { low: decimal(value.low, 6), high: decimal(value.high, 6) };
}
