import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type SettingsOptions = {
  readonly config?: string;
  /** Version to go back to. */
  readonly rollback?: number;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .option('--config <file>', 'configuration file (default: polydesk.config.ts, if there is one)')
    .option(
      '--rollback <version>',
      'go back to that version (0: to the configuration file alone)',
      reads(wholeNumber(0)),
    )
    .option('--json', 'all fields and versions as JSON');
  addCommonOptions(command, 'settings', 'settings --rollback 0');
  command.action(async (options: SettingsOptions) => {
    const { runSettings } = await import('./settings-run.ts');
    await runSettings(options);
  });
}
