import type { ConditionId, TokenId } from '../../../domain/ids.ts';
import type { TickSize } from '../../../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { names, object } from '../object.ts';
import type { Page } from '../page.ts';
import { type Parser, readAnswer, rows } from '../parser.ts';
import {
  condition,
  count,
  flag,
  moment,
  prose,
  questionId,
  roundedPrice,
  roundedShares,
  text,
  tick,
  token,
} from '../values.ts';
import { page } from './page.ts';

/** A market as the CLOB lists it. Short lists leave most of it out. */
export type ClobMarket = {
  readonly market: ConditionId | undefined;
  readonly question: string | undefined;
  readonly questionId: string | undefined;
  readonly slug: string | undefined;
  readonly tokens: readonly ClobOutcome[];
  readonly tick: TickSize | undefined;
  readonly minimumSize: Shares | undefined;
  readonly negativeRisk: boolean | undefined;
  readonly active: boolean | undefined;
  readonly closed: boolean | undefined;
  readonly archived: boolean | undefined;
  readonly acceptsOrders: boolean | undefined;
  readonly hasOrderBook: boolean | undefined;
  readonly endsAt: Timestamp | undefined;
  readonly gameStartsAt: Timestamp | undefined;
  /** How long a marketable order is held back. */
  readonly delaySeconds: number | undefined;
};

export type ClobOutcome = {
  /** Undefined in rows of markets that never had a book. */
  readonly token: TokenId | undefined;
  readonly label: string;
  readonly price: Price | undefined;
  /** The CLOB's word; Gamma's resolution is the one that we settle by. */
  readonly winner: boolean | undefined;
};

const outcome: Parser<ClobOutcome> = object('market.token', names(), (fields) => ({
  token: fields.soft('token_id', token),
  label: fields.vital('outcome', text),
  price: fields.soft('price', roundedPrice),
  winner: fields.soft('winner', flag),
}));

const UNREAD = names(`
  accepting_order_timestamp description fpmm maker_base_fee taker_base_fee notifications_enabled
  neg_risk_market_id neg_risk_request_id icon image rewards is_50_50_outcome tags
`);

const market: Parser<ClobMarket> = object('market', UNREAD, (fields) => ({
  market: fields.soft('condition_id', condition),
  question: fields.soft('question', prose),
  questionId: fields.soft('question_id', questionId),
  slug: fields.soft('market_slug', text),
  tokens: fields.vital('tokens', rows(outcome)),
  tick: fields.soft('minimum_tick_size', tick),
  minimumSize: fields.soft('minimum_order_size', roundedShares),
  negativeRisk: fields.soft('neg_risk', flag),
  active: fields.soft('active', flag),
  closed: fields.soft('closed', flag),
  archived: fields.soft('archived', flag),
  acceptsOrders: fields.soft('accepting_orders', flag),
  hasOrderBook: fields.soft('enable_order_book', flag),
  endsAt: fields.soft('end_date_iso', moment),
  gameStartsAt: fields.soft('game_start_time', moment),
  delaySeconds: fields.soft('seconds_delay', count),
}));

/** GET /markets/{condition id}, the long form. */
export function readClobMarket(body: string): Answer<ClobMarket> {
  return readAnswer(body, market);
}

/** GET /markets, /simplified-markets, /sampling-markets, /sampling-simplified-markets. */
export function readClobMarkets(body: string): Answer<Page<ClobMarket>> {
  return readAnswer(body, page(market));
}
