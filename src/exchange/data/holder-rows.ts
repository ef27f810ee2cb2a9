import { type Outcome, type TokenId, tokenIndex } from '../../domain/ids.ts';
import type { Position } from '../../domain/position.ts';
import { NO_SHARES, type Shares } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import { numberOf, type Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { NOBODY } from './data-rows.ts';

const HOLDERS_MOST = 20;
/** Whoever holds less is not shown unless asked (venue docs of version 1, read 2026-11). */
const BALANCE_LEAST = 1_000_000;

/** Who holds a token, and how much of it. */
export type Holder = {
  readonly address: string;
  readonly token: TokenId | undefined;
  readonly outcome: Outcome;
  readonly size: Shares;
};

/** Rows of GET /holders for each outcome: who holds it, the largest first. */
export function holderRows(venue: LocalVenue, market: ListedMarket, query: Query): Row[] {
  const most = Math.min(query.count('limit') ?? HOLDERS_MOST, HOLDERS_MOST);
  const least = query.amount('minBalance') ?? BALANCE_LEAST;
  return ([0, 1] as const).map((outcome) => ({
    token: market.listing.market.tokens[outcome],
    holders: holdersOf(venue, market, outcome)
      .filter(({ size }) => size >= least)
      .slice(0, most)
      .map(holderRow),
  }));
}

export function holderRow({ address, token, outcome, size }: Holder): Row {
  return {
    proxyWallet: address,
    asset: token,
    amount: numberOf(size),
    outcomeIndex: outcome,
    ...NOBODY,
    displayUsernamePublic: false,
    verified: false,
  };
}

/** The largest first. */
export function holdersOf(
  { wallets }: LocalVenue,
  { index, listing }: ListedMarket,
  outcome: Outcome,
): Holder[] {
  const token = tokenIndex(index, outcome);
  return [...wallets.values()]
    .map(({ address, account }) => ({
      address,
      token: listing.market.tokens[outcome],
      outcome,
      size: sharesIn(account.position(token)),
    }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size);
}

/** Those that lost stay, as positions tell. */
function sharesIn(position: Position | undefined): Shares {
  if (position === undefined) return NO_SHARES;
  return (position.traded + position.worthless) as Shares;
}

/** By what they hold more of than of the other outcome: whoever holds both alike is left out. */
export function netHoldersOf(venue: LocalVenue, market: ListedMarket, outcome: Outcome): Holder[] {
  const others = holdersOf(venue, market, outcome === 0 ? 1 : 0);
  const hedges = new Map(others.map(({ address, size }) => [address, size]));
  return holdersOf(venue, market, outcome)
    .map((one) => ({ ...one, size: (one.size - (hedges.get(one.address) ?? 0)) as Shares }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size);
}
