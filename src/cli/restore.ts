import type { Command } from 'commander';
import { addCommonOptions } from './options/common-options.ts';

export type RestoreOptions = {
  readonly key: string;
  readonly exchange?: string;
};

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .requiredOption('--key <name>', 'the key of "keys add" whose journal is damaged')
    .option('--exchange <address>', 'at an exchange on this machine instead of the venue');
  addCommonOptions(command, 'restore', 'restore --key main');
  command.action(async (options: RestoreOptions) => {
    const { runRestore } = await import('./restore-run.ts');
    await runRestore(options);
  });
}
