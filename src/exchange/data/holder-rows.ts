import { type Outcome, tokenIndex } from '../../domain/ids.ts';
import { NO_SHARES, type Shares } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { numberOf, type Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { conditionsOf, marketsAsked } from './asked-markets.ts';
import { NOBODY } from './data-rows.ts';

const HOLDERS_MOST = 20;

/** A row of GET /holders for each outcome: who holds it, the largest first. */
export function holderRows(venue: LocalVenue, market: ListedMarket): Row[] {
  return ([0, 1] as const).map((outcome) => {
    const token = market.listing.market.tokens[outcome];
    const holders = holdersOf(venue, market, outcome).slice(0, HOLDERS_MOST);
    return {
      token,
      holders: holders.map(([proxyWallet, size]) => ({
        proxyWallet,
        asset: token,
        amount: numberOf(size),
        outcomeIndex: outcome,
        ...NOBODY,
        displayUsernamePublic: false,
        verified: false,
      })),
    };
  });
}

/** The name of the figure of all markets together. */
const GLOBAL = 'GLOBAL';

/**
 * Of each market that is asked for; without one of all together, which is what version 2 does by
 * its page. ASSUMPTION, kept here alone: version 1 does the same.
 */
export function interests(venue: LocalVenue, query: Query) {
  const { all } = venue.markets;
  const of = (market: ListedMarket) => openInterest(venue, market);
  if (conditionsOf(query) === undefined) {
    return [{ name: GLOBAL, value: numberOf(all.reduce((sum, market) => sum + of(market), 0)) }];
  }
  return marketsAsked(venue, query).map((market) => ({
    name: market.listing.market.conditionId as string,
    value: numberOf(of(market)),
  }));
}

/** Shares of the first outcome that wallets hold: each has another of the second against it. */
function openInterest(venue: LocalVenue, market: ListedMarket): Shares {
  const sizes = holdersOf(venue, market, 0).map(([, size]) => size as number);
  return sizes.reduce((sum, size) => sum + size, 0) as Shares;
}

function holdersOf({ wallets }: LocalVenue, { index }: ListedMarket, outcome: Outcome) {
  const token = tokenIndex(index, outcome);
  return [...wallets.values()]
    .map(({ address, account }) => {
      return [address, account.position(token)?.traded ?? NO_SHARES] as const;
    })
    .filter(([, size]) => size > 0)
    .sort(([, a], [, b]) => b - a);
}
