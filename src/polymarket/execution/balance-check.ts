import type { TokenId } from '../../domain/ids.ts';
import { formatDecimal, type Shares, type Usd } from '../../domain/units.ts';
import type { Asset } from '../rest/clob-account.ts';
import type { SignatureType } from '../signing/exchange-order.ts';
import type { NoticeListener } from './notice.ts';
import { nameOfToken, type TokenNames } from './token-names.ts';
import type { AccountAccess } from './venue-access.ts';

/** What our books say that the wallet holds. */
export type ExpectedBalances = {
  readonly cash: Usd;
  readonly shares: ReadonlyMap<TokenId, Shares>;
};

/** Fees are rounded by a rule that is not documented: less than a cent is no difference. */
const TOLERANCE = 10_000;

type Parts = {
  readonly account: AccountAccess;
  readonly signatureType: SignatureType;
  /** Undefined while orders are in flight or fills unsettled: then nothing can be compared. */
  readonly expected: () => ExpectedBalances | undefined;
  readonly notice: NoticeListener;
} & TokenNames;

/**
 * Holds the venue's balances against our books. It answers from a cache that lags: a difference
 * counts when the next comparison finds the same one, and is told once.
 */
export class BalanceCheck {
  readonly #parts: Parts;
  readonly #differences = new Map<string, number>();
  readonly #told = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const before = this.#parts.expected();
    if (before === undefined) return;
    const assets: (readonly [Asset, number])[] = [['collateral', before.cash]];
    for (const [token, shares] of before.shares) assets.push([{ token }, shares]);
    for (const [asset, ours] of assets) {
      const outcome = await this.#parts.account.balance(asset, this.#parts.signatureType);
      // What moved meanwhile is compared another time.
      if (!isSame(before, this.#parts.expected())) return;
      if (outcome.kind === 'ok') this.#compare(asset, ours, outcome.value.balance);
    }
  }

  #compare(asset: Asset, ours: number, venue: number): void {
    const key = asset === 'collateral' ? asset : asset.token;
    const difference = venue - ours;
    if (Math.abs(difference) < TOLERANCE) {
      this.#differences.delete(key);
      this.#told.delete(key);
      return;
    }
    const before = this.#differences.get(key);
    this.#differences.set(key, difference);
    if (before !== difference || this.#told.get(key) === difference) return;
    this.#told.set(key, difference);
    const name =
      asset === 'collateral' ? 'dollars' : `shares of ${nameOfToken(this.#parts, asset.token)}`;
    const [said, booked] = [formatDecimal(venue), formatDecimal(ours)];
    const message = `the venue says that we hold ${said} ${name}, our books say ${booked}`;
    this.#parts.notice({ code: 'balance_mismatch', message });
  }
}

function isSame(a: ExpectedBalances, b: ExpectedBalances | undefined): boolean {
  if (b === undefined || a.cash !== b.cash || a.shares.size !== b.shares.size) return false;
  return [...a.shares].every(([token, shares]) => b.shares.get(token) === shares);
}
