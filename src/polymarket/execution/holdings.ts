import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import { mulDiv, NO_SHARES, NO_USD, type Shares, type Usd } from '../../domain/units.ts';
import type { FillRecord } from './order-record.ts';

/** What a strategy holds of a token by the journal, and what that cost, fees included. */
export type Holding = {
  readonly strategy: StrategyIndex;
  readonly token: TokenId;
  readonly shares: Shares;
  readonly cost: Usd;
};

/**
 * Shares and their average cost, folded over the fills of all runs. What was merged, redeemed or
 * moved on chain is not here: the venue's balance is the truth, this is what it cost.
 */
export class Holdings {
  readonly #held = new Map<string, Holding>();

  get all(): readonly Holding[] {
    return [...this.#held.values()].filter(({ shares }) => shares > 0);
  }

  take(strategy: StrategyIndex, fill: FillRecord): void {
    const fee = fill.fee ?? 0;
    if (fill.side === 'buy') this.#move(strategy, fill.token, fill.size, fill.amount + fee);
    else this.#move(strategy, fill.token, -fill.size, undefined);
  }

  /** The chain took it back. */
  failed(strategy: StrategyIndex, fill: FillRecord): void {
    const fee = fill.fee ?? 0;
    if (fill.side === 'buy') this.#move(strategy, fill.token, -fill.size, -fill.amount - fee);
    // What the shares had cost went with the sale; what they were sold for is the nearest to it.
    else this.#move(strategy, fill.token, fill.size, fill.amount);
  }

  /** `cost` undefined: at the average. */
  #move(strategy: StrategyIndex, token: TokenId, change: number, cost: number | undefined): void {
    const key = `${strategy} ${token}`;
    const held = this.#held.get(key) ?? { strategy, token, shares: NO_SHARES, cost: NO_USD };
    const shares = Math.max(0, held.shares + change) as Shares;
    const moved =
      cost ?? (held.shares === 0 ? 0 : -mulDiv(held.cost, -change, held.shares, 'halfEven'));
    const rest = (shares === 0 ? 0 : Math.max(0, held.cost + moved)) as Usd;
    this.#held.set(key, { strategy, token, shares, cost: rest });
  }
}
