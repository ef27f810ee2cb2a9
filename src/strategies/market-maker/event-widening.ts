export type EventRule = {
  /** How much wider, as a part: 0.5 is half as wide again. */
  readonly eventWiden: number;
  /** So long before the close, seconds. */
  readonly lateSeconds: number;
  /** So long after the opening, seconds. */
  readonly earlySeconds: number;
};

/**
 * How many times as wide to quote at this time of a market's life: its outcome is told near the
 * close, and nobody knows its price yet when it is new. An unknown time (NaN) widens nothing.
 */
export function eventFactor(rule: EventRule, sinceOpen: number, untilClose: number): number {
  const { eventWiden, lateSeconds, earlySeconds } = rule;
  return untilClose < lateSeconds || sinceOpen < earlySeconds ? 1 + eventWiden : 1;
}
