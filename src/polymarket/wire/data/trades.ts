import type { ConditionId, TokenId } from '../../../domain/ids.ts';
import type { Side } from '../../../domain/side.ts';
import type { Price, Shares, Timestamp } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { type Parser, readAnswer } from '../parser.ts';
import {
  type Address,
  address,
  condition,
  moment,
  roundedPrice,
  roundedShares,
  side,
  type TransactionHash,
  text,
  token,
  transactionHash,
} from '../values.ts';
import { type DataPage, dataPage } from './envelope.ts';
import { outcomeIndex, row } from './row.ts';

/**
 * A fill on chain, of anybody. Two fills of one transaction can be equal in every field and are
 * two all the same.
 */
export type DataTrade = {
  readonly wallet: Address;
  readonly side: Side;
  readonly token: TokenId;
  readonly market: ConditionId;
  readonly size: Shares;
  /** An average of what was paid: rounded. */
  readonly price: Price;
  /** Of the block: to the second. */
  readonly at: Timestamp;
  readonly outcome: string | undefined;
  readonly outcomeIndex: number | undefined;
  readonly slug: string | undefined;
  readonly transaction: TransactionHash | undefined;
};

const trade: Parser<DataTrade> = row('trade', 'title event_slug', (fields) => ({
  wallet: fields.vital('proxy_wallet', address),
  side: fields.vital('side', side),
  token: fields.vital(fields.either('token_id', 'asset'), token),
  market: fields.vital('condition_id', condition),
  size: fields.vital('size', roundedShares),
  price: fields.vital('price', roundedPrice),
  at: fields.vital('timestamp', moment),
  outcome: fields.soft('outcome', text),
  outcomeIndex: fields.soft('outcome_index', outcomeIndex),
  slug: fields.soft('slug', text),
  transaction: fields.soft('transaction_hash', transactionHash),
}));

/** GET /v2/trades, /trades. Shows takers only unless asked otherwise. */
export function readDataTrades(body: string): Answer<DataPage<DataTrade>> {
  return readAnswer(body, dataPage(trade));
}
