import { renderReport } from '../../report/html/report.ts';
import { reportJson } from '../../report/json/report.ts';
import { foldReport, type Report } from '../../report/report.ts';
import type { RunRecord } from '../../report/run-record.ts';
import { summarize } from '../../report/text/summary.ts';
import type { Output } from './output.ts';
import type { reportPathOf } from './report-path.ts';
import { writeWhole } from './write-file.ts';

/**
 * The report of a run that told lines while it went on: a last line for programs, or the summary
 * for people, and the HTML file where one is wanted. @throws CommandFailure naming the file.
 */
export async function deliverReport(
  record: RunRecord,
  reportPath: ReturnType<typeof reportPathOf>,
  output: Output,
  isMachine: boolean,
): Promise<void> {
  const report = foldReport(record);
  if (isMachine) output.line(reportJson(report));
  else output.say(summarize(report, { color: output.color }).trimEnd());
  await writeReport(report, reportPath, output);
}

/** The HTML file, where one is wanted. @throws CommandFailure naming the file. */
export async function writeReport(
  report: Report,
  reportPath: ReturnType<typeof reportPathOf>,
  output: Output,
): Promise<void> {
  if (reportPath === undefined) return;
  const path = reportPath(report.record);
  await writeWhole(path, renderReport(report));
  output.say(`\nReport: ${path}`);
}
