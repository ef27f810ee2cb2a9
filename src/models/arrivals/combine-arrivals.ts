import type { ArrivalEstimate } from './arrival-estimate.ts';

/**
 * Of the two: other takers each, or the same ones seen twice, by their prints and by our quotes
 * that they filled. Then both count the same chance, which no second look makes smaller.
 */
export type Takers = 'other takers' | 'same takers';

/** Relative variance below which an error is none. */
const NONE = 1e-12;

/**
 * Adds a second estimate of the same arrivals to the first, each weighing by how sure it is: the
 * inverse squares of the errors of k and of ln A, of the latter without what both share. That k and
 * A of one estimate err together is left out: where the errors are equal it changes nothing, and
 * else the surer one leads anyway.
 */
export function combineArrivals(
  into: ArrivalEstimate,
  other: ArrivalEstimate,
  takers: Takers = 'other takers',
): void {
  const areSame = takers === 'same takers';
  const decay = weighed(into.decay, into.decayError, other.decay, other.decayError);
  const shared = areSame ? sharedError(into, other) : 0;
  const [first, second] = [ownError(into, shared), ownError(other, shared)];
  const logRate = weighed(Math.log(into.rate), first, Math.log(other.rate), second);
  // Of the prior is left what the first estimate weighs.
  const share = other.decayError ** 2 / (into.decayError ** 2 + other.decayError ** 2);
  into.priorShare = into.priorShare * share + other.priorShare * (1 - share);
  into.decay = decay.mean;
  into.decayError = decay.error;
  into.rate = Math.exp(logRate.mean);
  into.rateError = into.rate * Math.hypot(shared, logRate.error);
  const counts = [into.countError, other.countError] as const;
  into.countError = areSame ? Math.min(...counts) : 1 / Math.hypot(1 / counts[0], 1 / counts[1]);
  into.events = areSame ? Math.max(into.events, other.events) : into.events + other.events;
}

/**
 * Of ln A, by counting the same takers: the larger count has all of those whom the smaller one
 * has, and what is assumed is in neither.
 */
function sharedError(one: ArrivalEstimate, other: ArrivalEstimate): number {
  const byFirst = one.countError ** 2 * (1 - other.priorShare);
  const bySecond = other.countError ** 2 * (1 - one.priorShare);
  return Math.sqrt(Math.min(byFirst, bySecond));
}

/** Of ln A, without what another estimate shares. */
function ownError({ rate, rateError }: ArrivalEstimate, shared: number): number {
  return Math.sqrt(Math.max((rateError / rate) ** 2 - shared ** 2, NONE));
}

function weighed(a: number, aError: number, b: number, bError: number) {
  const [aWeight, bWeight] = [1 / aError ** 2, 1 / bError ** 2];
  const weight = aWeight + bWeight;
  return { mean: (a * aWeight + b * bWeight) / weight, error: 1 / Math.sqrt(weight) };
}
