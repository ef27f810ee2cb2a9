import type { Timestamp } from '../domain/units.ts';
import { dateTime, dollars, signedDollars, UNKNOWN } from '../report/format.ts';
import type { KnownValue } from '../screen/known-value.ts';

type Worth = {
  readonly equity: number | undefined;
  /** Undefined: it never was known, or a desk of an earlier version does not tell. */
  readonly lastEquity?: KnownValue | undefined;
};

/**
 * "equity 1,004.75", or what it was when that was known last: never without its time. `began`: what
 * it is held against; undefined: nothing.
 */
export function equityInWords({ equity, lastEquity }: Worth, began?: number): string {
  const worth = (value: number) => {
    const made = began === undefined ? '' : ` (${signedDollars(value - began)})`;
    return `${dollars(value)}${made}`;
  };
  if (equity !== undefined) return `equity ${worth(equity)}`;
  if (lastEquity === undefined) return `equity ${UNKNOWN}`;
  const { at, value } = lastEquity;
  const time = dateTime(at as Timestamp);
  return `equity ${UNKNOWN}, last known: ${worth(value)} at ${time} UTC`;
}
