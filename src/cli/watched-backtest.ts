import { dateTime } from '../report/format.ts';
import { foldReport, type Report } from '../report/report.ts';
import { type BacktestProgress, type BacktestWatch, backtest } from '../runtime/backtest.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import { startProgress } from './output/progress.ts';

/** Runs one backtest and shows how far it is, on stderr. `also`, `camera`: see {@link backtest}. */
export async function watchedBacktest(
  options: BacktestOptions,
  what: string,
  { also, camera }: Pick<BacktestWatch, 'also' | 'camera'> = {},
): Promise<Report> {
  const progress = await startProgress(what, 'events');
  const tell = ({ done, total, at }: BacktestProgress) =>
    progress.update(done, total, dateTime(at));
  try {
    const record = await backtest(options, { onProgress: tell, also, camera });
    return foldReport(record);
  } finally {
    progress.stop();
  }
}
