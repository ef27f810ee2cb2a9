import type { ArrivalEstimate } from './arrival-estimate.ts';

/**
 * Adds a second estimate of the same arrivals to the first, each weighing by how sure it is: the
 * inverse squares of the errors of k and of ln A. That k and A of one estimate err together is
 * left out: where the errors are equal it changes nothing, and else the surer one leads anyway.
 */
export function combineArrivals(into: ArrivalEstimate, other: ArrivalEstimate): void {
  const events = into.events + other.events;
  const decay = weighed(into.decay, into.decayError, other.decay, other.decayError);
  const [first, second] = [into.rateError / into.rate, other.rateError / other.rate];
  const logRate = weighed(Math.log(into.rate), first, Math.log(other.rate), second);
  // Of the prior is left what the first estimate weighs.
  const share = other.decayError ** 2 / (into.decayError ** 2 + other.decayError ** 2);
  into.priorShare = into.priorShare * share + other.priorShare * (1 - share);
  into.decay = decay.mean;
  into.decayError = decay.error;
  into.rate = Math.exp(logRate.mean);
  into.rateError = into.rate * logRate.error;
  into.events = events;
}

function weighed(a: number, aError: number, b: number, bError: number) {
  const [aWeight, bWeight] = [1 / aError ** 2, 1 / bError ** 2];
  const weight = aWeight + bWeight;
  return { mean: (a * aWeight + b * bWeight) / weight, error: 1 / Math.sqrt(weight) };
}
