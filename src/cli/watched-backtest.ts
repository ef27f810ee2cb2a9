import { dateTime } from '../report/format.ts';
import { foldReport, type Report } from '../report/report.ts';
import { type BacktestProgress, backtest } from '../runtime/backtest.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import type { RunJournal } from '../runtime/replay/run-journal.ts';
import { startProgress } from './output/progress.ts';

/** Runs one backtest and shows how far it is, on stderr. `also`: see {@link backtest}. */
export async function watchedBacktest(
  options: BacktestOptions,
  what: string,
  also?: RunJournal,
): Promise<Report> {
  const progress = await startProgress(what, 'events');
  const tell = ({ done, total, at }: BacktestProgress) =>
    progress.update(done, total, dateTime(at));
  try {
    const record = await backtest(options, tell, also);
    return foldReport(record);
  } finally {
    progress.stop();
  }
}
