import type { Decimal, IntervalJson, Maybe } from './values-schema.ts';

/** What makers are judged by; of fills at rest, and of what rested. */
export type MakingJson = {
  readonly fills: number;
  readonly markets: number;
  readonly shares: Decimal;
  readonly turnover: Decimal;
  /** `known`: fills whose midpoint is known; the figures are of these. Intervals are by market. */
  readonly markouts: readonly {
    readonly name: 'atFill' | 'after1' | 'after30' | 'after120';
    readonly known: number;
    readonly markets: number;
    readonly dollars: Decimal;
    readonly perFill: Maybe<Decimal>;
    readonly perFillInterval: Maybe<IntervalJson>;
    readonly bps: Maybe<Decimal>;
    readonly bpsInterval: Maybe<IntervalJson>;
  }[];
  /** Null where no market with a fill at rest was won by one side. */
  readonly selection: Maybe<{
    readonly markets: number;
    readonly filled: QuotesJson;
    readonly unfilled: Maybe<QuotesJson>;
    readonly quoted: QuotesJson;
    /** Of the filled quotes' win rate less price. */
    readonly filledInterval: Maybe<IntervalJson>;
    /** Win rate less price: filled less unfilled. */
    readonly difference: Maybe<Decimal>;
    readonly differenceInterval: Maybe<IntervalJson>;
  }>;
  readonly inventory: {
    readonly roundTrips: number;
    readonly shares: Decimal;
    readonly gross: Decimal;
    readonly fees: Decimal;
    readonly net: Decimal;
    readonly wins: number;
    readonly winRate: Maybe<Decimal>;
    /** By market; null where all were won, or none. */
    readonly winRateInterval: Maybe<IntervalJson>;
    /** Null without a loss. */
    readonly profitFactor: Maybe<Decimal>;
    /** Microseconds, weighed by shares. */
    readonly meanHold: Maybe<number>;
    readonly capture: Maybe<{
      readonly roundTrips: number;
      readonly earned: Decimal;
      readonly kept: Decimal;
      readonly share: Maybe<Decimal>;
    }>;
    /** Of all fills: a round trip counts twice. */
    readonly tradedShares: Decimal;
    /** Held, over the time in which a market that was entered could be traded. */
    readonly averageShares: Maybe<Decimal>;
    /** Traded over held on average. */
    readonly turns: Maybe<Decimal>;
    readonly paidShares: Decimal;
    readonly paidNet: Decimal;
    readonly openShares: Decimal;
  };
  /** Realized dollars by UTC day; `sharpe` is of one day, null below seven days. */
  readonly daily: {
    readonly days: number;
    readonly mean: Maybe<Decimal>;
    readonly sharpe: Maybe<Decimal>;
  };
  /**
   * `payable` leaves out days below the venue's minimum of a dollar. In no other number; null sums:
   * of no fill is the market's schedule known.
   */
  readonly rebates: {
    readonly accrued: Maybe<Decimal>;
    readonly payable: Maybe<Decimal>;
    readonly days: number;
    readonly daysBelowMinimum: number;
    readonly unknownFills: number;
  };
  /**
   * Liquidity rewards of a simulation, in no other number; null sums: of no market where something
   * rested is it known whether it pays. `paying`, `notPaying`, `unknownMarkets` count those.
   */
  readonly rewards: {
    readonly accrued: Maybe<Decimal>;
    readonly payable: Maybe<Decimal>;
    readonly days: number;
    readonly daysBelowMinimum: number;
    readonly samples: number;
    readonly unknownSamples: number;
    readonly paying: number;
    readonly notPaying: number;
    readonly unknownMarkets: number;
  };
};

/** By shares; a sale counts as buying the other outcome. */
export type QuotesJson = {
  readonly shares: Decimal;
  readonly price: Maybe<Decimal>;
  readonly winRate: Maybe<Decimal>;
  readonly winRateLessPrice: Maybe<Decimal>;
};
