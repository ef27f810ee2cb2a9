import { type DeskStatus, deskStatusOf } from '../runtime/live/desk-status.ts';
import { FillTeller } from '../runtime/live/fill-news.ts';
import { paperDetailsOf } from '../runtime/live/paper-details.ts';
import { PaperRun } from '../runtime/live/paper-run.ts';
import { Ending, exitAfter } from './ending.ts';
import { guardedControl } from './guarded-control.ts';
import { recordingOf, remarksOn } from './options/recording-options.ts';
import { simulationOf } from './options/simulation-options.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverReport } from './output/deliver-report.ts';
import { type Output, openOutput } from './output/output.ts';
import { NO_RUN, reportPathOf } from './output/report-path.ts';
import { fileName, requireWritable, timeName } from './output/write-file.ts';
import type { PaperCommandOptions } from './paper.ts';
import { paperInWords } from './paper-words.ts';
import { tellNews } from './record-news.ts';
import { tellRepeated } from './repeated.ts';
import { chooseFrom, DEFAULT_CHARTS, readSettings } from './settings.ts';

const STATUS_MS = 5_000;

/** Trades on paper until it is stopped, then reports as a backtest does. */
export async function runPaper(name: string, options: PaperCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const strategies = [chooseFrom(settings, name, parameterTexts(options))];
  const { limits } = settings.config;
  const simulation = simulationOf(options, settings.config);
  const what = await recordingOf(options, () => `paper-${fileName(name)}-${timeName()}`);
  const reportPath = reportPathOf(`paper-${name}`, options);
  if (reportPath !== undefined) await requireWritable(reportPath(NO_RUN));
  const ending = new Ending(options.for);
  const begun = PaperRun.start({
    mode: 'paper',
    recording: { ...what, onNews: (news) => tellNews(news, output.note, ending) },
    run: { ...simulation, strategies, limits },
    charts: reportPath === undefined ? 0 : (options.charts ?? DEFAULT_CHARTS),
    onFault: (error) => ending.trouble(`trading has stopped: ${error}`, REMEDY),
  });
  const paper = await ending.afterStart(begun);
  for (const remark of remarksOn(what)) output.note(remark);
  output.note(`${name} trades on paper. Stop with Ctrl-C: the report is made then.`);
  const tell = () => tellStatus(deskStatusOf(paper), simulation.capital, output, options);
  const telling = setInterval(tell, STATUS_MS);
  const teller = new FillTeller(paper.journal.entries, paper.session.session.engine.state);
  const closeControl = await guardedControl(
    {
      name: what.dataset,
      mode: 'paper',
      provenance: what.venue.provenance,
      status: () => paperDetailsOf(paper),
      fills: () => {
        teller.take();
        return teller.all;
      },
      stop: () => ending.over(),
    },
    output,
  );
  const why = await ending.come;
  clearInterval(telling);
  tell();
  const end = await paper.stop().finally(what.venue.close);
  await closeControl();
  const { untaken } = paper.recording.venueRecorder.recorder;
  // There is nothing whole to make a report of.
  if (untaken !== undefined) return exitAfter(why, untaken);
  // Of a session that broke a replay breaks as well: the error is all there is to tell.
  if (why.kind === 'trouble' && end === undefined) return exitAfter(why);
  if (end === undefined)
    output.note('Nothing was heard of any market: there is nothing to report.');
  else await deliverReport(end.record, reportPath, output, options.json === true);
  const where = `dataset ${what.dataset} of ${options.to}`;
  if (end !== undefined) tellRepeated(end, where, output);
  exitAfter(why);
}

const REMEDY = 'What was recorded is in the archive; see the error with --debug, and report it.';

function tellStatus(
  status: DeskStatus,
  capital: number,
  output: Output,
  { json }: PaperCommandOptions,
): void {
  if (json === true) {
    output.line(status);
    return;
  }
  output.note(paperInWords(status, capital));
}
