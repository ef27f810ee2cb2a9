import type { ListedMarket } from './listed-market.ts';

// The venue still names two rates of the fee rule before its second version. Neither is what is
// charged: that stands in a market's fee schedule.

/**
 * ASSUMPTION, kept here alone: the ceiling in basis points is this of every market that takes a fee
 * (py-clob-client-v2 #107, 2026-08-04; new_market frames recorded in April 2026).
 */
const CEILING_BPS = 1_000;

/** What a market's facts name as its base fee, basis points; undefined: its fee is not known. */
export function legacyFee({ listing }: Pick<ListedMarket, 'listing'>): number | undefined {
  const schedule = listing.market.fee?.value;
  if (schedule === undefined) return undefined;
  return schedule.ratePpm === 0 ? 0 : CEILING_BPS;
}

/**
 * What prints and trades name as their fee_rate_bps, whatever was charged: orders carry no rate any
 * more (py-clob-client-v2 #107, and prints of markets with a fee from June to September 2026; under
 * the first version it was the ceiling).
 */
export const TRADED_FEE_BPS = '0';
