import { type Refusal, refuse } from '../domain/result.ts';
import { MICROS_PER_SECOND } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import { type Cap, capOf } from './risk-limits.ts';

/**
 * At most so many orders, splits and merges in any second of event time. It counts what it lets
 * pass, so it runs last: what is denied for another reason takes no place.
 */
export function limitOrderRate(
  maxOrdersPerSecond: Cap<number>,
): (command: unknown, view: View) => Refusal | undefined {
  const most = capOf(maxOrdersPerSecond);
  if (most === Number.POSITIVE_INFINITY) return () => undefined;
  /** When the last `most` orders passed, as a ring; the oldest is at `next`. */
  const passed = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
  let next = 0;
  return (_command, view) => {
    const oldest = passed[next];
    if (oldest === undefined || view.now - oldest < MICROS_PER_SECOND) {
      return refuse(
        'too_many_orders',
        `${most} orders passed within this second, maxOrdersPerSecond is ${most}`,
      );
    }
    passed[next] = view.now;
    next = (next + 1) % most;
    return undefined;
  };
}
