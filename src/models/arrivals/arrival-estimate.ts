/**
 * How often orders are filled that rest at a distance d from the mid: A exp(-k d) a second, on each
 * side. With how sure that is: a standard error beside each number.
 */
export type ArrivalEstimate = {
  /** k, per $. */
  decay: number;
  decayError: number;
  /** A, per second and side. */
  rate: number;
  rateError: number;
  /** What of A's error, as a part of A, comes of how few were counted, whatever k is. */
  countError: number;
  /** Fills or taker orders that it rests on, as far as they are not forgotten. */
  events: number;
  /** What share of it is a prior that somebody configured; 0: all of it was seen. */
  priorShare: number;
};

/**
 * Why there is no estimate: too little was seen; or all at one depth, so that nothing is known of
 * others; or more was filled further away, which is no decay.
 */
export type ArrivalAbstention = 'too_few_events' | 'one_depth' | 'no_decay';

/** An estimate that nobody has written yet: nothing is known. */
export function unknownArrivals(): ArrivalEstimate {
  const unknown = Number.NaN;
  return {
    decay: unknown,
    decayError: unknown,
    rate: unknown,
    rateError: unknown,
    countError: unknown,
    events: unknown,
    priorShare: unknown,
  };
}
