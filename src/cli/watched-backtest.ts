import { dateTime } from '../report/format.ts';
import { foldReport, type Report } from '../report/report.ts';
import { backtest } from '../runtime/backtest.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import { startProgress } from './output/progress.ts';

/** Runs one backtest and shows how far it is, on stderr. */
export async function watchedBacktest(options: BacktestOptions, what: string): Promise<Report> {
  const progress = await startProgress(what, 'events');
  try {
    const record = await backtest(options, ({ done, total, at }) =>
      progress.update(done, total, dateTime(at)),
    );
    return foldReport(record);
  } finally {
    progress.stop();
  }
}
