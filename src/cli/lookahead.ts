import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addDataOptions, type DataOptions } from './options/data-options.ts';
import { jsonTarget } from './options/json-target.ts';
import { addSimulationOptions, type SimulationOptions } from './options/simulation-options.ts';
import { addStrategyOptions, type StrategyOptions } from './options/strategy-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type LookaheadCommandOptions = DataOptions &
  SimulationOptions &
  StrategyOptions & {
    readonly sample?: number;
    /** True: to stdout. */
    readonly json?: string | true;
  };

export function configure(command: Command): void {
  command.argument('<strategy>', 'one of "polydesk strategies", or your own from the config');
  command.option(
    '--sample <n>',
    'try so many decision times, drawn by the seed (default: all)',
    reads(wholeNumber(1)),
  );
  addDataOptions(command);
  addStrategyOptions(command);
  addSimulationOptions(command)
    .optionsGroup('Output:')
    .option(
      '--json [file]',
      'what was found as JSON, to stdout unless a file is named',
      jsonTarget,
    );
  addCommonOptions(
    command,
    'lookahead late-favourite --data archive --complete-only --size 10 --sample 20',
    'lookahead late-favourite --data archive --sample 20 --latency 0 --json',
  );
  command.action(async (strategy: string, options: LookaheadCommandOptions) => {
    const { runLookahead } = await import('./lookahead-run.ts');
    await runLookahead(strategy, options);
  });
}
