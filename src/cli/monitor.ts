import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type MonitorOptions = { readonly desk?: string; readonly for?: number };

export function configure(command: Command): void {
  command
    .optionsGroup('Options:')
    .option('--desk <name>', 'that desk alone (default: all that run on this machine)')
    .option('--for <seconds>', 'leave after so long', reads(wholeNumber(1)));
  addCommonOptions(command, 'monitor', 'monitor --desk demo-1');
  command.action(async (options: MonitorOptions) => {
    const { runMonitor } = await import('./monitor-run.ts');
    await runMonitor(options);
  });
}
