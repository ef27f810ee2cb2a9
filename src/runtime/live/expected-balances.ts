import type { TokenId } from '../../domain/ids.ts';
import { marketOf, outcomeOf, type TokenIndex } from '../../domain/ids.ts';
import type { Shares } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import type { ExpectedBalances } from '../../polymarket/execution/balance-check.ts';
import type { FreeFunds } from '../../polymarket/execution/external-trades.ts';

/**
 * What the venue should say that the wallet holds; undefined while orders are open or fills are not
 * final, and once a market that we held has paid here: nobody knows when it pays there.
 */
export function expectedBalances(state: EngineState | undefined): ExpectedBalances | undefined {
  if (state === undefined) return undefined;
  const { account, settling, markets, payouts } = state;
  if (account.openOrders > 0 || settling.size > 0) return undefined;
  const shares = new Map<TokenId, Shares>();
  for (const [token, { traded }] of account.positions()) {
    const id = markets[marketOf(token)]?.tokens[outcomeOf(token)];
    // What paid here has its dollars there only when somebody has redeemed it.
    if (!Number.isNaN(payouts[marketOf(token)] ?? Number.NaN)) return undefined;
    if (id !== undefined) shares.set(id, traded);
  }
  return { cash: account.cash, shares };
}

/** What no open order has set aside. */
export function freeFunds(
  state: EngineState | undefined,
  token: TokenIndex,
): FreeFunds | undefined {
  const account = state?.account;
  return account && { cash: account.available, shares: account.sellable(token) };
}
