import type { ConditionId, TokenId } from '../../../domain/ids.ts';
import { ok, refuse } from '../../../domain/result.ts';
import type { Price, Shares, Timestamp, Usd } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { leaf, type Parser, readAnswer } from '../parser.ts';
import {
  type Address,
  address,
  condition,
  flag,
  moment,
  roundedPrice,
  roundedShares,
  roundedUsd,
  type TransactionHash,
  text,
  token,
  transactionHash,
} from '../values.ts';
import { type DataPage, dataPage } from './envelope.ts';
import { outcomeIndex, row } from './row.ts';

/** Something that changed a wallet, with the transaction that shows it. */
export type DataActivity = {
  readonly wallet: Address;
  /** TRADE, SPLIT, MERGE, REDEEM, REWARD, CONVERSION, MAKER_REBATE, ...: the list grows. */
  readonly type: string;
  readonly at: Timestamp;
  readonly size: Shares | undefined;
  readonly amount: Usd | undefined;
  readonly price: Price | undefined;
  /** Of a trade buy or sell, of a tip in or out. */
  readonly direction: 'buy' | 'sell' | 'in' | 'out' | undefined;
  readonly market: ConditionId | undefined;
  readonly token: TokenId | undefined;
  readonly outcome: string | undefined;
  readonly outcomeIndex: number | undefined;
  readonly slug: string | undefined;
  /** A combination of markets, which is no market of ours. */
  readonly combo: boolean | undefined;
  readonly transaction: TransactionHash | undefined;
};

const direction: Parser<'buy' | 'sell' | 'in' | 'out'> = leaf((value) => {
  switch (value) {
    case 'BUY':
      return ok('buy');
    case 'SELL':
      return ok('sell');
    case 'IN':
      return ok('in');
    case 'OUT':
      return ok('out');
    default:
      return refuse('bad_side', 'none of BUY, SELL, IN, OUT');
  }
});

const activity: Parser<DataActivity> = row('activity', 'title event_slug', (fields) => ({
  wallet: fields.vital('proxy_wallet', address),
  type: fields.vital('type', text),
  at: fields.vital('timestamp', moment),
  size: fields.soft('size', roundedShares),
  amount: fields.soft('usdc_size', roundedUsd),
  price: fields.soft('price', roundedPrice),
  direction: fields.soft('side', direction),
  market: fields.soft('condition_id', condition),
  token: fields.soft(fields.either('token_id', 'asset'), token),
  outcome: fields.soft('outcome', text),
  outcomeIndex: fields.soft('outcome_index', outcomeIndex),
  slug: fields.soft('slug', text),
  combo: fields.soft('is_combo', flag),
  transaction: fields.soft('transaction_hash', transactionHash),
}));

/** GET /v2/activity, /activity. */
export function readActivity(body: string): Answer<DataPage<DataActivity>> {
  return readAnswer(body, dataPage(activity));
}
