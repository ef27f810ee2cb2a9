import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Holding } from '../../polymarket/execution/holdings.ts';
import type { GammaClient } from '../../polymarket/rest/gamma-client.ts';
import { type HeldMarket, marketsOf } from './held-markets.ts';
import { type OpeningBalances, openingBalances, type Wallet } from './opening-balances.ts';

/** What a wallet holds, by the journal, the catalogue and the venue. */
export type OpeningHolds = {
  readonly markets: readonly HeldMarket[];
  /** By the journal, in markets that trade. */
  readonly open: readonly Holding[];
  /** By the journal, in markets that nobody trades any more, and that are not decided. */
  readonly closed: readonly Holding[];
  /** Dollars, and the venue's count of what is held in markets that trade. */
  readonly balances: OpeningBalances;
};

/** So often it is asked anew because a market was decided meanwhile. */
const ROUNDS_MOST = 5;

/**
 * A market that is decided after it was looked up may have paid into the dollars that are asked
 * for then: its shares would count as well. What was decided has to be the same after as before.
 * Refuses as {@link openingBalances} and {@link marketsOf} do.
 */
export async function openingHolds(
  wallet: Wallet,
  gamma: Pick<GammaClient, 'markets'>,
  holdings: readonly Holding[],
): Promise<Result<OpeningHolds>> {
  const tokens = [...new Set(holdings.map(({ token }) => token))];
  let found = await marketsOf(gamma, tokens);
  for (let round = 1; found.ok && round <= ROUNDS_MOST; round++) {
    const markets = found.value;
    const [open, closed] = [heldIn(markets, 'open'), heldIn(markets, 'closed')];
    const balances = await openingBalances(wallet, open);
    if (!balances.ok) return balances;
    found = await marketsOf(gamma, tokens);
    if (!found.ok || !isDecidedAs(markets, found.value)) continue;
    return ok({ markets, open, closed, balances: balances.value });
  }
  return found.ok ? moves() : found;

  function heldIn(markets: readonly HeldMarket[], state: HeldMarket['state']): readonly Holding[] {
    const those = markets.filter((market) => market.state === state);
    const ids = new Set(those.flatMap((market) => market.tokens));
    return holdings.filter(({ token }) => ids.has(token));
  }
}

function moves() {
  const what = `each of ${ROUNDS_MOST} times that the wallet was asked for, other markets of it`;
  return refuse('balance_moves', `${what} were decided: start again in a minute`);
}

function isDecidedAs(before: readonly HeldMarket[], after: readonly HeldMarket[]): boolean {
  const decided = (markets: readonly HeldMarket[]) =>
    markets.flatMap(({ state, slug }) => (state === 'decided' ? [slug] : [])).sort();
  return decided(before).join() === decided(after).join();
}
