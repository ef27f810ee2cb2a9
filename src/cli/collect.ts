import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addMetricsOption, type MetricsOptions } from './options/metrics-option.ts';
import { addRecordingOptions, type RecordingOptions } from './options/recording-options.ts';
import { wholeNumber, YEAR } from './options/whole-number.ts';

export type CollectOptions = Omit<RecordingOptions, 'for'> &
  MetricsOptions & {
    readonly cycles: number;
    /** Seconds of a cycle. */
    readonly interval: number;
    /** Seconds that winners are waited for at the end. */
    readonly settle: number;
    readonly json?: boolean;
  };

const QUARTER_HOUR = 900;

export function configure(command: Command): void {
  command
    .optionsGroup('Cycles:')
    .option('--cycles <n>', 'so many, then end', reads(wholeNumber(1)), 1)
    .option(
      '--interval <seconds>',
      'seconds of a cycle',
      reads(wholeNumber(1, YEAR.seconds)),
      QUARTER_HOUR,
    )
    .option(
      '--settle <seconds>',
      'wait so long for the winners of windows that are over',
      reads(wholeNumber(0, YEAR.seconds)),
      QUARTER_HOUR,
    )
    .optionsGroup('Options:');
  addRecordingOptions(command, 'live, or exchange');
  command.optionsGroup('Options:').option('--json', 'a line of JSON for each cycle');
  addMetricsOption(command);
  addCommonOptions(
    command,
    'collect --to archive --asset btc,eth,sol,xrp --frame 15m --cycles 8',
    'collect --to archive --cycles 10 --interval 60 --settle 0',
  );
  command.action(async (options: CollectOptions) => {
    const { runCollect } = await import('./collect-run.ts');
    await runCollect(options);
  });
}
