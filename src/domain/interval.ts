/** A 95 % interval; both ends in the unit of what it is about. */
export type Interval = { readonly low: number; readonly high: number };

/** Normal quantile of a two-sided 95 % interval. */
export const Z95 = 1.959963985;

export const CONFIDENCE = 0.95;
