import { renderReport } from '../report/html/report.ts';
import { reportJson } from '../report/json/report.ts';
import type { Report } from '../report/report.ts';
import { summarize } from '../report/text/summary.ts';
import type { BacktestCommandOptions } from './backtest.ts';
import { runLatencies } from './backtest-latencies.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverJson } from './output/deliver-json.ts';
import { openOutput } from './output/output.ts';
import { fileName, writeWhole } from './output/write-file.ts';
import { replay } from './replay.ts';
import { chooseFrom, DEFAULT_CHARTS, optionsOf, readSettings } from './settings.ts';

export async function runBacktest(name: string, options: BacktestCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const choice = chooseFrom(settings, name, parameterTexts(options));
  const isReported =
    options.report === undefined ? options.json !== true : options.report !== false;
  const charts = isReported ? (options.charts ?? DEFAULT_CHARTS) : 0;
  const backtest = optionsOf(settings, options, [choice], charts);
  if (options.latencies !== undefined) {
    return runLatencies(backtest, options.latencies, options.json, output);
  }
  const report = await replay(backtest, name);
  output.say(summarize(report, { color: output.color }).trimEnd());
  if (options.report !== false && isReported) {
    const path = options.report === undefined ? defaultPath(name, report) : options.report;
    await writeWhole(path, renderReport(report));
    output.say(`\nReport: ${path}`);
  }
  await deliverJson(reportJson(report), options.json, output);
}

/** A run that is repeated lands on the same file, one that decides differently on another. */
function defaultPath(name: string, { record }: Report): string {
  return `reports/${fileName(name)}-${record.hash.slice(0, 8)}.html`;
}
