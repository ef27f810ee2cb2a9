import type { Command } from 'commander';
import { addCommonOptions } from './options/common-options.ts';
import { addDataOptions, type DataOptions } from './options/data-options.ts';
import { jsonTarget } from './options/json-target.ts';
import { addSimulationOptions, type SimulationOptions } from './options/simulation-options.ts';
import { addStrategyOptions, type StrategyOptions } from './options/strategy-options.ts';

export type TrainCommandOptions = DataOptions &
  SimulationOptions &
  StrategyOptions & {
    readonly as?: string;
    readonly into?: string;
    /** True: to stdout. */
    readonly json?: string | true;
  };

export function configure(command: Command): void {
  command.argument('<strategy>', 'one that learns, e.g. ml');
  addDataOptions(command);
  addStrategyOptions(command);
  command
    .optionsGroup('What is learned:')
    .option('--into <archive>', 'archive in which it is kept (default: the one it learns from)')
    .option('--as <name>', 'account whose runs go on from it (default: the strategy’s)');
  addSimulationOptions(command)
    .optionsGroup('Output:')
    .option(
      '--json [file]',
      'what was learned as JSON, to stdout unless a file is named',
      jsonTarget,
    );
  addCommonOptions(
    command,
    'train ml --data archive',
    'train ml --data archive --asset btc --set model=boosted-trees --into live-archive --as mine',
  );
  command.action(async (strategy: string, options: TrainCommandOptions) => {
    const { runTrain } = await import('./train-run.ts');
    await runTrain(strategy, options);
  });
}
