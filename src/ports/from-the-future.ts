import { MICROS_PER_MS, type Timestamp } from '../domain/units.ts';

/** Two clocks may differ by this, ms; what is later than that is not from this world. */
const FUTURE_MS_MOST = 2_000;

/** Is it later than any clock that can be believed would say? Then one of the clocks is wrong. */
export function isFromTheFuture(tsEvent: Timestamp, receivedAt: Timestamp): boolean {
  return tsEvent - receivedAt > FUTURE_MS_MOST * MICROS_PER_MS;
}
