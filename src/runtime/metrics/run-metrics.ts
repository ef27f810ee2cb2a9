import type { Buckets } from '../../server/metrics/buckets.ts';
import type { LiveRun } from '../live/live-run.ts';
import type { PaperRun } from '../live/paper-run.ts';
import type { LiveRecording } from '../record/live-recording.ts';
import type { Venue } from '../venue.ts';
import { DeskMetrics, type MeasuredDesk } from './desk-metrics.ts';
import { ProgramMetrics } from './program-metrics.ts';
import { readRecorder } from './read-recorder.ts';
import { readVenue } from './read-venue.ts';

/** Of a recording without a desk. */
export function recorderMetrics(recording: LiveRecording, venue: Venue): ProgramMetrics {
  const { provenance } = venue;
  return new ProgramMetrics({
    mode: 'record',
    provenance: () => provenance,
    collect: (scrape) => {
      readVenue(scrape, venue, recording);
      readRecorder(scrape, recording, provenance);
    },
  });
}

type Beside = Pick<MeasuredDesk, 'venue' | 'limits' | 'loops' | 'alerts'>;

/** The metrics of a run on paper: whatever it hears, its orders and its money are simulated. */
export function paperMetrics(
  paper: PaperRun,
  mode: 'demo' | 'paper',
  { venue, limits, loops, alerts }: Beside,
): DeskMetrics {
  const { recording, session, journal } = paper;
  return new DeskMetrics({
    mode,
    provenance: () => 'simulated',
    venue,
    recording,
    session,
    entries: journal.reader(),
    limits,
    loops: () => [...loops(), ...paper.health],
    alerts,
    syncs: { run: paper.syncs },
  });
}

/** Of a run that trades at the venue, until it leaves it; `orders`: of the wallet's journal. */
export function liveMetrics(
  run: LiveRun,
  orders: Buckets,
  { venue, limits, loops, alerts }: Beside,
): DeskMetrics {
  const { recording, session, journal } = run;
  return new DeskMetrics({
    mode: 'live',
    provenance: () => (run.isOnPaper ? 'simulated' : venue.provenance),
    venue,
    recording,
    session,
    entries: journal.reader(),
    limits,
    loops: () => [...loops(), ...run.health],
    alerts,
    syncs: { run: run.syncs, orders },
    liveDesk: () => (run.isOnPaper ? undefined : run.desk),
  });
}
