import { type MarketIndex, marketOf, outcomeOf, type TokenIndex } from '../../domain/ids.ts';
import { mulDiv, type Price, SCALE, type Shares, type Usd } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import type { SettledDecision } from '../../signals/source-weights.ts';

type Held = {
  readonly token: TokenIndex;
  /** Sources that voted for it. */
  readonly sources: readonly string[];
  /** As the market closed. */
  readonly shares: Shares;
  readonly cost: Usd;
};

/** Decisions whose markets have not paid yet, with the sources that spoke for each. */
export class HeldDecisions {
  readonly #bought = new Map<MarketIndex, Pick<Held, 'token' | 'sources'>>();
  readonly #held = new Map<MarketIndex, Held>();

  /** Shares were bought; those who had voted for them are asked the first time. */
  bought(token: TokenIndex, sourcesOf: () => readonly string[]): void {
    const market = marketOf(token);
    if (!this.#bought.has(market)) this.#bought.set(market, { token, sources: sourcesOf() });
  }

  /** What is held at the close is held to the end. */
  closed(market: MarketIndex, view: View): void {
    const bought = this.#bought.get(market);
    this.#bought.delete(market);
    if (bought === undefined) return;
    const { token } = bought;
    const shares = view.position(token);
    if (shares > 0) this.#held.set(market, { ...bought, shares, cost: view.cost(token) });
  }

  /** What a market's decision has come to; undefined: none was made, or neither side won. */
  paid(market: MarketIndex, view: View): SettledDecision | undefined {
    const held = this.#held.get(market);
    this.#held.delete(market);
    const payout = view.payout(market);
    if (held === undefined || payout === undefined) return undefined;
    const { token, sources, shares, cost } = held;
    const own = outcomeOf(token) === 0 ? payout : ((SCALE - payout) as Price);
    if (own !== 0 && own !== SCALE) return undefined;
    const profit = mulDiv(shares, own, SCALE, 'down') - cost;
    return { sources, isWon: own === SCALE, profit: profit / SCALE };
  }
}
