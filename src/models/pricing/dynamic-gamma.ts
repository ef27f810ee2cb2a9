/**
 * Risk aversion that grows with what is held: by `alpha` of itself where the inventory is full
 * (source system S1: 0.5).
 */
export function dynamicGamma(
  base: number,
  alpha: number,
  inventory: number,
  maxInventory: number,
): number {
  return base * (1 + (alpha * Math.abs(inventory)) / maxInventory);
}

/** How adverse moves raise gamma; $ per share. */
export type FeedbackRule = {
  /** As much is suffered without doing anything. */
  readonly tolerated: number;
  /** By so much more, gamma is doubled. */
  readonly doubling: number;
};

/** Source system S1's 50 and 200 basis points of the mid, of a price of one half. */
const FEEDBACK: FeedbackRule = { tolerated: 0.0025, doubling: 0.01 };

/**
 * What gamma is multiplied by where the mid moved against us by so much in the mean, $ per share.
 * NaN, not known: as configured. The arrival term of a spread falls with gamma, so where little
 * variance is to come a larger gamma makes a spread narrower: then widen by the move itself.
 */
export function feedbackMultiplier(adverse: number, rule: FeedbackRule = FEEDBACK): number {
  return adverse > rule.tolerated ? 1 + (adverse - rule.tolerated) / rule.doubling : 1;
}
