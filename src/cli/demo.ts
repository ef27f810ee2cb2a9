import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addDashboardOptions, type DashboardOptions } from './options/dashboard-options.ts';
import { addMetricsOption, type MetricsOptions } from './options/metrics-option.ts';
import { wholeNumber, YEAR } from './options/whole-number.ts';

export type DemoCommandOptions = MetricsOptions &
  DashboardOptions & {
    readonly dir?: string;
    readonly port?: number;
    readonly for?: number;
    readonly json?: boolean;
  };

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option('--dir <dir>', 'where it keeps what it records and where it stands (default: demo)')
    .option(
      '--port <n>',
      'of its exchange on 127.0.0.1 (default: any that is free)',
      reads(wholeNumber(0, 65_535)),
    )
    .option('--for <seconds>', 'stop after so long', reads(wholeNumber(1, YEAR.seconds)))
    .option('--json', 'a line of JSON for each fill and each few seconds');
  addDashboardOptions(command, true);
  addMetricsOption(command);
  addCommonOptions(command, 'demo', 'demo --for 60 --dir /tmp/demo', 'demo --metrics-port 9464');
  command.action(async (options: DemoCommandOptions) => {
    const { runDemo } = await import('./demo-run.ts');
    await runDemo(options);
  });
}
