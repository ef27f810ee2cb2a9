import { renderReport } from '../report/html/report.ts';
import { reportJson } from '../report/json/report.ts';
import type { Report } from '../report/report.ts';
import { summarize } from '../report/text/summary.ts';
import type { BacktestCommandOptions } from './backtest.ts';
import { runLatencies } from './backtest-latencies.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverJson } from './output/deliver-json.ts';
import { openOutput } from './output/output.ts';
import { writeWhole } from './output/write-file.ts';
import { replay } from './replay.ts';
import { chooseFrom, optionsOf, readSettings } from './settings.ts';

export async function runBacktest(name: string, options: BacktestCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const choice = chooseFrom(settings, name, parameterTexts(options));
  const backtest = optionsOf(settings, options, [choice]);
  if (options.latencies !== undefined) {
    return runLatencies(backtest, options.latencies, options.json, output);
  }
  const report = await replay(backtest, name);
  output.say(summarize(report, { color: output.color }).trimEnd());
  if (options.report !== false) {
    const path = options.report ?? defaultPath(name, report);
    await writeWhole(path, renderReport(report));
    output.say(`\nReport: ${path}`);
  }
  await deliverJson(reportJson(report), options.json, output);
}

/** The same run always lands on the same file, another run never does. */
function defaultPath(name: string, { record }: Report): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  return `reports/${plain}-${record.hash.replace(/^.*:/, '').slice(0, 8)}.html`;
}
