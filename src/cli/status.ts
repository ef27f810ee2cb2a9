import type { Command } from 'commander';
import { addCommonOptions } from './options/common-options.ts';

export type StatusOptions = {
  readonly desk?: string;
  readonly data?: string;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option('--desk <name>', 'that desk alone (default: all that run on this machine)')
    .option(
      '--data <dir>',
      'archive whose last run is told where no desk runs (default: from the config)',
    )
    .option('--json', 'all that it knows, as JSON');
  addCommonOptions(command, 'status', 'status --desk demo-1 --json', 'status --data archive-live');
  command.action(async (options: StatusOptions) => {
    const { runStatus } = await import('./desk-run.ts');
    await runStatus(options);
  });
}
