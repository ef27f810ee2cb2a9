import { normalBelow } from '../../domain/normal-distribution.ts';
import { PRINT_SCALE } from './fixed-point.ts';
import type { PrintRecord } from './print-record.ts';

/** What an up/down market asks, in whole seconds since 1970. */
export type Question = {
  readonly opens: number;
  readonly closes: number;
  /** Prints in the averages that are compared. */
  readonly lookback: number;
  /** Dollars; undefined until the window is open. */
  readonly strike: number | undefined;
};

/** An average as seen from now: what is expected of it, and the prints that are still to come. */
type Outlook = {
  /** Dollars. */
  readonly mean: number;
  readonly missing: number;
  /** Seconds until the first missing print. */
  readonly first: number;
};

/**
 * Probability that the average at the close is at least the one at the open, for a walk with
 * independent steps of `sigma` dollars per second and one print per second. Averages vary less than
 * their last print, and inside of the look-back they are known in part. Undefined where the record
 * does not reach back to the strike.
 */
export function fairUp(record: PrintRecord, sigma: number, question: Question): number | undefined {
  const { opens, closes, lookback } = question;
  const end = outlook(record, closes, lookback);
  const open =
    question.strike === undefined
      ? outlook(record, opens, lookback)
      : { mean: question.strike, missing: 0, first: 1 };
  if (end === undefined || open === undefined) return undefined;
  // Every missing print of the opening comes before those of the close.
  const shared = sumOfTimes(open) / lookback;
  const variance = sigma ** 2 * (spread(end, lookback) + spread(open, lookback) - 2 * shared);
  const ahead = end.mean - open.mean;
  // A tie is Up.
  if (variance <= 0) return ahead >= 0 ? 1 : 0;
  return normalBelow(ahead / Math.sqrt(variance));
}

function outlook(record: PrintRecord, second: number, lookback: number): Outlook | undefined {
  const missing = Math.min(Math.max(second - record.last, 0), lookback);
  const known = record.sum(second - missing, lookback - missing);
  const last = record.units(record.last);
  if (known === undefined || last === undefined) return undefined;
  const mean = (known + missing * last) / lookback / PRINT_SCALE;
  return { mean, missing, first: second - record.last - missing + 1 };
}

/** Variance of the average of a walk with unit steps: the sum of min(s, t) over all its times. */
function spread({ missing: n, first }: Outlook, lookback: number): number {
  return (n * n * first + ((n - 1) * n * (2 * n - 1)) / 6) / lookback ** 2;
}

function sumOfTimes({ missing: n, first }: Outlook): number {
  return n * first + (n * (n - 1)) / 2;
}
