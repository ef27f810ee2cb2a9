import type { ConditionId, TokenId } from '../../../domain/ids.ts';
import type { Price, Shares, Usd } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import type { Fields } from '../object.ts';
import { type Parser, readAnswer } from '../parser.ts';
import {
  type Address,
  address,
  condition,
  flag,
  roundedPrice,
  roundedShares,
  roundedUsd,
  text,
  token,
} from '../values.ts';
import { type DataPage, dataPage } from './envelope.ts';
import { outcomeIndex, row } from './row.ts';

/** What a wallet holds, by the service's own reckoning: for reconciling, never for deciding. */
export type DataPosition = {
  readonly wallet: Address;
  readonly token: TokenId;
  readonly market: ConditionId;
  readonly size: Shares;
  readonly averagePrice: Price | undefined;
  /** Paid for what is held, without fees. */
  readonly cost: Usd | undefined;
  readonly value: Usd | undefined;
  readonly price: Price | undefined;
  readonly realizedProfit: Usd | undefined;
  readonly unrealizedProfit: Usd | undefined;
  /** Bought over its whole life. */
  readonly bought: Shares | undefined;
  /** OPEN, REDEEMABLE, CLOSED; version 1 does not say. */
  readonly status: string | undefined;
  readonly redeemable: boolean | undefined;
  readonly mergeable: boolean | undefined;
  readonly negativeRisk: boolean | undefined;
  readonly slug: string | undefined;
  readonly outcome: string | undefined;
  readonly outcomeIndex: number | undefined;
  readonly otherToken: TokenId | undefined;
};

const UNREAD = `title event_id event_slug opposite_outcome end_date percent_pnl archived
  percent_realized_pnl last_event_at entry_fees_usdc total_cost_usdc total_pnl first_entry_at`;

const position: Parser<DataPosition> = row('position', UNREAD, (fields) => ({
  wallet: fields.vital('proxy_wallet', address),
  token: fields.vital(fields.either('token_id', 'asset'), token),
  market: fields.vital('condition_id', condition),
  size: fields.vital(fields.either('current_size', 'size'), roundedShares),
  averagePrice: fields.soft('avg_price', roundedPrice),
  ...valuesOf(fields),
  status: fields.soft('status', text),
  redeemable: fields.soft('redeemable', flag),
  mergeable: fields.soft('mergeable', flag),
  negativeRisk: fields.soft('negative_risk', flag),
  slug: fields.soft('slug', text),
  outcome: fields.soft('outcome', text),
  outcomeIndex: fields.soft('outcome_index', outcomeIndex),
  otherToken: fields.soft(fields.either('opposite_token_id', 'opposite_asset'), token),
}));

function valuesOf(fields: Fields) {
  return {
    cost: fields.soft(fields.either('entry_cost_usdc', 'initial_value'), roundedUsd),
    value: fields.soft('current_value', roundedUsd),
    price: fields.soft(fields.either('current_price', 'cur_price'), roundedPrice),
    realizedProfit: fields.soft('realized_pnl', roundedUsd),
    unrealizedProfit: fields.soft(fields.either('unrealized_pnl', 'cash_pnl'), roundedUsd),
    bought: fields.soft(fields.either('total_size', 'total_bought'), roundedShares),
  };
}

/** GET /v2/positions, /positions. */
export function readPositions(body: string): Answer<DataPage<DataPosition>> {
  return readAnswer(body, dataPage(position));
}
