import type { TokenId } from '../../../domain/ids.ts';
import type { Shares } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { type Parser, readAnswer, rows } from '../parser.ts';
import { type Address, address, roundedShares, token } from '../values.ts';
import { type DataPage, dataPage } from './envelope.ts';
import { outcomeIndex, row } from './row.ts';

/** Who holds a token, the largest first. */
export type TokenHolders = { readonly token: TokenId; readonly holders: readonly Holder[] };

export type Holder = {
  readonly wallet: Address;
  readonly size: Shares;
  readonly outcomeIndex: number | undefined;
};

/** Profit and loss comes along when asked for. */
const UNREAD = `token_id asset avg_price entry_cost_usdc current_price current_value realized_pnl
  unrealized_pnl total_pnl`;

const holder: Parser<Holder> = row('holder', UNREAD, (fields) => ({
  wallet: fields.vital('proxy_wallet', address),
  size: fields.vital('amount', roundedShares),
  outcomeIndex: fields.soft('outcome_index', outcomeIndex),
}));

const holders: Parser<TokenHolders> = row('holders', '', (fields) => ({
  token: fields.vital(fields.either('token_id', 'token'), token),
  holders: fields.vital('holders', rows(holder)),
}));

/** GET /v2/holders, /holders: a row for each outcome token. */
export function readHolders(body: string): Answer<DataPage<TokenHolders>> {
  return readAnswer(body, dataPage(holders));
}
