/** What a desk was worth at a moment, µs UTC; dollars of 1e-6, null: not known then. */
export type EquityPoint = {
  readonly at: number;
  readonly equity: number | null;
  /** Of that, final on the chain. */
  readonly confirmed: number | null;
  readonly cash: number;
};
