/** What makes a market worth quoting. Defaults are source system S1's, its points as dollars. */
export type RankRule = {
  /** Shares that we would rest on each side. */
  readonly quoteShares: number;
  /** Markets chosen at most. */
  readonly most: number;
  /** Dollars from the best bid to the best ask. */
  readonly leastSpread: number;
  /** Dollars on the best five levels of both sides. */
  readonly leastDepth: number;
  readonly leastDepthEarly: number;
  /** Dollars traded a minute. */
  readonly leastActivity: number;
  readonly leastActivityEarly: number;
  /** Stands in where nobody knows a market's activity; undefined: such markets are not chosen. */
  readonly assumedActivity: number | undefined;
  /** The midpoint lies within. */
  readonly lowestMid: number;
  readonly highestMid: number;
  /** Days until the market closes. */
  readonly leastDays: number;
  readonly mostDays: number;
  /** A market that was made so many hours ago at most is early. */
  readonly earlyHours: number;
  /** In the ranking its spread counts as so much wider. */
  readonly earlyBoost: number;
  /** And so many of them are chosen at most. */
  readonly earlySlots: number;
};

export const RANK_DEFAULTS: RankRule = {
  quoteShares: 10,
  most: 10,
  leastSpread: 0.03,
  leastDepth: 500,
  leastDepthEarly: 100,
  leastActivity: 1,
  leastActivityEarly: 0.1,
  assumedActivity: undefined,
  lowestMid: 0.02,
  highestMid: 0.98,
  leastDays: 1,
  mostDays: 60,
  earlyHours: 48,
  earlyBoost: 0.03,
  earlySlots: 3,
};
