import { LiveRecording } from '../runtime/record/live-recording.ts';
import { statusOf } from '../runtime/record/recording-status.ts';
import { Ending, exitAfter } from './ending.ts';
import { recordingOf, remarksOn } from './options/recording-options.ts';
import { openOutput } from './output/output.ts';
import type { RecordOptions } from './record.ts';
import { recordingInWords, tellNews } from './record-news.ts';

const STATUS_MS = 5_000;

/** Records until it is stopped, its time is over, or the disk takes no more. */
export async function runRecord(options: RecordOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const what = await recordingOf(options, (from) => (from === 'live' ? 'live' : 'exchange'));
  const ending = new Ending(options.for);
  const onNews: LiveRecordingNews = (news) => tellNews(news, output.note, ending);
  const begun = LiveRecording.start({ ...what, onNews });
  const recording = await ending.afterStart(begun);
  for (const remark of remarksOn(what)) output.note(remark);
  output.note('Recording. Stop with Ctrl-C: what was heard is taken into the archive then.');
  const tellStatus = () => {
    const status = statusOf(recording);
    if (options.json === true) output.line(status);
    else output.note(recordingInWords(status));
  };
  const telling = setInterval(tellStatus, STATUS_MS);
  const why = await ending.come;
  clearInterval(telling);
  await recording.stop().finally(what.venue.close);
  tellStatus();
  const { untaken } = recording.venueRecorder.recorder;
  if (untaken !== undefined) return exitAfter(why, untaken);
  output.note(`Recorded into ${options.to}. See it with "polydesk archive info ${options.to}".`);
  exitAfter(why);
}

type LiveRecordingNews = Parameters<typeof LiveRecording.start>[0]['onNews'];
