import { counter, gauge } from '../metric.ts';

/** What is written down of what was heard. `provenance`: of the rows. */
export const RECORDER = {
  polydesk_recorder_markets: gauge('none', 'Markets whose books are recorded now.', 'provenance'),
  polydesk_recorder_rows_total: counter(
    'none',
    'Records written: frames, events and notes.',
    'provenance',
  ),
  polydesk_recorder_bytes_total: counter(
    'bytes',
    'Written to the disk, compressed as it is.',
    'provenance',
  ),
  polydesk_recorder_prices_total: counter('none', 'Prices of the oracle and feeds.', 'provenance'),
  polydesk_recorder_pending_bytes: gauge('bytes', 'What waits for the disk.', 'provenance'),
  polydesk_recorder_lag_records: gauge('none', 'Records that a kill would cost now.', 'provenance'),
  polydesk_recorder_gaps_total: counter(
    'none',
    'Stretches in which prints may be missing.',
    'provenance',
  ),
  polydesk_recorder_gaps_unanswered_total: counter(
    'none',
    'Of those, the ones of which nobody could tell what happened.',
    'provenance',
  ),
  polydesk_recorder_missed_prints_total: counter(
    'none',
    'Prints that were found by asking.',
    'provenance',
  ),
  polydesk_recorder_shed_total: counter(
    'none',
    'What a slow or full disk cost: frames, events.',
    'part',
    'provenance',
  ),
  polydesk_recorder_refused_total: counter('none', 'Parts that could not be used.', 'provenance'),
  polydesk_recorder_disagreements_total: counter(
    'none',
    'Prints of the oracle of which two sockets say different things.',
    'provenance',
  ),
  polydesk_recorder_faults: gauge(
    'none',
    '1: it has stopped by itself, or the archive could not take what was heard.',
    'provenance',
  ),
} as const;
