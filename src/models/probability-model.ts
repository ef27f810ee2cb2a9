/**
 * Why a model says nothing: an input is not there; or one is further from all that it has seen
 * than it may be (drift); or it has seen too little of anything.
 */
export type ModelAbstention = 'input_missing' | 'input_unseen' | 'untrained';

/** What has learned from settled markets, and tells how likely the first outcome is. */
export type ProbabilityModel = {
  /** Numbers that a prediction takes, always in the same order. */
  readonly inputs: number;
  /**
   * Probability of the first outcome, or why there is none. NaN stands for an input that is
   * missing; nothing is put in its place. `offset`: the log odds that it begins with, where it was
   * trained on such; the market's, say.
   * @throws InvariantError when the features are not `inputs` numbers.
   */
  predict(features: Float64Array, offset?: number): number | ModelAbstention;
};

/** Log odds of what is nearly sure would outweigh all the rest. */
const NEARLY = 1e-6;

/** The log odds that belong to a probability, as if it were a little within 0 and 1. */
export function logOddsOf(probability: number): number {
  const near = Math.min(Math.max(probability, NEARLY), 1 - NEARLY);
  return Math.log(near / (1 - near));
}

/** The probability that belongs to log odds. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
