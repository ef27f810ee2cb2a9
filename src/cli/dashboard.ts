import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber, YEAR } from './options/whole-number.ts';

export type DashboardCommandOptions = {
  readonly attach?: boolean;
  readonly token?: boolean;
  readonly desk?: string;
  readonly port?: number;
  readonly data?: string;
  readonly config?: string;
  readonly for?: number;
};

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option('--attach', 'serve the pages of a desk that runs, in a process of its own')
    .option('--token', 'a new access token for pages that are served: whoever is in, is out')
    .option('--desk <name>', 'with --attach: that desk alone (default: the newest that runs)')
    .option(
      '--port <n>',
      'of the pages on 127.0.0.1 (default: 8420)',
      reads(wholeNumber(1, 65_535)),
    )
    .option('--data <dir>', 'with --attach: archive of the desk (default: as the desk says)')
    .option('--config <file>', 'with --attach: of the desk (default: polydesk.config.ts)')
    .option(
      '--for <seconds>',
      'with --attach: stop after so long',
      reads(wholeNumber(1, YEAR.seconds)),
    );
  addCommonOptions(
    command,
    'dashboard',
    'dashboard --attach --desk demo-1 --port 8421',
    'dashboard --token',
  );
  command.action(async (options: DashboardCommandOptions) => {
    const { runDashboard } = await import('./dashboard-run.ts');
    await runDashboard(options);
  });
}
