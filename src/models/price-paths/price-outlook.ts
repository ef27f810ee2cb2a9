/** What is known of a price's way to a deadline: a walk of its logarithm. */
export type PriceOutlook = {
  /** Now, in any unit that levels have too. */
  readonly spot: number;
  /** Standard deviation of the logarithm over the whole time left: sigma * sqrt(T). */
  readonly deviation: number;
  /** What the logarithm moves by itself over that time; 0: driftless. A price that is a martingale
   * has minus half the variance. */
  readonly drift: number;
  /** Degrees of freedom of Student's distribution, above 2; infinite: normal. */
  readonly degrees: number;
};
