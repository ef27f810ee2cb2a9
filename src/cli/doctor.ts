import type { Command } from 'commander';
import { addCommonOptions } from './options/common-options.ts';

export type DoctorOptions = {
  readonly data?: string;
  readonly config?: string;
  readonly key?: string;
  readonly exchange?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .option('--data <dir>', 'archive to look at (default: from the config)')
    .option('--config <file>', 'configuration file (default: polydesk.config.ts, if there is one)')
    .option('--key <name>', 'whether this key of "keys add" can trade')
    .option('--exchange <address>', 'with --key: at an exchange on this machine')
    .option('--offline', 'do not look whether the venue and the feeds can be reached')
    .option('--json', 'the findings as JSON');
  addCommonOptions(command, 'doctor --data archive', 'doctor --key main');
  command.action(async (options: DoctorOptions) => {
    const { runDoctor } = await import('./doctor-run.ts');
    await runDoctor(options);
  });
}
