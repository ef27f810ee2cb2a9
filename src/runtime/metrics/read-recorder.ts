import type { Provenance } from '../../domain/provenance.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';
import type { LiveRecording } from '../record/live-recording.ts';

/** What is written down of what is heard. `provenance`: of the rows. */
export function readRecorder(
  scrape: Scrape,
  { venueRecorder, prices }: LiveRecording,
  provenance: Provenance,
): void {
  const labels = { provenance };
  const { recorder, backfill, watched, refusals } = venueRecorder;
  const { recording, isStopped, untaken } = recorder;
  const { counts } = prices;
  scrape.set('polydesk_recorder_markets', watched.length, labels);
  scrape.set('polydesk_recorder_rows_total', recording.records, labels);
  scrape.set('polydesk_recorder_bytes_total', recording.bytes, labels);
  scrape.set('polydesk_recorder_prices_total', counts.prints, labels);
  scrape.set('polydesk_recorder_pending_bytes', recording.pending, labels);
  scrape.set('polydesk_recorder_lag_records', recording.records - recording.written, labels);
  scrape.set('polydesk_recorder_gaps_total', backfill?.counts.gaps, labels);
  scrape.set('polydesk_recorder_gaps_unanswered_total', backfill?.counts.unanswered, labels);
  scrape.set('polydesk_recorder_missed_prints_total', backfill?.counts.missed, labels);
  const { frames, events } = recording.shed;
  scrape.set('polydesk_recorder_shed_total', frames, { part: 'frames', provenance });
  scrape.set('polydesk_recorder_shed_total', events, { part: 'events', provenance });
  scrape.set('polydesk_recorder_refused_total', refusals + counts.refusals, labels);
  scrape.set('polydesk_recorder_disagreements_total', counts.disagreements, labels);
  const hasFault = isStopped || untaken !== undefined;
  scrape.set('polydesk_recorder_faults', hasFault ? 1 : 0, labels);
}
