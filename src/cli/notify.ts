import type { Command } from 'commander';
import { addCommonOptions } from './options/common-options.ts';

export type NotifyOptions = {
  readonly config?: string;
  readonly test?: boolean;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option('--test', 'send a test alert to every place that is configured')
    .option('--config <file>', 'configuration file (default: polydesk.config.ts, if there is one)')
    .option('--json', 'what became of it, as JSON');
  addCommonOptions(command, 'notify --test');
  command.action(async (options: NotifyOptions) => {
    const { runNotify } = await import('./notify-run.ts');
    await runNotify(options);
  });
}
