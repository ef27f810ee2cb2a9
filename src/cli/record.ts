import type { Command } from 'commander';
import { addCommonOptions } from './options/common-options.ts';
import { addMetricsOption, type MetricsOptions } from './options/metrics-option.ts';
import {
  addForOption,
  addRecordingOptions,
  type RecordingOptions,
} from './options/recording-options.ts';

export type RecordOptions = RecordingOptions & MetricsOptions & { readonly json?: boolean };

export function configure(command: Command): void {
  addRecordingOptions(addForOption(command), 'live, or exchange');
  command.optionsGroup('Options:').option('--json', 'a line of JSON each few seconds');
  addMetricsOption(command);
  addCommonOptions(
    command,
    'record --to archive --asset btc,eth --frame 5m,15m',
    'record --to archive --market who-will-win-the-2028-election',
    'record --to archive --category sports --top 20',
    'record --to archive --for 3600 --keep-frames 7',
  );
  command.action(async (options: RecordOptions) => {
    const { runRecord } = await import('./record-run.ts');
    await runRecord(options);
  });
}
