import type { ConditionId, MarketIndex, Outcome, TokenId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Market } from '../../domain/market.ts';
import type { Universe } from '../../ports/market-data.ts';
import { ListedMarket } from './listed-market.ts';
import type { Listing } from './listing.ts';

export type ListedToken = { readonly market: ListedMarket; readonly outcome: Outcome };

/** All markets that were ever listed, by every name that they have. */
export class ListedMarkets implements Universe {
  readonly markets: Market[] = [];
  readonly knownAhead = 0;
  readonly hasTrades: boolean[] = [];
  readonly all: ListedMarket[] = [];
  readonly #byCondition = new Map<string, ListedMarket>();
  readonly #byToken = new Map<string, ListedToken>();
  readonly #bySlug = new Map<string, ListedMarket>();

  /** The next market. @throws InvariantError when its name or a token is listed already. */
  add(listing: Listing): ListedMarket {
    const { market } = listing;
    const { conditionId, slug } = market;
    const tokens: readonly [TokenId, TokenId] = market.tokens;
    invariant(!this.#bySlug.has(slug), `${slug} is listed already`);
    invariant(!tokens.some((token) => this.#byToken.has(token)), `a token of ${slug} is in use`);
    const listed = new ListedMarket(this.all.length as MarketIndex, listing);
    this.markets.push(market);
    this.hasTrades.push(true);
    this.all.push(listed);
    this.#byCondition.set(conditionId, listed);
    this.#bySlug.set(slug, listed);
    for (const outcome of [0, 1] as const) {
      this.#byToken.set(tokens[outcome], { market: listed, outcome });
    }
    return listed;
  }

  at(index: number): ListedMarket {
    const listed = this.all[index];
    invariant(listed !== undefined, `market ${index} is not listed`);
    return listed;
  }

  byCondition(condition: ConditionId | string): ListedMarket | undefined {
    return this.#byCondition.get(condition);
  }

  byToken(token: TokenId | string): ListedToken | undefined {
    return this.#byToken.get(token);
  }

  bySlug(slug: string): ListedMarket | undefined {
    return this.#bySlug.get(slug);
  }
}
