// Boards about what it trades with, as code: see grafana.test.ts.
import { lately, panel, rate, shown } from './ask.ts';
import { type Board, of } from './panel.ts';

export const venue: Board = {
  name: 'venue',
  title: 'venue health',
  byStrategy: false,
  panels: [
    panel('Which sockets lack connections?', 'short', [
      `${of('polydesk_socket_wanted')} - ${of('polydesk_socket_connections')}`,
      '{{socket}}',
    ]),
    panel('How long has each socket been silent?', 's', [
      of('polydesk_socket_age_seconds'),
      '{{socket}}',
    ]),
    panel('How often did they connect anew?', 'short', [
      lately('polydesk_socket_opens_total', 'socket'),
      '{{socket}}',
    ]),
    panel('How often was something missed?', 'short', [
      lately('polydesk_socket_gaps_total', 'socket'),
      '{{socket}}',
    ]),
    panel('How much do they say?', 'ops', [
      rate('polydesk_socket_frames_total', 'socket'),
      '{{socket}}',
    ]),
    panel('How late are the books?', 's', [of('polydesk_market_delay_seconds'), '{{instance}}']),
    panel('How many books can be believed?', 'short', [of('polydesk_books'), '{{state}}']),
    panel(
      'What of the books had to be mended?',
      'short',
      [lately('polydesk_book_redrives_total', 'instance'), 'asked for anew'],
      [lately('polydesk_book_moves_total', 'instance'), 'moved'],
      [lately('polydesk_book_crossings_total', 'instance'), 'crossed'],
      [lately('polydesk_stalls_total', 'part'), 'stalled: {{part}}'],
      [lately('polydesk_unreadable_total', 'instance'), 'unreadable'],
    ),
    panel('What does the venue answer but "ok"?', 'short', [
      lately('polydesk_http_answers_total', 'answer', 'answer!="ok"'),
      '{{answer}}',
    ]),
    panel('Which limits of the venue are nearest?', 'percentunit', [
      `bottomk(5, ${of('polydesk_rate_limit_headroom_ratio')})`,
      '{{bucket}}',
    ]),
    panel('How many requests wait?', 'short', [of('polydesk_rate_limit_waiting'), '{{instance}}']),
    shown('state-timeline', 'Does the venue take the desk for alive?', 'short', [
      of('polydesk_heartbeat_state'),
      '{{state}}',
    ]),
    shown('state-timeline', 'What does the venue take?', 'short', [
      of('polydesk_venue_mode'),
      '{{mode}}',
    ]),
    panel('Which feeds are not fresh?', 'short', [
      of('polydesk_feed_series', 'state!="fresh"'),
      '{{feed}}: {{state}}',
    ]),
    panel('Does anybody tell the prices that decide?', 'short', [
      of('polydesk_oracle_series'),
      '{{state}}',
    ]),
  ],
};

export const recorder: Board = {
  name: 'recorder',
  title: 'recorder',
  byStrategy: false,
  panels: [
    panel('How much is written?', 'ops', [
      rate('polydesk_recorder_rows_total', 'instance, provenance'),
      '{{instance}}, {{provenance}}',
    ]),
    panel('How many bytes is that?', 'Bps', [
      rate('polydesk_recorder_bytes_total', 'instance'),
      '{{instance}}',
    ]),
    panel('What would a kill cost?', 'short', [
      of('polydesk_recorder_lag_records'),
      'records on {{instance}}',
    ]),
    panel('Does the disk keep up?', 'bytes', [
      of('polydesk_recorder_pending_bytes'),
      'wait on {{instance}}',
    ]),
    panel(
      'Where may prints be missing?',
      'short',
      [lately('polydesk_recorder_gaps_total', 'instance'), 'gaps'],
      [lately('polydesk_recorder_gaps_unanswered_total', 'instance'), 'nobody answered for'],
      [lately('polydesk_recorder_missed_prints_total', 'instance'), 'prints found by asking'],
    ),
    panel('What was given up?', 'short', [
      lately('polydesk_recorder_shed_total', 'part'),
      '{{part}}',
    ]),
    panel(
      'What could not be used, or is told in two ways?',
      'short',
      [lately('polydesk_recorder_refused_total', 'instance'), 'refused'],
      [lately('polydesk_recorder_disagreements_total', 'instance'), 'disagreements'],
    ),
    shown('stat', 'Has it stopped, or is something not in the archive?', 'short', [
      of('polydesk_recorder_faults'),
      '{{instance}}',
    ]),
    panel('How many markets are recorded?', 'short', [
      of('polydesk_recorder_markets'),
      '{{instance}}',
    ]),
    panel('How many prices come in?', 'ops', [
      rate('polydesk_recorder_prices_total', 'instance'),
      '{{instance}}',
    ]),
  ],
};

