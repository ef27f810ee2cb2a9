import { FREE } from '../../src/domain/fee.ts';
import type { ConditionId, TokenId, TokenIndex } from '../../src/domain/ids.ts';
import { ok, type Result } from '../../src/domain/result.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import type { Shares } from '../../src/domain/units.ts';
import type { ListedToken } from '../../src/polymarket/execution/listed-token.ts';
import { EXCHANGE_V2 } from '../../src/polymarket/signing/exchange-contract.ts';
import { DOWN, MARKET, UP } from './wire-samples/ids.ts';

/** What a desk knows of the one market of a LocalBench. */
export function benchToken(token: TokenIndex): Result<ListedToken> {
  return ok({
    tokenId: (token % 2 === 0 ? UP : DOWN) as TokenId,
    tick: 10_000 as TickSize,
    minimumSize: 5_000_000 as Shares,
    market: MARKET as ConditionId,
    fee: FREE,
    exchange: EXCHANGE_V2,
  });
}
