import { gauge } from '../metric.ts';

/** What it has, what it made, and what it paid for that. */
export const MONEY = {
  polydesk_equity_dollars: gauge(
    'dollars',
    'Cash and what is held at the midpoints of now; absent while one of them is not known.',
    'provenance',
  ),
  polydesk_equity_confirmed_dollars: gauge(
    'dollars',
    'Of the equity, what is final on the chain.',
    'provenance',
  ),
  polydesk_equity_pending_dollars: gauge(
    'dollars',
    'Of the equity, what the chain may still take back: shares bought, proceeds of sales.',
    'provenance',
  ),
  polydesk_cash_dollars: gauge('dollars', 'All dollars, reserved or not.', 'provenance'),
  polydesk_reserved_dollars: gauge(
    'dollars',
    'What open orders, splits and merges hold back.',
    'provenance',
  ),
  polydesk_realized_profit_dollars: gauge(
    'dollars',
    'Made by shares sold, merged or paid out since the run began, after fees; below 0: lost.',
    'strategy',
    'provenance',
  ),
  polydesk_fees_dollars: gauge(
    'dollars',
    'Fees of its fills since the run began, without those that the chain took back.',
    'strategy',
    'provenance',
  ),
  polydesk_rebates_expected_dollars: gauge(
    'dollars',
    'What its fills at rest should bring back of the fees of takers; in no cash.',
    'strategy',
    'provenance',
  ),
  polydesk_rewards_expected_dollars: gauge(
    'dollars',
    'Liquidity rewards as sampled since the run began, in no cash; absent where none is sampled.',
    'provenance',
  ),
} as const;
