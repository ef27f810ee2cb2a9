import { type Command, Option } from 'commander';
import type { SweepAxis } from '../report/sweep/sweep.ts';
import { collects, reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addDataOptions, type DataOptions } from './options/data-options.ts';
import { jsonTarget } from './options/json-target.ts';
import { parseMsList } from './options/latency.ts';
import { addSimulationOptions, type SimulationOptions } from './options/simulation-options.ts';
import { addStrategyOptions, type StrategyOptions } from './options/strategy-options.ts';
import { parseAxis } from './options/sweep-axis.ts';
import { wholeNumber } from './options/whole-number.ts';

export type SweepCommandOptions = DataOptions &
  SimulationOptions &
  StrategyOptions & {
    readonly over?: readonly SweepAxis[];
    /** Totals in µs. */
    readonly latencies?: readonly number[];
    /** Cells that may be played. */
    readonly most?: number;
    /** Undefined: no page. */
    readonly report?: string;
    /** True: to stdout. */
    readonly json?: string | true;
    readonly debug?: boolean;
  };

export function configure(command: Command): void {
  command.argument('<strategy>', 'one of "polydesk strategies", or your own from the config');
  addDataOptions(command);
  addStrategyOptions(command).option(
    '--over <name=v1,v2,...>',
    'a parameter of the strategy and the values to try (repeatable: all combinations)',
    collects(parseAxis),
  );
  addSimulationOptions(command)
    .addOption(
      new Option('--latencies <ms,...>', 'total latencies to try, as one more axis')
        .argParser(reads(parseMsList))
        .conflicts(['latency', 'latencyFile']),
    )
    .option(
      '--most <cells>',
      'refuse a sweep of more runs than that (default: 400)',
      reads(wholeNumber(1)),
    )
    .optionsGroup('Output:')
    .option('--report <file.html>', 'the cells as a heat map')
    .option('--json [file]', 'all cells as JSON, to stdout unless a file is named', jsonTarget);
  addCommonOptions(
    command,
    'sweep late-favourite --data archive --over threshold=0.60,0.70,0.80 --latencies 0,250,1000',
    'sweep late-favourite --data archive --over size=5,10 --report sweep.html',
  );
  command.action(async (strategy: string, options: SweepCommandOptions) => {
    const { runSweep } = await import('./sweep-run.ts');
    await runSweep(strategy, options);
  });
}
