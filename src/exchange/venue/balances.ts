import { tokenIndex } from '../../domain/ids.ts';
import { NO_SHARES, type Shares, type Usd } from '../../domain/units.ts';
import type { ListedToken } from './listed-markets.ts';
import type { LocalVenue } from './local-venue.ts';
import type { Wallet } from './wallet.ts';

// What the chain says that a wallet has. Undefined: nobody has named the wallet yet, and it will
// open with what every wallet begins with.

/** Dollars, whether reserved for orders or not. */
export function dollarsOf(wallet: Wallet | undefined, venue: LocalVenue): Usd {
  return wallet?.account.cash ?? venue.openingCash;
}

/** Shares that are settled. */
export function sharesOf(wallet: Wallet | undefined, { market, outcome }: ListedToken): Shares {
  return wallet?.account.position(tokenIndex(market.index, outcome))?.settled ?? NO_SHARES;
}
