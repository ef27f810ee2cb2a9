import { plural } from '../report/format.ts';
import { plain } from '../report/text/table.ts';
import { type VerifyReport, verifyDatasets } from '../runtime/archive.ts';
import type { VerifyCommandOptions } from './archive.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { type Output, openOutput } from './output/output.ts';
import { startProgress } from './output/progress.ts';

/** Damage ends with the exit code of bad data, after everything has been looked at. */
export async function runVerify(root: string, options: VerifyCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const progress = await startProgress('verify', 'files');
  const reports = await verifyDatasets(root, options.dataset, (dataset, done, files) =>
    progress.update(done, files, dataset),
  ).finally(() => progress.stop());
  for (const report of reports) output.say(describeReport(report, output));
  if (options.json === true) output.machine({ archive: root, datasets: reports });
  const damaged = reports.filter((report) => !report.ok).map((report) => report.dataset);
  if (damaged.length === 0) return;
  const remedy = 'Remove the folder of each and import its recording again.';
  throw new CommandFailure(EXIT.data, `${root} is damaged: ${damaged.join(', ')}`, remedy);
}

function describeReport(report: VerifyReport, { paint }: Output): string {
  const { dataset, ok, files, rows, checks } = report;
  const verdict = ok ? paint.good('as it was written') : paint.bad('damaged');
  const failed = checks.filter((check) => check.faults > 0);
  return [
    `${paint.strong(plain(dataset))}: ${verdict}, ${plural(files, 'file')}, ${plural(rows, 'row')}`,
    ...failed.flatMap(({ name, faults, examples }) => [
      `  ${name.replaceAll('_', ' ')}: ${plural(faults, 'fault')}`,
      ...examples.map((example) => `    ${plain(example, 300)}`),
    ]),
    ...(failed.length === 0 ? [`  passed: ${checks.map(({ name }) => name).join(', ')}`] : []),
  ].join('\n');
}
