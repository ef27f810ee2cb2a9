import type { ConditionId, TokenId, VenueOrderId, VenueTradeId } from '../../../domain/ids.ts';
import type { Timestamp } from '../../../domain/units.ts';
import type { Answer } from '../notes.ts';
import { ANYTHING, names, object } from '../object.ts';
import { mapped, type Parser, readAnswer, rows } from '../parser.ts';
import { condition, count, moment, orderId, rowId, token, tradeId } from '../values.ts';

/** By the venue's number; read 2026-11 in its kit. Others are new: the number is kept. */
const KINDS = [
  undefined,
  'order_canceled',
  'order_filled',
  'market_listed',
  'market_resolved',
  'reward_paid',
  'comment_answered',
  'yield_paid',
  'fill_failed',
  'redeemed',
  'combo_redeemed',
] as const;
type NotificationKind = Exclude<(typeof KINDS)[number], undefined> | 'unknown';

/** A remark of the venue to the account. Hints, never a source of fills. */
export type VenueNotification = {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly number: number;
  readonly at: Timestamp | undefined;
  readonly about: About | undefined;
};

type About = {
  readonly order: VenueOrderId | undefined;
  readonly trade: VenueTradeId | undefined;
  readonly market: ConditionId | undefined;
  readonly token: TokenId | undefined;
};

/** It has many more fields, which change: nobody decides by them. */
const about: Parser<About> = object('notification.payload', ANYTHING, (fields) => ({
  order: fields.soft('order_id', orderId),
  trade: fields.soft('trade_id', tradeId),
  market: fields.soft(fields.either('market', 'condition_id'), condition),
  token: fields.soft('asset_id', token),
}));

const notification: Parser<VenueNotification> = object(
  'notification',
  names('owner'),
  (fields) => ({
    id: fields.vital('id', rowId),
    ...fields.vital(
      'type',
      mapped(count, (number) => ({ kind: KINDS[number] ?? ('unknown' as const), number })),
    ),
    at: fields.soft('timestamp', moment),
    about: fields.soft('payload', about),
  }),
);

/** GET /notifications. */
export function readNotifications(body: string): Answer<readonly VenueNotification[]> {
  return readAnswer(body, rows(notification));
}
