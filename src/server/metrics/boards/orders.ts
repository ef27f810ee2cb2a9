import { counter, gauge, histogram } from '../metric.ts';

/** What became of what its strategies wished for. */
export const ORDERS = {
  polydesk_orders_submitted_total: counter(
    'none',
    'Orders that passed the gate and were sent.',
    'strategy',
    'provenance',
  ),
  polydesk_orders_accepted_total: counter(
    'none',
    'Orders that the exchange took.',
    'strategy',
    'provenance',
  ),
  polydesk_orders_denied_total: counter(
    'none',
    'Wishes that our own gate let not pass, by why.',
    'code',
    'provenance',
  ),
  polydesk_orders_rejected_total: counter(
    'none',
    'Orders that the exchange refused, by why.',
    'code',
    'provenance',
  ),
  polydesk_orders_canceled_total: counter(
    'none',
    'Orders that ended before they were filled, by why.',
    'code',
    'provenance',
  ),
  polydesk_orders_expired_total: counter('none', 'Orders whose time was over.', 'provenance'),
  polydesk_cancels_requested_total: counter('none', 'Cancels that were sent.', 'provenance'),
  polydesk_cancels_rejected_total: counter(
    'none',
    'Cancels that the exchange refused, by why.',
    'code',
    'provenance',
  ),
  polydesk_orders_open: gauge('none', 'Orders in flight or at rest.', 'provenance'),
  polydesk_orders_unknown: gauge(
    'none',
    'Orders of which nobody knows whether the venue has them; absent where that cannot be.',
    'provenance',
  ),
  polydesk_order_ack_seconds: histogram(
    'From an order sent to the first word of the exchange about it.',
    'provenance',
  ),
  polydesk_fills_total: counter(
    'none',
    'Fills, also those that the chain took back later.',
    'strategy',
    'liquidity',
    'provenance',
  ),
  polydesk_fills_dollars_total: counter(
    'dollars',
    'What those fills cost or brought, without fees.',
    'strategy',
    'provenance',
  ),
  polydesk_fills_failed_total: counter(
    'none',
    'Fills that the chain took back.',
    'strategy',
    'provenance',
  ),
  polydesk_fills_unsettled: gauge(
    'none',
    'Fills that are not final on the chain yet.',
    'provenance',
  ),
  polydesk_decisions_skipped_total: counter(
    'none',
    'Times that a strategy looked and chose not to trade.',
    'strategy',
    'provenance',
  ),
} as const;
