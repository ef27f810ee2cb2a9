import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type KillOptions = {
  readonly desk?: string;
  readonly key?: string;
  readonly exchange?: string;
  readonly within?: number;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option(
      '--desk <name>',
      'have this desk do it, also one on paper; a live one that cannot, at the venue by its key',
    )
    .option('--key <name>', 'everything of this key of "keys add", whoever sent it')
    .option('--exchange <address>', 'at an exchange on this machine instead of the venue')
    .option(
      '--within <seconds>',
      'go on so long until it is proven (default: 60)',
      reads(wholeNumber(1, 3_600)),
    )
    .option('--json', 'the proof as JSON');
  addCommonOptions(
    command,
    'kill',
    'kill --key main',
    'kill --key practice --exchange http://127.0.0.1:8430',
  );
  command.action(async (options: KillOptions) => {
    const { runKill } = await import('./kill-run.ts');
    await runKill(options);
  });
}
