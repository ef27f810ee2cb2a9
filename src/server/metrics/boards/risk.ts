import { counter, gauge } from '../metric.ts';

/** What is held, what it may lose, and what stands in the way of that. */
export const RISK = {
  polydesk_exposure_dollars: gauge(
    'dollars',
    'What the account loses if everything ends worst, open orders included.',
    'provenance',
  ),
  polydesk_strategy_exposure_dollars: gauge(
    'dollars',
    'The same of one strategy.',
    'strategy',
    'provenance',
  ),
  polydesk_positions: gauge('none', 'Outcomes of which shares are held.', 'provenance'),
  polydesk_held_dollars: gauge(
    'dollars',
    'What the shares are worth at the midpoints of now; absent while one is not known.',
    'provenance',
  ),
  polydesk_limit_used_ratio: gauge(
    'ratio',
    'The fullest use of a limit or a breaker; absent where there is none, or nothing uses it up.',
    'limit',
    'provenance',
  ),
  polydesk_risk_mode: gauge(
    'none',
    'normal, reduce, killed or cooling: 1 for the mode that is.',
    'mode',
    'provenance',
  ),
  polydesk_drawdown_ratio: gauge(
    'ratio',
    'What is lost since the highest equity; absent before the first look.',
    'provenance',
  ),
  polydesk_day_loss_dollars: gauge(
    'dollars',
    'What is lost since midnight UTC; below 0: made. Absent before the first look.',
    'provenance',
  ),
  polydesk_kills_total: counter('none', 'Times that a loss stopped everything.', 'provenance'),
  polydesk_recoveries_total: counter(
    'none',
    'Times that it went on by itself after a kill.',
    'provenance',
  ),
  polydesk_market_breaks: gauge('none', 'Markets in which nothing is bought now.', 'provenance'),
  polydesk_market_breaks_total: counter('none', 'Such breaks begun, by why.', 'code', 'provenance'),
  polydesk_halted_feeds: gauge(
    'none',
    'Feeds in whose markets nothing is opened: the venue’s outcome was not ours.',
    'provenance',
  ),
  polydesk_strategy_state: gauge(
    'none',
    'running, paused, halted or given_up: 1 for the state that is.',
    'strategy',
    'state',
    'provenance',
  ),
  polydesk_strategy_failures_total: counter(
    'none',
    'Times that a strategy threw.',
    'strategy',
    'provenance',
  ),
  polydesk_stopping: gauge('none', '1: an operator has stopped everything.', 'provenance'),
  polydesk_trading: gauge(
    'none',
    '1: the session trades; 0: it was stopped, or something in it broke.',
    'provenance',
  ),
} as const;
