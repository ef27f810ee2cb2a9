import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { mulDiv, type Shares, type Usd } from '../../domain/units.ts';
import type { OpeningPosition } from '../../engine/opening.ts';
import type { Holding } from '../../polymarket/execution/holdings.ts';
import type { Asset, ClobAccount } from '../../polymarket/rest/clob-account.ts';
import type { SignatureType } from '../../polymarket/signing/exchange-order.ts';

/** What a live run begins with: dollars and shares by the venue, costs by the journal. */
export type OpeningBalances = {
  readonly cash: Usd;
  readonly positions: readonly OpeningPosition[];
};

/**
 * Asks the venue what the wallet holds. What it holds is the truth; the journal says what that had
 * cost. Shares that the journal knows and the venue does not were redeemed or sold elsewhere: they
 * are not opened. Shares beyond the journal are somebody else's: this desk does not trade them.
 */
export async function openingBalances(
  account: Pick<ClobAccount, 'balance'>,
  type: SignatureType,
  holdings: readonly Holding[],
): Promise<Result<OpeningBalances>> {
  const cash = await balanceOf(account, 'collateral', type);
  if (!cash.ok) return cash;
  const positions: OpeningPosition[] = [];
  for (const token of new Set(holdings.map((holding) => holding.token))) {
    const balance = await balanceOf(account, { token }, type);
    if (!balance.ok) return balance;
    positions.push(...shareOut(token, holdings, balance.value as Shares));
  }
  return ok({ cash: cash.value as Usd, positions });
}

/** By the journal, strategy after strategy, as far as the venue's shares go. */
function shareOut(token: TokenId, holdings: readonly Holding[], held: Shares): OpeningPosition[] {
  let left: number = held;
  const positions: OpeningPosition[] = [];
  for (const { strategy, shares, cost } of holdings.filter((one) => one.token === token)) {
    const own = Math.min(shares, left) as Shares;
    left -= own;
    if (own === 0) continue;
    const paid = mulDiv(cost, own, shares, 'halfEven') as Usd;
    positions.push({ token, strategy: strategy as StrategyIndex, shares: own, cost: paid });
  }
  return positions;
}

async function balanceOf(
  account: Pick<ClobAccount, 'balance'>,
  asset: Asset,
  type: SignatureType,
): Promise<Result<number>> {
  const outcome = await account.balance(asset, type);
  if (outcome.kind === 'ok') return ok(outcome.value.balance);
  const what = asset === 'collateral' ? 'dollars' : `shares of ${asset.token}`;
  return refuse('balance_unknown', `the venue does not say what ${what} we hold: ${outcome.kind}`);
}
