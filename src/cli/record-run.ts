import { recorderMetrics } from '../runtime/metrics/run-metrics.ts';
import { servedMetrics } from '../runtime/metrics/served-metrics.ts';
import { LiveRecording, type RecordingNews } from '../runtime/record/live-recording.ts';
import { type RecordingStatus, statusOf } from '../runtime/record/recording-status.ts';
import type { Venue } from '../runtime/venue.ts';
import { Ending, exitAfter } from './ending.ts';
import type { MetricsOptions } from './options/metrics-option.ts';
import { type RecordingOptions, recordingOf, remarksOn } from './options/recording-options.ts';
import { type Output, openOutput } from './output/output.ts';
import type { RecordOptions } from './record.ts';
import { recordingInWords, tellNews } from './record-news.ts';
import { requireHeard } from './require-heard.ts';

const STATUS_MS = 5_000;

/** Records until it is stopped, its time is over, or the disk takes no more. */
export async function runRecord(options: RecordOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const tell = (status: ToldRecording) => {
    if (options.json === true) output.line(status);
    else output.note(recordingInWords(status));
  };
  await recordUntil(new Ending(options.for), options, output, {
    begun: (status) => {
      const telling = setInterval(() => tell(status()), STATUS_MS);
      return () => {
        clearInterval(telling);
        tell(status());
      };
    },
  });
}

/** How a recording is doing, and whether what it hears is real. */
export type ToldRecording = RecordingStatus & { readonly provenance: Venue['provenance'] };

/** What a command does beside recording. */
type Beside = {
  readonly hear?: (news: RecordingNews) => void;
  /** Called when it records; gives what is to be done once nothing more is heard. */
  begun(status: () => ToldRecording): () => void;
};

/** Records until the end comes, tells metrics meanwhile, and ends as the command has to. */
export async function recordUntil(
  ending: Ending,
  options: RecordingOptions & MetricsOptions,
  output: Output,
  { hear, begun }: Beside,
): Promise<void> {
  const what = await recordingOf(options, (from) => (from === 'live' ? 'live' : 'exchange'));
  const onNews = (news: RecordingNews) => {
    hear?.(news);
    tellNews(news, output.note, ending);
  };
  const recording = await ending.afterStart(LiveRecording.start({ ...what, onNews }));
  for (const remark of remarksOn(what)) output.note(remark);
  output.note('Recording. Stop with Ctrl-C: what was heard is taken into the archive then.');
  const metrics = recorderMetrics(recording, what.venue);
  const closeMetrics = await servedMetrics(options.metricsPort, metrics, output.note);
  const { provenance } = what.venue;
  const over = begun(() => ({ provenance, ...statusOf(recording) }));
  const why = await ending.come;
  await recording.stop().finally(what.venue.close).finally(closeMetrics);
  over();
  const { untaken } = recording.venueRecorder.recorder;
  if (untaken !== undefined) return exitAfter(why, untaken);
  requireHeard(why, statusOf(recording));
  output.note(`Recorded into ${options.to}. See it with "polydesk archive info ${options.to}".`);
  exitAfter(why);
}
