import type { Command } from 'commander';
import { parseUsd, type Usd } from '../domain/units.ts';
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
import { wholeNumber } from './options/whole-number.ts';

export type LiveCommandOptions = Omit<RecordingOptions, 'to'> &
  MetricsOptions &
  NamedOptions &
  DashboardOptions & {
    /** Asked for after what makes it refuse: limits and key. */
    readonly to?: string;
    readonly maxOrder?: Usd;
    readonly maxDay?: Usd;
    readonly maxExposure?: Usd;
    readonly armedFor?: number;
    readonly resume?: readonly string[];
    readonly resumeAfterKill?: boolean;
    /** Undefined: the default path. False: none. */
    readonly report?: string | false;
    readonly json?: boolean;
  };

const HOURS_MOST = 24;

export function configure(command: Command): void {
  addNamesArgument(command);
  addRecordingOptions(addForOption(command), 'live-<strategies>-<time>', {
    to: 'option',
    key: 'key of "keys add" that it trades with, to be named always',
  });
  addNamesOption(command);
  command
    .optionsGroup('Limits of all strategies together, all three have to be stated:')
    .option('--max-order <dollars>', 'one order is worth this at most', reads(parseUsd))
    .option('--max-day <dollars>', 'all orders of a day together at most', reads(parseUsd))
    .option('--max-exposure <dollars>', 'what may be lost at once at most', reads(parseUsd))
    .option(
      '--armed-for <hours>',
      'then it cancels its orders and ends (default: 8)',
      reads(wholeNumber(1, HOURS_MOST)),
    )
    .optionsGroup('After a halt:')
    .option('--resume <feed...>', RESUME)
    .option('--resume-after-kill', RESUME_AFTER_KILL)
    .optionsGroup('Output:')
    .option('--report <file.html>', 'the report at the end (default: reports/live-….html)')
    .option('--no-report', 'write no HTML report')
    .option('--json', 'a line of JSON each few seconds, and one with the result at the end');
  addMetricsOption(command);
  addDashboardOptions(command, false);
  addCommonOptions(
    command,
    'live join-best --key main --to archive --max-order 5 --max-day 100 --max-exposure 50',
    'live random --key practice --exchange http://127.0.0.1:8430 --to archive ' +
      '--max-order 10 --max-day 500 --max-exposure 100',
    'live --strategies fusion,ml,late-favourite --key main --to archive ' +
      '--max-order 5 --max-day 100 --max-exposure 50',
  );
  command.action(async (strategies: readonly string[], options: LiveCommandOptions) => {
    const { runLive } = await import('./live-run.ts');
    await runLive(strategies, options);
  });
}
