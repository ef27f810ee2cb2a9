import { counter, gauge, histogram } from '../metric.ts';

/** The program itself. */
export const PROCESS = {
  polydesk_info: gauge(
    'none',
    'Always 1: what runs, and where its orders go.',
    'mode',
    'provenance',
    'version',
  ),
  polydesk_start_time_seconds: gauge('seconds', 'When the process began, unix time.'),
  polydesk_engine_rows_total: counter('none', 'Rows of market data that the engine was given.'),
  polydesk_engine_decision_seconds: histogram(
    'From an event heard to everything decided and sent that comes of it; of each 64th event.',
  ),
  polydesk_engine_queue_seconds: histogram('How late a timer or an answer that was due was taken.'),
  polydesk_journal_sync_seconds: histogram(
    'How long the disk took to keep what a journal wrote.',
    'journal',
  ),
  polydesk_event_loop_lag_seconds: gauge(
    'seconds',
    'How late the event loop was since the scrape before: p50, p99, most.',
    'statistic',
  ),
  polydesk_gc_seconds: histogram('Pauses of the garbage collector.'),
  polydesk_cpu_seconds_total: counter('seconds', 'Time of the processor, all threads.'),
  polydesk_resident_memory_bytes: gauge('bytes', 'Memory that the system has given it.'),
  polydesk_heap_used_bytes: gauge('bytes', 'Of the heap of JavaScript, what is used.'),
  polydesk_heap_size_bytes: gauge('bytes', 'The heap of JavaScript.'),
  polydesk_loop_state: gauge(
    'none',
    'Work repeated beside the trading: 1 for the state that is.',
    'loop',
    'state',
  ),
  polydesk_loop_failures_total: counter('none', 'Times that such work failed.', 'loop'),
  polydesk_alerts_total: counter(
    'none',
    'What became of alerts, each for each place: told, refused, dropped; unmade, once each.',
    'state',
  ),
  polydesk_alerts_waiting: gauge('none', 'Alerts that wait for a place, each for each place.'),
} as const;
