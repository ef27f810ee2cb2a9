/**
 * What all JSON of ours is made of. No number is a float: {@link Decimal} is decimal text, dollars,
 * prices and shares exactly, to at most six decimals; statistics rounded to six. Counts are
 * integers. Times are integers, microseconds since 1970 UTC.
 */
export type Decimal = string;

/** `null` says that something is unknown or does not exist. */
export type Maybe<T> = T | null;

export type IntervalJson = { readonly low: Decimal; readonly high: Decimal };
