import type { TokenId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { GammaClient, MarketFilter } from '../../polymarket/rest/gamma-client.ts';

/** Tokens in one question: as many as the venue takes of any id. */
const AT_ONCE = 50;

/** Slugs of the markets of these tokens, open or over: a run has to hear of what it holds. */
export async function marketsOf(
  gamma: Pick<GammaClient, 'markets'>,
  tokens: readonly TokenId[],
): Promise<Result<readonly string[]>> {
  const slugs = new Set<string>();
  for (let from = 0; from < tokens.length; from += AT_ONCE) {
    const some = tokens.slice(from, from + AT_ONCE);
    for (const closed of [false, true]) {
      const refusal = await gather(gamma, { tokens: some, closed }, slugs);
      if (refusal !== undefined) return refusal;
    }
  }
  return ok([...slugs]);
}

async function gather(
  gamma: Pick<GammaClient, 'markets'>,
  filter: MarketFilter,
  slugs: Set<string>,
) {
  for await (const page of gamma.markets(filter)) {
    if (page.kind !== 'ok') {
      return refuse('unreachable', `Gamma does not tell which markets we hold: ${page.kind}`);
    }
    for (const { slug } of page.value.rows) if (slug !== undefined) slugs.add(slug);
  }
  return undefined;
}
