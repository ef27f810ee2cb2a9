import { worstProvenance } from '../domain/provenance.ts';
import { MICROS_PER_MS, type Timestamp } from '../domain/units.ts';
import { reportJson } from '../report/json/report.ts';
import { summaryJson } from '../report/json/summary.ts';
import type { Report } from '../report/report.ts';
import type { RunRecord } from '../report/run-record.ts';
import { summarize } from '../report/text/summary.ts';
import type { BacktestOptions, StrategyChoice } from '../runtime/backtest-options.ts';
import type { Camera } from '../runtime/film/camera.ts';
import { learnedIn } from '../runtime/learned/learned-versions.ts';
import { RunJournal } from '../runtime/replay/run-journal.ts';
import { runBegun } from '../runtime/replay/written-run.ts';
import { accept } from './accept.ts';
import type { BacktestCommandOptions } from './backtest.ts';
import { runLatencies } from './backtest-latencies.ts';
import { requireUnbroken } from './broken-strategy.ts';
import { EXIT } from './failure.ts';
import { cameraOf, deliverFilm } from './options/film-options.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverJson, requireJsonTarget } from './output/deliver-json.ts';
import { writeReport } from './output/deliver-report.ts';
import { type Output, openOutput } from './output/output.ts';
import { NO_RUN, reportPathOf } from './output/report-path.ts';
import { requireWritable } from './output/write-file.ts';
import { chooseFrom, DEFAULT_CHARTS, optionsOf, readSettings } from './settings.ts';
import { watchedBacktest } from './watched-backtest.ts';

export async function runBacktest(name: string, options: BacktestCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const chosen = chooseFrom(settings, name, parameterTexts(options));
  const choice = await withLearned(chosen, options.learned);
  await requireJsonTarget(options.json);
  await requireJsonTarget(options.summary);
  if (options.latencies !== undefined) {
    const backtest = optionsOf(settings, options, [choice], 0);
    return runLatencies(backtest, options.latencies, options.json, output);
  }
  const reportPath = reportPathOf(name, options);
  if (reportPath !== undefined) await requireWritable(reportPath(NO_RUN));
  const charts = reportPath === undefined ? 0 : (options.charts ?? DEFAULT_CHARTS);
  const asked = optionsOf(settings, options, [choice], charts);
  const camera = await cameraOf(options);
  const report = await withJournal(options.journal, asked, { name, camera, output });
  output.say(summarize(report, { color: output.color }).trimEnd());
  // First, for programs rely on it: a report that fails must not take it along.
  const whole = reportJson(report);
  await deliverJson(whole, options.json, output);
  await deliverJson(summaryJson(whole), options.summary, output);
  await writeReport(report, reportPath, output);
  if (camera !== undefined) {
    const provenance = worstProvenance(report.record.sources);
    deliverFilm(options, camera, { provenance, run: null, isSame: null }, output);
  }
  requireUnbroken([report.record]);
}

/** With what was learned from recordings before, where a file is named. */
async function withLearned(
  choice: StrategyChoice,
  path: string | undefined,
): Promise<StrategyChoice> {
  if (path === undefined) return choice;
  const remedy = 'Make one with "polydesk train", or leave --learned out.';
  return accept(await learnedIn(path, choice, 'recorded'), remedy, EXIT.data);
}

type Watching = {
  readonly name: string;
  readonly camera: Camera | undefined;
  readonly output: Output;
};

/** The run, written down as it goes where a file is named. */
async function withJournal(
  path: string | undefined,
  options: BacktestOptions,
  { name, camera, output }: Watching,
): Promise<Report> {
  if (path === undefined) return watchedBacktest(options, name, { camera });
  await requireWritable(path);
  const at = (Date.now() * MICROS_PER_MS) as Timestamp;
  const begun = runBegun({ name, mode: 'backtest', at }, options);
  const journal = await RunJournal.begin({ path, begun, replaces: true, onTrouble: output.note });
  let report: Report | undefined;
  try {
    report = await watchedBacktest(options, name, { also: journal, camera });
    return report;
  } finally {
    await journal.close(report && endOf(report.record));
  }
}

function endOf({ hash, sources }: RunRecord) {
  const at = (Date.now() * MICROS_PER_MS) as Timestamp;
  const datasets = sources.map((source) => ({ dataset: source.dataset, hash: source.hash }));
  return { at, hash, datasets, fault: undefined };
}
