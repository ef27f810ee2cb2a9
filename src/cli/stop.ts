import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type StopOptions = {
  readonly desk?: string;
  readonly within?: number;
  readonly toPaper?: boolean;
};

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option('--desk <name>', 'which, where several run')
    .option('--to-paper', 'stop trading real orders: cancel its own, prove it, go on on paper')
    .option('--within <seconds>', 'wait so long for its end (default: 120)', reads(wholeNumber(1)));
  addCommonOptions(command, 'stop', 'stop --desk demo-1');
  command.action(async (options: StopOptions) => {
    const { runStop } = await import('./desk-run.ts');
    await runStop(options);
  });
}
