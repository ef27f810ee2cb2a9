import type { Command } from 'commander';
import { addNamesArgument, addNamesOption, type NamedOptions } from './named-strategies.ts';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addDashboardOptions, type DashboardOptions } from './options/dashboard-options.ts';
import { addMetricsOption, type MetricsOptions } from './options/metrics-option.ts';
import {
  addForOption,
  addRecordingOptions,
  type RecordingOptions,
} from './options/recording-options.ts';
import { RESUME, RESUME_AFTER_KILL } from './options/resume.ts';
import { addSimulationOptions, type SimulationOptions } from './options/simulation-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type PaperCommandOptions = RecordingOptions &
  MetricsOptions &
  SimulationOptions &
  NamedOptions &
  DashboardOptions & {
    readonly account?: string;
    readonly fresh?: boolean;
    readonly resume?: readonly string[];
    readonly resumeAfterKill?: boolean;
    /** Undefined: the default path. False: none. */
    readonly report?: string | false;
    readonly charts?: number;
    readonly json?: boolean;
  };

export function configure(command: Command): void {
  addNamesArgument(command);
  addRecordingOptions(addForOption(command), 'paper-<strategies>-<time>');
  addNamesOption(command);
  command
    .optionsGroup('Account:')
    .option(
      '--account <name>',
      'dollars and shares that the next run of that name goes on with (default: the strategies’)',
    )
    .option('--fresh', 'begin anew, with --capital and no shares')
    .option('--resume <feed...>', RESUME)
    .option('--resume-after-kill', RESUME_AFTER_KILL);
  addSimulationOptions(command)
    .optionsGroup('Output:')
    .option(
      '--report <file.html>',
      'the report at the end (default: reports/paper-<names>-<hashes>.html; with --json: none)',
    )
    .option('--no-report', 'write no HTML report')
    .option('--charts <n>', 'price paths in the report (default: 12)', reads(wholeNumber(0)))
    .option('--json', 'a line of JSON each few seconds, and one with the result at the end');
  addMetricsOption(command);
  addDashboardOptions(command, false);
  addCommonOptions(
    command,
    'paper late-favourite --to archive --asset btc,eth --frame 5m',
    'paper join-best --to archive --category sports --top 5 --for 3600',
    'paper late-favourite --to archive --fresh --capital 500',
    'paper --strategies fusion,ml,late-favourite --to archive',
  );
  command.action(async (strategies: readonly string[], options: PaperCommandOptions) => {
    const { runPaper } = await import('./paper-run.ts');
    await runPaper(strategies, options);
  });
}
