import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type TradesOptions = {
  readonly desk?: string;
  readonly last?: number;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option('--desk <name>', 'whose, where several run')
    .option('--last <n>', 'the newest n (default: 20)', reads(wholeNumber(1, 1_000)))
    .option('--json', 'as JSON');
  addCommonOptions(command, 'trades', 'trades --desk demo-1 --last 100 --json');
  command.action(async (options: TradesOptions) => {
    const { runTrades } = await import('./desk-run.ts');
    await runTrades(options);
  });
}
