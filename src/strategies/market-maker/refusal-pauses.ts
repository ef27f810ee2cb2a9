import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** So long nothing is bid for anywhere when the account's limits are used up, µs. */
export const LIMITS_HOLD = MICROS_PER_SECOND;

/**
 * What a refusal says something of: the account's limits, which are used up for a moment; the whole
 * desk, from which no order gets anywhere; one market; or one order at its price.
 */
export type RefusalScope = 'limits' | 'desk' | 'market' | 'order';

const LIMITS = ['too_many_orders', 'too_many_open_orders', 'not_enough_cash'];

/** Of the desk to the venue, of the venue itself, of the operator, and of what there is in all. */
const DESK = [
  'cancel_only',
  'data_ended',
  'desk_closed',
  'disk_low',
  'earlier_orders',
  'equity_unknown',
  'foreign_orders',
  'funds_held',
  'geoblocked',
  'heartbeat_unhealthy',
  'heartbeat_unreconciled',
  'journal_failed',
  'journal_slow',
  'loop_stalled',
  'not_armed',
  'not_connected',
  'not_reconciled',
  'not_started',
  'paused',
  'post_only_mode',
  'rate_limited',
  'stopping',
  'trading_disabled',
  'unauthorized',
  'user_channel_blind',
  'venue_restarting',
];

/** Another price or size would do. */
const ORDER = ['not_enough_shares', 'post_only_crosses', 'post_only_would_cross', 'price_too_far'];

const SCOPES: ReadonlyMap<string, RefusalScope> = new Map([
  ...LIMITS.map((code) => [code, 'limits'] as const),
  ...DESK.map((code) => [code, 'desk'] as const),
  ...ORDER.map((code) => [code, 'order'] as const),
]);

/** A code that nobody has named here is taken to say something of its market. */
export function scopeOf(code: string): RefusalScope {
  return SCOPES.get(code) ?? 'market';
}
