import { counter, gauge } from '../metric.ts';

/** Whether the venue and the feeds are heard, and take what is said to them. */
export const VENUE = {
  polydesk_socket_connections: gauge('none', 'Connections that are open.', 'socket'),
  polydesk_socket_wanted: gauge('none', 'Connections that should be.', 'socket'),
  polydesk_socket_age_seconds: gauge(
    'seconds',
    'Since a message came, on the connection where that is longest; absent before the first.',
    'socket',
  ),
  polydesk_socket_opens_total: counter(
    'none',
    'Connections that came about; above the first of each: reconnects.',
    'socket',
  ),
  polydesk_socket_gaps_total: counter(
    'none',
    'Stretches in which something of it may be missing; of price sockets together.',
    'socket',
  ),
  polydesk_socket_frames_total: counter('none', 'Messages received.', 'socket'),
  polydesk_market_delay_seconds: gauge(
    'seconds',
    'From the venue’s time of a book’s newest change to its receipt, where that is longest.',
  ),
  polydesk_books: gauge(
    'none',
    'Books of markets that trade, by whether they are trusted.',
    'state',
  ),
  polydesk_book_redrives_total: counter('none', 'Books that were asked for anew.'),
  polydesk_book_moves_total: counter('none', 'Books that were moved to another connection.'),
  polydesk_book_crossings_total: counter('none', 'Books found with bids above asks.'),
  polydesk_stalls_total: counter(
    'none',
    'Connections and tokens found to say nothing while something happened.',
    'part',
  ),
  polydesk_unreadable_total: counter('none', 'Parts of messages that could not be read.'),
  polydesk_http_answers_total: counter(
    'none',
    'Answers of the venue: ok, refused, 425, 429, 503, geoblocked, unknown.',
    'answer',
  ),
  polydesk_rate_limit_headroom_ratio: gauge(
    'ratio',
    'What is left of a limit of the venue, as we count it; below 0: in debt.',
    'bucket',
  ),
  polydesk_rate_limit_waiting: gauge('none', 'Requests that wait for a limit.'),
  polydesk_heartbeat_state: gauge(
    'none',
    'Whether the venue takes the desk for alive: 1 for the state that is; live only.',
    'state',
  ),
  polydesk_venue_mode: gauge(
    'none',
    'What the venue takes: 1 for the mode that is; live only.',
    'mode',
  ),
  polydesk_feed_series: gauge('none', 'Series of a feed, by how fresh they are.', 'feed', 'state'),
  polydesk_oracle_series: gauge(
    'none',
    'Prices by which markets settle, by whether somebody tells them freshly.',
    'state',
  ),
} as const;
