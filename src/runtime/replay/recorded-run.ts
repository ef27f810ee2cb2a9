import { datasetFolder } from '../../archive/layout.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import type { Engine } from '../../engine/engine.ts';
import { wholeDataset } from '../live/whole-dataset.ts';
import type { LiveRecordingOptions } from '../record/live-recording.ts';
import type { SessionOptions } from '../session.ts';
import { RunJournal, runJournalPath } from './run-journal.ts';
import { type RunMode, runBegun } from './written-run.ts';

/** Begins the journal of a run that records into a dataset of its own. */
export function beginRecordedRun(
  mode: RunMode,
  { root, dataset, venue, onNews }: Omit<LiveRecordingOptions, 'listener'>,
  run: SessionOptions,
): Promise<RunJournal> {
  const data = wholeDataset({ root, dataset });
  const heard = { provenance: venue.provenance, heardFrom: venue.services.marketSocket };
  const named = { name: dataset, mode, at: venue.clock.now() };
  return RunJournal.begin({
    path: runJournalPath(root, dataset),
    begun: runBegun(named, { ...run, data, charts: 0 }, heard),
    onTrouble: (text) => onNews({ kind: 'note', text }),
  });
}

/** Ends it, when the recording has been taken in. `fault`: what broke off the run. */
export async function endRecordedRun(
  journal: RunJournal,
  { root, dataset, venue }: Pick<LiveRecordingOptions, 'root' | 'dataset' | 'venue'>,
  engine: Engine,
  fault: string | undefined,
): Promise<void> {
  const manifest = await readManifest(datasetFolder(root, dataset)).catch(() => undefined);
  await journal.close({
    at: venue.clock.now(),
    hash: engine.log.digest(),
    datasets: [{ dataset, hash: manifest?.contentHash }],
    fault,
  });
}
