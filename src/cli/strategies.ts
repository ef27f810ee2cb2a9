import type { Command } from 'commander';
import { addCommonOptions } from './options/common-options.ts';

export type StrategiesOptions = { readonly config?: string; readonly json?: boolean };

export function configure(command: Command): void {
  command
    .argument('[names...]', 'only these')
    .option('--config <file>', 'configuration file (default: polydesk.config.ts, if there is one)')
    .option('--json', 'the list as JSON');
  addCommonOptions(command, 'strategies', 'strategies late-favourite');
  command.action(async (names: readonly string[], options: StrategiesOptions) => {
    const { runStrategies } = await import('./strategies-run.ts');
    await runStrategies(names, options);
  });
}