export const program: Board = {
  name: 'process',
  title: 'process',
  byStrategy: false,
  panels: [
    panel(
      'How long does a decision take?',
      's',
      [of('polydesk:engine_decision_seconds:p99_5m'), '99 % within, {{instance}}'],
      [of('polydesk:engine_queue_seconds:p99_5m'), 'timers and answers late by, {{instance}}'],
    ),
    panel('How much does the engine take in?', 'ops', [
      rate('polydesk_engine_rows_total', 'instance'),
      'rows on {{instance}}',
    ]),
    panel('How late is the event loop?', 's', [
      of('polydesk_event_loop_lag_seconds'),
      '{{statistic}}, {{instance}}',
    ]),
    panel('How long does the disk take to keep a journal?', 's', [
      of('polydesk:journal_sync_seconds:p99_5m'),
      '99 % within, {{journal}}',
    ]),
    panel(
      'How much memory does it have?',
      'bytes',
      [of('polydesk_resident_memory_bytes'), 'resident, {{instance}}'],
      [of('polydesk_heap_size_bytes'), 'heap, {{instance}}'],
      [of('polydesk_heap_used_bytes'), 'heap in use, {{instance}}'],
    ),
    panel('Which part of the time does the garbage collector take?', 'percentunit', [
      rate('polydesk_gc_seconds_sum', 'instance'),
      '{{instance}}',
    ]),
    panel('How many processors does it keep busy?', 'short', [
      rate('polydesk_cpu_seconds_total', 'instance'),
      '{{instance}}',
    ]),
    shown('state-timeline', 'Does the work beside the trading go on?', 'short', [
      `${of('polydesk_loop_state')} == 1`,
      '{{loop}}: {{state}}',
    ]),
    panel('How often did it fail?', 'short', [of('polydesk_loop_failures_total'), '{{loop}}']),
    panel('What became of alerts?', 'short', [
      lately('polydesk_alerts_total', 'state'),
      '{{state}}',
    ]),
    panel('How many alerts reach nobody?', 'short', [
      of('polydesk_alerts_waiting'),
      'wait on {{instance}}',
    ]),
    shown('stat', 'Since when does it run?', 'dateTimeFromNow', [
      `1000 * ${of('polydesk_start_time_seconds')}`,
      '{{instance}}',
    ]),
  ],
};

export const exchange: Board = {
  name: 'exchange',
  title: 'local exchange (simulated)',
  byStrategy: false,
  panels: [
    panel('How many markets are there?', 'short', [of('polydesk_exchange_markets'), '{{state}}']),
    panel('How much is traded?', 'ops', [
      rate('polydesk_exchange_trades_total', 'instance'),
      '{{instance}}',
    ]),
    panel(
      'Who is there?',
      'short',
      [of('polydesk_exchange_wallets'), 'wallets'],
      [of('polydesk_exchange_connections'), 'connections to {{socket}}'],
    ),
    panel('What becomes of the orders that come?', 'short', [
      lately('polydesk_exchange_orders_total', 'code'),
      '{{code}}',
    ]),
    shown('stat', 'How many inhabitants have failed?', 'short', [
      of('polydesk_exchange_stopped'),
      '{{instance}}',
    ]),
  ],
};
