import type { FeeSchedule } from '../../domain/fee.ts';
import { marketOf, outcomeOf, type TokenId, type TokenIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { EngineState } from '../../engine/state.ts';
import type { ListedToken } from '../../polymarket/execution/listed-token.ts';
import { exchangeOf } from '../../polymarket/signing/exchange-contract.ts';

/** What an order for a token must know of it now. What is not known is not traded. */
export function listedToken(
  state: EngineState | undefined,
  token: TokenIndex,
): Result<ListedToken> {
  if (state === undefined) return unknown('the session has not begun', token);
  const market = state.markets[marketOf(token)];
  const book = state.books[marketOf(token)];
  if (market === undefined || book === undefined) return unknown('the market is not listed', token);
  const { conditionId, minimumSize, fee, negativeRisk, tokens, slug } = market;
  const tokenId = tokens[outcomeOf(token)];
  if (conditionId === undefined || tokenId === undefined) {
    return unknown(`the ids of ${slug} are not known`, token);
  }
  if (fee === undefined) return unknown(`the fee schedule of ${slug} is not known`, token);
  if (negativeRisk === undefined) {
    return unknown(`which contract settles ${slug} is not known`, token);
  }
  if (minimumSize === undefined) return unknown(`the minimum size of ${slug} is not known`, token);
  return ok({
    tokenId,
    tick: book.tick,
    minimumSize,
    market: conditionId,
    fee: fee.value,
    exchange: exchangeOf('conditional', negativeRisk),
  });
}

/** Its market and outcome; undefined: none of these markets has it. */
export function tokenInWords(markets: readonly Market[], token: TokenId): string | undefined {
  for (const { slug, tokens, labels } of markets) {
    const outcome = tokens.indexOf(token);
    if (outcome >= 0) return `${slug} ${labels[outcome] ?? `outcome ${outcome + 1}`}`;
  }
  return undefined;
}

/** What takers of it pay; undefined: none of these markets has it, or nobody knows. */
export function feeOfToken(markets: readonly Market[], token: TokenId): FeeSchedule | undefined {
  return markets.find(({ tokens }) => tokens.includes(token))?.fee?.value;
}

function unknown(why: string, token: TokenIndex): Result<never> {
  return refuse('token_unknown', `${why} (token ${token})`);
}
