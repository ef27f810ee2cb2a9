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

/** So often all shares are asked for, if each time dollars moved meanwhile. */
const ROUNDS_MOST = 5;

/**
 * Asks the venue what the wallet holds, anew: it keeps what it believed for a while. What it holds
 * is the truth; the journal says what that had cost. Shares that the journal knows and the venue
 * does not, however often it is asked, are told and not opened: they were redeemed or sold
 * elsewhere. Shares beyond the journal are somebody else's: this desk does not trade them.
 * Dollars and shares are two answers, and what is paid out between them would be in neither: they
 * belong together once dollars are the same after as before. Refuses `balance_moves` where they
 * never are, `balance_unknown` without an answer.
 */
export async function openingBalances(
  wallet: Wallet,
  holdings: readonly Holding[],
): Promise<Result<OpeningBalances>> {
  let cash = await balanceOf(wallet, 'collateral');
  for (let round = 1; cash.ok && round <= ROUNDS_MOST; round++) {
    const before = cash.value as Usd;
    const counted = await sharesOfAll(wallet, holdings, round === 1 ? ASKS_MOST : 1);
    if (!counted.ok) return counted;
    if (holdings.length > 0) cash = await balanceOf(wallet, 'collateral');
    if (!cash.ok || cash.value !== before) continue;
    tellShort(counted.value, wallet.onNotice);
    const positions = counted.value.flatMap(({ booked, held }) => shareOut(booked, held));
    return ok({ cash: before, positions });
  }
  return cash.ok ? moves() : cash;
}

function moves() {
  const what = `the wallet's dollars moved each of ${ROUNDS_MOST} times that its shares were asked`;
  return refuse(
    'balance_moves',
    `${what} for: start again when nothing pays, spends or moves them`,
  );
}

/** Dollars, and shares at what they cost. */
export function worthOf(cash: Usd, positions: readonly Pick<OpeningPosition, 'cost'>[]): Usd {
  return positions.reduce((sum: number, { cost }) => sum + cost, cash) as Usd;
}

/** What the journal and the venue say of a token. */
type Counted = {
  readonly token: TokenId;
  readonly booked: readonly Holding[];
  readonly held: Shares;
};

async function sharesOfAll(
  wallet: Wallet,
  holdings: readonly Holding[],
  asksMost: number,
): Promise<Result<readonly Counted[]>> {
  const counted: Counted[] = [];
  for (const token of new Set(holdings.map((holding) => holding.token))) {
    const booked = holdings.filter((one) => one.token === token);
    const held = await sharesOf(wallet, token, sharesIn(booked), asksMost);
    if (!held.ok) return held;
    counted.push({ token, booked, held: held.value });
  }
  return ok(counted);
}

/** Asked until it has what is ours, or so often. */
async function sharesOf(
  wallet: Wallet,
  token: TokenId,
  ours: number,
  asksMost: number,
): Promise<Result<Shares>> {
  for (let asked = 1; ; asked++) {
    const balance = await balanceOf(wallet, { token });
    if (!balance.ok) return balance;
    if (balance.value >= ours || asked >= asksMost) return ok(balance.value as Shares);
    await pause(wallet.clock, AGAIN_MS);
  }
}

function tellShort(counted: readonly Counted[], notice: NoticeListener): void {
  for (const { token, booked, held } of counted) {
    const ours = sharesIn(booked);
    if (held >= ours) continue;
    const [said, known] = [formatDecimal(held), formatDecimal(ours as Shares)];
    const message = `the venue says we hold ${said} shares of ${token}, the journal ${known}`;
    notice({ code: 'balance_mismatch', message });
  }
}

function sharesIn(booked: readonly Holding[]): number {
  return booked.reduce((sum: number, { shares }) => sum + shares, 0);
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
