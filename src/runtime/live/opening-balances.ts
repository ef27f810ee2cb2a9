import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { formatDecimal, mulDiv, type Shares, type Usd } from '../../domain/units.ts';
import type { OpeningPosition } from '../../engine/opening.ts';
import { pause } from '../../net/pause.ts';
import type { Holding } from '../../polymarket/execution/holdings.ts';
import type { NoticeListener } from '../../polymarket/execution/notice.ts';
import type { Asset, ClobAccount } from '../../polymarket/rest/clob-account.ts';
import type { SignatureType } from '../../polymarket/signing/exchange-order.ts';
import type { Clock } from '../../ports/clock.ts';

/** What a live run begins with: dollars and shares by the venue, costs by the journal. */
export type OpeningBalances = {
  readonly cash: Usd;
  readonly positions: readonly OpeningPosition[];
};

export type Wallet = {
  readonly account: Pick<ClobAccount, 'balance' | 'updateBalance'>;
  readonly type: SignatureType;
  readonly clock: Clock;
  readonly onNotice: NoticeListener;
};

/** So often shares that the journal knows are asked for: the chain may be behind the venue. */
const ASKS_MOST = 5;
const AGAIN_MS = 1_000;

/**
 * Asks the venue what the wallet holds, anew: it keeps what it believed for a while. What it holds
 * is the truth; the journal says what that had cost. Shares that the journal knows and the venue
 * does not, however often it is asked, are told and not opened: they were redeemed or sold
 * elsewhere. Shares beyond the journal are somebody else's: this desk does not trade them.
 */
export async function openingBalances(
  wallet: Wallet,
  holdings: readonly Holding[],
): Promise<Result<OpeningBalances>> {
  const cash = await balanceOf(wallet, 'collateral');
  if (!cash.ok) return cash;
  const positions: OpeningPosition[] = [];
  for (const token of new Set(holdings.map((holding) => holding.token))) {
    const booked = holdings.filter((one) => one.token === token);
    const balance = await sharesOf(wallet, token, booked);
    if (!balance.ok) return balance;
    positions.push(...shareOut(booked, balance.value));
  }
  return ok({ cash: cash.value as Usd, positions });
}

/** Dollars, and shares at what they cost. */
export function worthOf(cash: Usd, positions: readonly Pick<OpeningPosition, 'cost'>[]): Usd {
  return positions.reduce((sum: number, { cost }) => sum + cost, cash) as Usd;
}

async function sharesOf(
  wallet: Wallet,
  token: TokenId,
  booked: readonly Holding[],
): Promise<Result<Shares>> {
  const ours = booked.reduce((sum: number, { shares }) => sum + shares, 0);
  for (let asked = 1; ; asked++) {
    const balance = await balanceOf(wallet, { token });
    if (!balance.ok) return balance;
    const held = balance.value as Shares;
    if (held >= ours) return ok(held);
    if (asked === ASKS_MOST) {
      const [said, known] = [formatDecimal(held), formatDecimal(ours)];
      const message = `the venue says we hold ${said} shares of ${token}, the journal ${known}`;
      wallet.onNotice({ code: 'balance_mismatch', message });
      return ok(held);
    }
    await pause(wallet.clock, AGAIN_MS);
  }
}

/** By the journal, strategy after strategy, as far as the venue's shares go. */
function shareOut(booked: readonly Holding[], held: Shares): OpeningPosition[] {
  let left: number = held;
  const positions: OpeningPosition[] = [];
  for (const { token, strategy, shares, cost } of booked) {
    const own = Math.min(shares, left) as Shares;
    left -= own;
    if (own === 0) continue;
    const paid = mulDiv(cost, own, shares, 'halfEven') as Usd;
    positions.push({ token, strategy: strategy as StrategyIndex, shares: own, cost: paid });
  }
  return positions;
}

async function balanceOf({ account, type }: Wallet, asset: Asset): Promise<Result<number>> {
  const what = asset === 'collateral' ? 'dollars' : `shares of ${asset.token}`;
  const unknown = (kind: string) =>
    refuse('balance_unknown', `the venue does not say what ${what} we hold: ${kind}`);
  const update = await account.updateBalance(asset, type);
  if (update.kind !== 'ok') return unknown(update.kind);
  const outcome = await account.balance(asset, type);
  return outcome.kind === 'ok' ? ok(outcome.value.balance) : unknown(outcome.kind);
}
