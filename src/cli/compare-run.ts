import { join } from 'node:path';
import { compareReports } from '../report/compare/comparison.ts';
import { renderComparison } from '../report/compare/html.ts';
import { renderReport } from '../report/html/report.ts';
import { performanceJson } from '../report/json/performance.ts';
import { ordersJson } from '../report/json/report.ts';
import { requireUnbroken } from './broken-strategy.ts';
import type { CompareCommandOptions } from './compare.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverJson, requireJsonTarget } from './output/deliver-json.ts';
import { type Output, openOutput } from './output/output.ts';
import type { Run } from './output/run-remarks.ts';
import { saySideBySide } from './output/side-by-side.ts';
import { fileName, requireWritable, writeWhole } from './output/write-file.ts';
import {
  chooseSeveral,
  DEFAULT_CHARTS,
  optionsOf,
  readSettings,
  type Settings,
} from './settings.ts';
import { watchedBacktest } from './watched-backtest.ts';

/** Every strategy alone on its own account, over the same recordings. */
export async function runCompare(
  named: readonly string[],
  options: CompareCommandOptions,
): Promise<void> {
  for (const name of ['latencies', 'page'] as const) {
    if (options[name] === undefined) continue;
    const what = `--${name} is about the boards`;
    throw new CommandFailure(EXIT.usage, what, 'Give --claims or --makers too, or leave it out.');
  }
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const names = wantedNames(settings, named, options.all === true);
  const choices = chooseSeveral(settings, names, parameterTexts(options));
  await requireJsonTarget(options.json);
  if (options.report !== undefined) await requireWritable(join(options.report, 'index.html'));
  const charts = options.report === undefined ? 0 : (options.charts ?? DEFAULT_CHARTS);
  const runs: Run[] = [];
  for (const choice of choices) {
    const backtest = optionsOf(settings, options, [choice], charts);
    runs.push({ label: choice.name, report: await watchedBacktest(backtest, choice.name) });
  }
  saySideBySide({ heading: 'Strategy', align: 'left' }, runs, output, ALL_REASONS);
  await deliverJson(comparisonJson(runs), options.json, output);
  if (options.report !== undefined) await writeReports(runs, options.report, output);
  requireUnbroken(runs.map(({ report }) => report.record));
}

async function writeReports(runs: readonly Run[], folder: string, output: Output): Promise<void> {
  for (const { label, report } of runs) {
    await writeWhole(join(folder, `${fileName(label)}.html`), renderReport(report));
  }
  const page = compareReports(runs, { title: 'Strategies side by side', varies: 'Strategy' });
  await writeWhole(join(folder, 'index.html'), renderComparison(page));
  output.say(`\nReports: ${join(folder, 'index.html')}, and one for each strategy beside it`);
}

const ALL_REASONS = 'see orders in --json, or the pages of --report';

function wantedNames(settings: Settings, named: readonly string[], all: boolean): string[] {
  if (all && named.length === 0) return settings.strategies.map((s) => s.definition.name);
  if (!all && named.length > 0) return [...new Set(named)];
  const what = all ? 'both --all and names were given' : 'no strategies were named';
  throw new CommandFailure(EXIT.usage, what, 'Name the strategies to compare, or give --all.');
}

function comparisonJson(runs: readonly Run[]) {
  return {
    schema: 'polydesk.comparison',
    schemaVersion: 1,
    runs: runs.map(({ label, report }) => ({
      strategy: label,
      hash: report.record.hash,
      configuration: report.record.configuration,
      result: performanceJson(report.whole),
      orders: ordersJson(report),
      cashShortage: report.cashShortage ?? null,
    })),
  };
}
