import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber, YEAR } from './options/whole-number.ts';

export type NotifyOptions = {
  readonly config?: string;
  readonly test?: boolean;
  readonly attach?: boolean;
  readonly desk?: string;
  readonly data?: string;
  readonly for?: number;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option('--test', 'send a test alert to every place that is configured')
    .option('--attach', 'tell the alerts of a desk that runs, in a process of its own')
    .option('--config <file>', 'configuration file (default: polydesk.config.ts, if there is one)')
    .option('--desk <name>', 'with --attach: that desk alone (default: the newest that runs)')
    .option('--data <dir>', 'with --attach: archive of the desk (default: as the desk says)')
    .option(
      '--for <seconds>',
      'with --attach: stop after so long',
      reads(wholeNumber(1, YEAR.seconds)),
    )
    .option('--json', 'with --test: what became of it, as JSON');
  addCommonOptions(
    command,
    'notify --test',
    'notify --attach --data archive --config alerts.config.ts',
  );
  command.action(async (options: NotifyOptions) => {
    const { runNotify } = await import('./notify-run.ts');
    await runNotify(options);
  });
}
