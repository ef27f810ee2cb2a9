import { reportJson } from '../report/json/report.ts';
import { summarize } from '../report/text/summary.ts';
import type { BacktestCommandOptions } from './backtest.ts';
import { runLatencies } from './backtest-latencies.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverJson, requireJsonTarget } from './output/deliver-json.ts';
import { writeReport } from './output/deliver-report.ts';
import { openOutput } from './output/output.ts';
import { NO_RUN, reportPathOf } from './output/report-path.ts';
import { requireWritable } from './output/write-file.ts';
import { chooseFrom, DEFAULT_CHARTS, optionsOf, readSettings } from './settings.ts';
import { watchedBacktest } from './watched-backtest.ts';

export async function runBacktest(name: string, options: BacktestCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const choice = chooseFrom(settings, name, parameterTexts(options));
  await requireJsonTarget(options.json);
  if (options.latencies !== undefined) {
    const backtest = optionsOf(settings, options, [choice], 0);
    return runLatencies(backtest, options.latencies, options.json, output);
  }
  const reportPath = reportPathOf(name, options);
  if (reportPath !== undefined) await requireWritable(reportPath(NO_RUN));
  const charts = reportPath === undefined ? 0 : (options.charts ?? DEFAULT_CHARTS);
  const report = await watchedBacktest(optionsOf(settings, options, [choice], charts), name);
  output.say(summarize(report, { color: output.color }).trimEnd());
  // First, for programs rely on it: a report that fails must not take it along.
  await deliverJson(reportJson(report), options.json, output);
  await writeReport(report, reportPath, output);
}
