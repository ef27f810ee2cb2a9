import type { TokenId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { GammaClient, MarketFilter } from '../../polymarket/rest/gamma-client.ts';

/** Tokens in one question: as many as the venue takes of any id. */
const AT_ONCE = 50;

/** A market of which something is held. */
export type HeldMarket = {
  readonly slug: string;
  readonly tokens: readonly TokenId[];
  /** Nobody trades it any more: what is held of it is to be redeemed, or worth nothing. */
  readonly isOver: boolean;
};

/** The markets of these tokens, open or over: a run has to hear of what it holds. */
export async function marketsOf(
  gamma: Pick<GammaClient, 'markets'>,
  tokens: readonly TokenId[],
): Promise<Result<readonly HeldMarket[]>> {
  const found = new Map<string, HeldMarket>();
  for (let from = 0; from < tokens.length; from += AT_ONCE) {
    const some = tokens.slice(from, from + AT_ONCE);
    for (const closed of [false, true]) {
      const refusal = await gather(gamma, { tokens: some, closed }, found);
      if (refusal !== undefined) return refusal;
    }
  }
  return ok([...found.values()]);
}

async function gather(
  gamma: Pick<GammaClient, 'markets'>,
  filter: MarketFilter,
  found: Map<string, HeldMarket>,
) {
  for await (const page of gamma.markets(filter)) {
    if (page.kind !== 'ok') {
      return refuse('unreachable', `Gamma does not tell which markets we hold: ${page.kind}`);
    }
    for (const { slug, outcomes, closed } of page.value.rows) {
      if (slug === undefined) continue;
      const known = outcomes.flatMap(({ token }) => (token === undefined ? [] : [token]));
      found.set(slug, { slug, tokens: known, isOver: closed === true });
    }
  }
  return undefined;
}
