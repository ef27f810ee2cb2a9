import type { DataSelection } from '../backtest-options.ts';
import type { LiveRecordingOptions } from '../record/live-recording.ts';

/** Everything that a run has recorded: what it is held against. */
export function wholeDataset({
  root,
  dataset,
}: Pick<LiveRecordingOptions, 'root' | 'dataset'>): DataSelection {
  return {
    root,
    datasets: [dataset],
    markets: undefined,
    assets: undefined,
    categories: undefined,
    from: undefined,
    to: undefined,
    completeOnly: false,
  };
}
