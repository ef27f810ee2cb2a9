import type { Price } from './units.ts';

/** What a model says of a market, beside what the market said at that moment. */
export type ModelForecast = {
  /** Of the first outcome, 0 to 1. */
  readonly probability: number;
  /** Midpoint of the first outcome's book at that moment; undefined: a side was empty. */
  readonly mid: Price | undefined;
  /** Which model, e.g. "btc boosted-trees 3": those of one name are scored together. */
  readonly model: string;
};
