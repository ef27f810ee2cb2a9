import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { numberOf } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { NOT_KNOWN } from './answers.ts';
import { conditionsOf, marketsAsked } from './asked-markets.ts';
import { holdersOf } from './holder-rows.ts';

/** How many pairs of shares are held of a market, or of all. */
type Interest = { readonly name: string; readonly value: number };

/** The name of the figure of all markets together. */
const GLOBAL = 'GLOBAL';

/**
 * Of each market that is asked for; without one of all together, which is what version 2 does by
 * its page. ASSUMPTION, kept here alone: version 1 does the same. Refuses with not_known.
 */
export function interests(venue: LocalVenue, query: Query): Result<readonly Interest[]> {
  const isOfAll = conditionsOf(query) === undefined;
  const markets = isOfAll ? venue.markets.all : marketsAsked(venue, query);
  const open = markets.filter(({ payout }) => payout === undefined);
  if (open.some(({ isRecorded }) => isRecorded)) {
    return refuse(NOT_KNOWN, 'a recording does not tell what is held');
  }
  if (isOfAll) {
    const sum = open.reduce((shares, market) => shares + openShares(venue, market), 0);
    return ok([{ name: GLOBAL, value: numberOf(sum) }]);
  }
  const each = markets.map((market) => ({
    name: market.listing.market.conditionId,
    value: numberOf(openShares(venue, market)),
  }));
  return ok(each);
}

/**
 * Shares of the first outcome that wallets hold: each has another of the second against it. Once
 * the market is decided all dollars behind them were paid out.
 */
function openShares(venue: LocalVenue, market: ListedMarket): number {
  if (market.payout !== undefined) return 0;
  return holdersOf(venue, market, 0).reduce((sum, { size }) => sum + size, 0);
}
