import type { ConditionId, TokenId } from '../../../domain/ids.ts';
import type { TickSize } from '../../../domain/tick.ts';
import type { Shares, Timestamp } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { names, object } from '../object.ts';
import { leaf, type Parser, pair, readAnswer } from '../parser.ts';
import {
  condition,
  count,
  flag,
  moment,
  partsPerMillion,
  rounded,
  roundedShares,
  text,
  tick,
  token,
} from '../values.ts';

/** What trading a market needs, from the service that trades it. */
export type ClobMarketInfo = {
  readonly market: ConditionId | undefined;
  readonly tokens: readonly [ClobToken, ClobToken];
  readonly tick: TickSize;
  readonly minimumSize: Shares | undefined;
  readonly negativeRisk: boolean | undefined;
  readonly fee: ClobFee | undefined;
  readonly acceptsOrders: boolean | undefined;
  readonly acceptsOrdersSince: Timestamp | undefined;
  /** Of sports: how long a marketable order is held back. */
  readonly delaySeconds: number | undefined;
  /** Of crypto: marketable orders are held back; how long the venue's pages say. */
  readonly takerDelay: boolean | undefined;
  readonly rewards: ClobRewards | undefined;
};

export type ClobToken = { readonly token: TokenId; readonly label: string };

/** The fee schedule without its rebate, which this answer does not tell. */
export type ClobFee = {
  readonly ratePpm: number;
  readonly exponent: number;
  readonly takerOnly: boolean | undefined;
};

export type ClobRewards = {
  readonly minimumSize: Shares | undefined;
  /** Cents from the midpoint at 1e-6. */
  readonly mostSpread: number | undefined;
  /** How long an order must rest to count. */
  readonly restSeconds: number | undefined;
};

const ofToken: Parser<ClobToken> = object('clob_market.token', names(), (fields) => ({
  token: fields.vital('t', token),
  label: fields.vital('o', text),
}));

const fee: Parser<ClobFee> = object('clob_market.fee', names(), (fields) => ({
  ratePpm: fields.vital('r', partsPerMillion),
  exponent: fields.vital('e', count),
  takerOnly: fields.soft('to', flag),
}));

const seconds: Parser<number> = leaf((value) =>
  typeof value === 'number' && value >= 0 && value < 86_400
    ? { ok: true, value }
    : { ok: false, code: 'not_seconds', message: 'no number of seconds' },
);

const rewards: Parser<ClobRewards> = object('clob_market.rewards', names('e smoa'), (fields) => ({
  minimumSize: fields.soft('mi', roundedShares),
  mostSpread: fields.soft('ma', rounded),
  restSeconds: fields.soft('moas', seconds),
}));

/**
 * Legacy fees, the game's start, switches for products that we do not trade, and how old an order
 * must be (seen 2026-10).
 */
const UNREAD = names('mbf tbf gst cbos rfqe ibce oas');

const info: Parser<ClobMarketInfo> = object('clob_market', UNREAD, (fields) => ({
  market: fields.soft('c', condition),
  tokens: fields.vital('t', pair(ofToken)),
  tick: fields.vital('mts', tick),
  minimumSize: fields.soft('mos', roundedShares),
  negativeRisk: fields.soft('nr', flag),
  fee: fields.soft('fd', fee),
  acceptsOrders: fields.soft('ao', flag),
  acceptsOrdersSince: fields.soft('aot', moment),
  delaySeconds: fields.soft('sd', seconds),
  takerDelay: fields.soft('itode', flag),
  rewards: fields.soft('r', rewards),
}));

/** GET /clob-markets/{condition id}. It may lag Gamma by minutes: 404, or tokens without ids. */
export function readMarketInfo(body: string): Answer<ClobMarketInfo> {
  return readAnswer(body, info);
}
