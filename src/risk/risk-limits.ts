import { MICROS_PER_SECOND, type Price, type Shares, type Usd } from '../domain/units.ts';
import { DEFAULT_DRAWDOWN, type LossLimits } from './loss-limits.ts';
import { type BreakLimits, DEFAULT_BREAKS } from './market-breaks.ts';

/** A cap, or no cap because somebody said so in as many words. */
export type Cap<T extends number> = T | 'unlimited';

/** What the gate lets through. Every field has a default below; nothing is unlimited by itself. */
export type RiskLimits = LossLimits &
  BreakLimits & {
    /** Shares of one order. */
    readonly maxOrderSize: Cap<Shares>;
    /** Shares of one outcome token that one strategy may hold, its open buys included. */
    readonly maxPosition: Cap<Shares>;
    /** Dollars that the account may lose in one market, open orders included; so also below. */
    readonly maxMarketExposure: Cap<Usd>;
    /** The same over the markets of one group, whichever of them wins. */
    readonly maxGroupExposure: Cap<Usd>;
    /** Over all markets of one asset. */
    readonly maxAssetExposure: Cap<Usd>;
    /** Dollars that one strategy may lose over all markets. */
    readonly maxStrategyExposure: Cap<Usd>;
    /** Dollars that the account may lose over all markets. */
    readonly maxExposure: Cap<Usd>;
    /** Orders of the account in flight or open at once. */
    readonly maxOpenOrders: Cap<number>;
    /** Approved orders in any second of event time. */
    readonly maxOrdersPerSecond: Cap<number>;
    /** How far a limit price may reach through the best price of the other side. */
    readonly maxPriceThrough: Cap<Price>;
    /** Nothing rests and nothing is opened in the last so many µs of a market; 0: to its end. */
    readonly closeLead: number;
    /** Nothing is bought in a market for so many µs after a buy there failed on the chain. */
    readonly failedFillWait: number;
    /** Nothing is bought on a book of which nothing was heard for so many µs. */
    readonly maxBookAge: Cap<number>;
  };

/** Room for every shipped strategy at its default size, and a stop for a strategy run wild. */
export const DEFAULT_RISK_LIMITS: RiskLimits = {
  maxOrderSize: 500_000_000 as Shares,
  maxPosition: 1_000_000_000 as Shares,
  maxMarketExposure: 500_000_000 as Usd,
  maxGroupExposure: 500_000_000 as Usd,
  maxAssetExposure: 1_000_000_000 as Usd,
  maxStrategyExposure: 1_000_000_000 as Usd,
  maxExposure: 1_000_000_000 as Usd,
  maxOpenOrders: 200,
  maxOrdersPerSecond: 50,
  maxPriceThrough: 100_000 as Price,
  closeLead: 5 * MICROS_PER_SECOND,
  failedFillWait: 60 * MICROS_PER_SECOND,
  maxBookAge: 'unlimited',
  drawdown: DEFAULT_DRAWDOWN,
  maxDayLoss: 200_000_000 as Usd,
  ...DEFAULT_BREAKS,
};

/** What a run had no limit for when it was written down held it back in nothing. */
const UNWRITTEN = {
  maxGroupExposure: 'unlimited',
  maxAssetExposure: 'unlimited',
  maxStrategyExposure: 'unlimited',
  failedFillWait: 0,
  maxBookAge: 'unlimited',
  drawdown: 'unlimited',
  maxDayLoss: 'unlimited',
  adverseFills: 'unlimited',
  failures: 'unlimited',
  crossRejects: 'unlimited',
} as const;

/** The limits of a run that was made before there were all of them. */
export function asWritten(limits: RiskLimits): RiskLimits {
  return { ...UNWRITTEN, ...limits };
}

/** The cap as a number to compare with. */
export function capOf<T extends number>(cap: Cap<T>): number {
  return cap === 'unlimited' ? Number.POSITIVE_INFINITY : cap;
}
