import type { Interval } from '../../domain/interval.ts';
import type { Markup } from './markup.ts';
import { percentOf } from './scale.ts';
import { dot, line, plot, upright } from './svg.ts';

/** An estimate, its interval and the value to compare it with, on one horizontal line. */
export type Whisker = {
  readonly value: number;
  readonly interval: Interval | undefined;
  /** Zero, or a break-even: drawn as an upright line. */
  readonly reference: number | undefined;
  readonly low: number;
  readonly high: number;
};

const HEIGHT = 22;

export function renderWhisker({ value, interval, reference, low, high }: Whisker): Markup {
  const x = (at: number) => percentOf(at, low, high);
  const middle = HEIGHT / 2;
  const parts: Markup[] = [];
  if (reference !== undefined) parts.push(upright(x(reference), 2, HEIGHT - 2, 'reference'));
  if (interval !== undefined) {
    parts.push(line(x(interval.low), x(interval.high), middle, middle, 'whisker'));
  }
  parts.push(dot(x(value), middle, 4));
  return plot(HEIGHT, parts, 'whiskers');
}

/** Bounds that hold every given number, with room at both ends. */
export function boundsOf(numbers: readonly (number | undefined)[]): { low: number; high: number } {
  const known = numbers.filter((value) => value !== undefined);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return { low: low - room, high: high + room };
}
