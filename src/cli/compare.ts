import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addDataOptions, type DataOptions } from './options/data-options.ts';
import { jsonTarget } from './options/json-target.ts';
import { addSimulationOptions, type SimulationOptions } from './options/simulation-options.ts';
import { addStrategyOptions, type StrategyOptions } from './options/strategy-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type CompareCommandOptions = DataOptions &
  SimulationOptions &
  StrategyOptions & {
    readonly all?: boolean;
    /** Folder; undefined: no reports. */
    readonly report?: string;
    readonly charts?: number;
    /** True: to stdout. */
    readonly json?: string | true;
    readonly debug?: boolean;
  };

export function configure(command: Command): void {
  command
    .argument('[strategies...]', 'names from "polydesk strategies" or from the config')
    .option('--all', 'every strategy there is');
  addDataOptions(command);
  addStrategyOptions(command);
  addSimulationOptions(command)
    .optionsGroup('Output:')
    .option('--report <dir>', 'index.html with all side by side in this folder, a page for each')
    .option(
      '--charts <n>',
      'price paths in each report, markets with fills first (default: 12)',
      reads(wholeNumber(0)),
    )
    .option('--json [file]', 'the table as JSON, to stdout unless a file is named', jsonTarget);
  addCommonOptions(
    command,
    'compare --all --data archive --size 10',
    'compare late-favourite buy-favourite-at-open do-nothing --data archive --latency 0',
  );
  command.action(async (strategies: readonly string[], options: CompareCommandOptions) => {
    const { runCompare } = await import('./compare-run.ts');
    await runCompare(strategies, options);
  });
}
