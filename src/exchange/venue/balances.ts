import { tokenIndex } from '../../domain/ids.ts';
import { NO_SHARES, type Shares, type Usd } from '../../domain/units.ts';
import type { ListedToken } from './listed-markets.ts';
import type { LocalVenue } from './local-venue.ts';
import type { Wallet } from './wallet.ts';

// What the chain says that a wallet has. Undefined: nobody has named the wallet yet, and it will
// open with what every wallet begins with. No chain has less than nothing, and clients read no such
// number; whoever pays with the last of an account in odd parts, each rounded up, may be some
// millionths below (see `Account`).

/** Dollars, whether reserved for orders or not. */
export function dollarsOf(wallet: Wallet | undefined, venue: LocalVenue): Usd {
  return Math.max(0, wallet?.account.cash ?? venue.openingCash) as Usd;
}

/** Shares that are settled, and those that lost: nobody burns them. */
export function sharesOf(wallet: Wallet | undefined, { market, outcome }: ListedToken): Shares {
  const position = wallet?.account.position(tokenIndex(market.index, outcome));
  if (position === undefined) return NO_SHARES;
  return Math.max(0, position.settled + position.worthless) as Shares;
}
