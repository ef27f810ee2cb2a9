import type { BacktestShare } from '../../../../src/screen/backtest-job.ts';

/** How much of all is done, from 0 to 1; undefined: nobody knows. A sweep tells "3 of 9: …". */
export function partDone(share: BacktestShare | null): number | undefined {
  const { what = '', done = 0, total = null } = share ?? {};
  const own = total === null || total === 0 ? undefined : Math.min(1, done / total);
  const [, run, runs] = /^(\d+) of (\d+)\b/.exec(what) ?? [];
  if (run === undefined || runs === undefined || Number(runs) === 0) return own;
  return Math.min(1, (Number(run) - 1 + (own ?? 0)) / Number(runs));
}
